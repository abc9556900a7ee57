/** What names a paper of arXiv, and which of its versions. */
export interface ArxivId {
  /** Without version: `2411.01234`, or `hep-th/9901001` of papers before April 2007. */
  id: string;
  /** Null where none was named. */
  version: number | null;
}

/** Of the years to come, arXiv says that six digits are possible. */
const ID =
  /(?<![\w./-])(?:(\d{4}\.\d{4,6})|([a-z]+(?:-[a-z]+)?)(?:\.[a-z-]+)?\/(\d{7}))(?:v(\d{1,3}))?(?![\w/]|\.\d)/i;

/**
 * Finds the id in an address, in `oai:arXiv.org:2411.01234v2` or by itself. The class of an old
 * one, as in `math.GT/0309136`, is no part of it. (arXiv help, “Understanding the arXiv identifier”.)
 */
export function readArxivId(text: string): ArxivId | null {
  const bare = text
    .trim()
    .replace(/^(?:https?:\/\/[^/\s]+\/(?:abs|pdf|html|papers)\/|oai:arxiv\.org:|arxiv:)\s*/i, "");
  const [, now, archive, number, version] = ID.exec(bare) ?? [];
  const id = now ?? (archive && number ? `${archive.toLowerCase()}/${number}` : null);
  return id ? { id, version: version === undefined ? null : Number(version) } : null;
}

/** Earlier ids come first. Only ids of one form can be compared; null where they are of two. */
export function compareArxivIds(a: string, b: string): number | null {
  const [monthOfA, numberOfA] = a.split(".");
  const [monthOfB, numberOfB] = b.split(".");
  if (!monthOfA || !monthOfB || !numberOfA || !numberOfB) return null;
  return Number(monthOfA) - Number(monthOfB) || Number(numberOfA) - Number(numberOfB);
}

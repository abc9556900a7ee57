/** What names one work wherever it is listed. */
export interface Identifier {
  kind: "arxiv" | "doi" | "openreview";
  /** `2411.01234` or `hep-th/9901001`, without version; a DOI in lower case; an OpenReview id as it is. */
  id: string;
}

/** The identifiers that stand anywhere in a text, each once, and the text without them. */
export interface IdentifiedText {
  identifiers: Identifier[];
  rest: string;
}

/**
 * Reads arXiv ids of both forms, DOIs, and links to arXiv, Hugging Face, alphaXiv, OpenReview and
 * doi.org. Other links, and numbers that only look like an id, stay in the text.
 */
export function readIdentifiers(text: string): IdentifiedText {
  const found = new Map<string, Identifier>();
  const rest = text.replace(CANDIDATE, (written) => {
    const isLink = LINK.test(written) && !OLD_ID_ALONE.test(written);
    const identifier = isLink ? ofLink(written) : ofName(written);
    if (!identifier) return written;
    found.set(`${identifier.kind}:${identifier.id}`, identifier);
    return " ";
  });
  const identifiers = [...found.values()];
  return { identifiers, rest: identifiers.length === 0 ? text : tidied(rest) };
}

/** The archives of papers before April 2007; other words before a slash and seven digits are none. */
const ARCHIVES =
  "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-(?:ex|lat|ph|th)|math|math-ph|mtrl-th|nlin|nucl-(?:ex|th)|patt-sol|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con";
const MONTH = "(?:0[1-9]|1[0-2])";
const NEW_ID = String.raw`(?:0[7-9]|[1-9]\d)${MONTH}\.\d{4,6}`;
const OLD_ID = String.raw`(?:${ARCHIVES})(?:\.[a-z-]{2,12})?\/\d{2}${MONTH}\d{3}`;
const ARXIV_ID = String.raw`(?:${NEW_ID}|${OLD_ID})(?:v\d{1,3})?`;
const DOI = String.raw`10\.\d{4,9}\/[^\s"<>]+`;

/** With its class it looks like a link: `math.GT/0309136`. */
const OLD_ID_ALONE = new RegExp(`^${OLD_ID}(?:v\\d{1,3})?(?:\\s|$)`, "i");
const LINK = /^<?(?:https?:\/\/)?(?:[a-z0-9-]+\.)+[a-z]{2,}\//i;
const CANDIDATE = new RegExp(
  [
    String.raw`(?<![\w.\/-])(?:doi[:\s]\s*)?${DOI}`,
    // What arXiv prints on the margin of a paper: `arXiv:2411.01234v2 [cs.LG]`.
    String.raw`(?<![\w.\/-])(?:(?:oai:)?arxiv(?:\.org)?\s*[:.]?\s*)?${ARXIV_ID}(?![\w\/]|\.\d)(?:\s*\[[a-z-]+(?:\.[a-z-]+)?\])?`,
    String.raw`<?(?:https?:\/\/)?(?<![\w@.-])(?:[a-z0-9-]+\.)+[a-z]{2,}\/[^\s<>]+>?`,
  ].join("|"),
  "gi",
);

function ofName(written: string): Identifier | null {
  const doi = new RegExp(DOI, "i").exec(written)?.[0];
  if (doi !== undefined) return ofDoi(doi);
  return ofArxiv(new RegExp(ARXIV_ID, "i").exec(written)?.[0]);
}

function ofLink(written: string): Identifier | null {
  const bare = written.replace(/^<|>$/g, "");
  const url = URL.parse(/^https?:/i.test(bare) ? bare : `https://${bare}`);
  if (!url) return null;
  const host = url.hostname.replace(/^www\./, "");
  const path = decoded(url.pathname);
  if (/(?:^|\.)(?:arxiv|ar5iv|alphaxiv)\.org$/.test(host)) return inPath(path);
  if (/^(?:huggingface\.co|hf\.co)$/.test(host))
    return path.startsWith("/papers/") ? inPath(path) : null;
  if (host === "openreview.net") {
    const id = url.searchParams.get("id") ?? "";
    return /^[\w-]{5,40}$/.test(id) ? { kind: "openreview", id } : null;
  }
  const doi = new RegExp(`/(${DOI})$`, "i").exec(path)?.[1];
  return doi === undefined ? null : ofDoi(doi);
}

function inPath(path: string): Identifier | null {
  const inside = new RegExp(String.raw`\/(?:arxiv:)?(${ARXIV_ID})(?=$|[\/.#?:,;)])`, "i");
  return ofArxiv(inside.exec(path)?.[1]);
}

function ofDoi(written: string): Identifier {
  const id = withoutTail(written).toLowerCase();
  return ofArxiv(/^10\.48550\/arxiv\.(.+)$/.exec(id)?.[1]) ?? { kind: "doi", id };
}

/** The class of an old id, as in `math.GT/0309136`, is no part of it. */
function ofArxiv(written: string | undefined): Identifier | null {
  if (written === undefined || !new RegExp(`^${ARXIV_ID}$`, "i").test(written)) return null;
  const id = written
    .toLowerCase()
    .replace(/v\d{1,3}$/, "")
    .replace(/\.[a-z-]+(?=\/)/, "");
  return { kind: "arxiv", id };
}

/** Cuts what belongs to the sentence: punctuation, and a bracket that was opened before. */
function withoutTail(written: string): string {
  const cut = written.replace(/[.,;:!?'’]+$/, "");
  const isOpen = /[)\]]$/.test(cut) && !/[([]/.test(cut);
  return cut === written && !isOpen ? cut : withoutTail(isOpen ? cut.slice(0, -1) : cut);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function tidied(rest: string): string {
  const words = rest.replace(/[<>()[\],;:]+(?=\s|$)|(?<=^|\s)[<>()[\],;:]+/g, " ");
  return /[\p{L}\p{N}]/u.test(words) ? words.replace(/\s+/g, " ").trim() : "";
}

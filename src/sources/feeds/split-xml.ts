/** A feed in XML, its items apart from all else. */
export interface SplitXml {
  /** `rss`, `rdf` or `feed`, in small letters. */
  root: string;
  /** The opening tag of the root, as it stands. */
  opening: string;
  /** What stands before the first item, from the root on. */
  head: string;
  /** Each from its opening to its closing tag; one without an end goes up to the next. */
  items: string[];
  isComplete: boolean;
}

const ROOT = /<((?:[\w.-]+:)?(rss|rdf|feed))(?=[\s/>])[^<>]*>/i;
const LONGEST_PROLOGUE = 20_000;
const LONGEST_HEAD = 100_000;

/**
 * Null where it is no feed in XML. A document type is left out, with all that it declares, so nothing can grow.
 * Takes time by the length alone.
 */
export function splitXml(xml: string): SplitXml | null {
  const found = ROOT.exec(xml.slice(0, LONGEST_PROLOGUE));
  const [opening = "", name = "", local = ""] = found ?? [];
  if (!found || /<html[\s>]/i.test(xml.slice(0, found.index))) return null;
  const root = local.toLowerCase();
  const body = xml.slice(found.index);
  const { first, items } = itemsIn(body, root === "feed" ? "entry" : "item");
  const ending = new RegExp(
    String.raw`</${name.replaceAll(".", String.raw`\.`)}\s*>\s*(?:<!--[^]{0,500}?-->\s*)*$`,
    "i",
  );
  return {
    root,
    opening,
    head: body.slice(0, Math.min(first ?? body.length, LONGEST_HEAD)),
    items,
    isComplete: ending.test(body.slice(-2000)),
  };
}

function itemsIn(body: string, item: string): { first: number | null; items: string[] } {
  const prefix = String.raw`(?:[\w.-]{1,40}:)?`;
  const opening = String.raw`<${prefix}${item}(?=[\s>])`;
  const ending = String.raw`</${prefix}${item}\s*>`;
  const tags = new RegExp(String.raw`<!\[CDATA\[|<!--|${opening}|${ending}`, "gi");
  const nextEnding = finder(body, new RegExp(ending, "gi"));
  const nextOpening = finder(body, new RegExp(opening, "gi"));
  const nextEnds = { "<![CDATA[": finder(body, /\]\]>/g), "<!--": finder(body, /-->/g) };
  const items: string[] = [];
  let first: number | null = null;
  let start: number | null = null;
  for (let tag = tags.exec(body); tag; tag = tags.exec(body)) {
    const [found] = tag;
    if (found.startsWith("<!")) {
      const end = nextEnds[found === "<!--" ? "<!--" : "<![CDATA["](tags.lastIndex);
      // One that began within an item and has no end in it hides no others.
      const isOpen = start !== null && nextOpening(nextEnding(tags.lastIndex)) < end;
      if (end < body.length && !isOpen) tags.lastIndex = end;
      continue;
    }
    const isEnd = found.startsWith("</");
    if (start !== null) items.push(body.slice(start, isEnd ? tags.lastIndex : tag.index));
    start = isEnd ? null : tag.index;
    first ??= start;
  }
  if (start !== null) items.push(body.slice(start));
  return { first, items };
}

/** Where a text is found next, from one place after the other; the length of it all where it is not. */
function finder(text: string, what: RegExp): (from: number) => number {
  let next = -1;
  return (from) => {
    if (next >= from) return next;
    what.lastIndex = from;
    next = what.exec(text)?.index ?? text.length;
    return next;
  };
}

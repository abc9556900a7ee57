import { decodeHTMLStrict } from "entities";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { z } from "zod";
import { readArxivId } from "../../../papers/arxiv-id.ts";

/** A feed, taken apart so that one broken item costs no other. */
export interface XmlFeed {
  /** What stands before the first item, as far as it can be read: `{ rss: { channel: { … } } }`. */
  head: unknown;
  /** How many items there are. */
  count: number;
  /** In their order, each read when it is its turn. */
  items: Iterable<XmlItem>;
  /** Whether it has its end; without it, the answer was cut. */
  isComplete: boolean;
}

/** What an item holds, or a sentence without its full stop that says which one cannot be read, and why. */
export type XmlItem = { value: unknown } | { unreadable: string };

/** An item by a schema, or the sentence that says why it cannot be read. */
export function itemAs<Item>(schema: z.ZodType<Item>, item: XmlItem): Item | string {
  if ("unreadable" in item) return item.unreadable;
  return schema.safeParse(item.value).data ?? "It is not as expected";
}

/** Three thousand authors with their institutions take half a megabyte; what is larger is not read. */
const LONGEST_ITEM = 2_000_000;
const LONGEST_HEAD = 100_000;
/** Feeds and answers have 2 000 at most. */
const MAX_XML_ITEMS = 5000;

/** What hides tags, and where it ends. */
const PASSAGES = [
  ["<![CDATA[", "]]>"],
  ["<!--", "-->"],
] as const;

/**
 * Entities beyond XML's and HTML's own are not resolved, and a document that declares some is not
 * read at all, see `readXmlFeed`: so none can grow.
 */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  htmlEntities: true,
});

/**
 * Reads RSS (items are `item`) or Atom (`entry`). Says what is wrong where that is no feed, or one
 * that declares a document type: no feed has one, but bombs of entities do.
 */
export function readXmlFeed(xml: string, item: "item" | "entry"): XmlFeed | { refused: string } {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) return { refused: "it declares entities of its own" };
  const root = item === "item" ? "rss" : "feed";
  if (!new RegExp(`<${root}[\\s>]`).test(xml)) return { refused: "it isn't a feed" };
  const { before, items } = split(xml, item);
  return {
    head: parsed(before),
    count: items.length,
    items: items.values().map((text) => readItem(text, item)),
    isComplete: items.length < MAX_XML_ITEMS && new RegExp(`</${root}\\s*>\\s*$`).test(xml),
  };
}

/**
 * What stands before the first item, and the items, each from its opening to its closing tag. One
 * without an end goes up to the next, and is not well-formed then. Takes time by the length alone.
 */
function split(xml: string, item: string): { before: string; items: string[] } {
  const tags = new RegExp(`<!\\[CDATA\\[|<!--|<${item}(?=[\\s>])|</${item}\\s*>`, "g");
  const passages = new Map<string, string>(PASSAGES);
  const items: string[] = [];
  let first: number | null = null;
  let start: number | null = null;
  for (let tag = tags.exec(xml); tag && items.length < MAX_XML_ITEMS; tag = tags.exec(xml)) {
    const [found] = tag;
    if (found.startsWith("<!")) {
      const closing = passages.get(found);
      const end = closing === undefined ? -1 : xml.indexOf(closing, tags.lastIndex);
      // Without an end it opens nothing, and no later one has an end.
      if (end < 0) passages.delete(found);
      else tags.lastIndex = end;
      continue;
    }
    const isEnd = found.startsWith("</");
    if (start !== null) items.push(xml.slice(start, isEnd ? tags.lastIndex : tag.index));
    start = isEnd ? null : tag.index;
    first ??= start;
  }
  if (start !== null) items.push(xml.slice(start));
  return { before: xml.slice(0, Math.min(first ?? xml.length, LONGEST_HEAD)), items };
}

function readItem(text: string, item: string): XmlItem {
  const name =
    readArxivId(/<(?:id|guid|link)[^<>]*>([^<>]{1,200})</.exec(text)?.[1] ?? "")?.id ?? "It";
  const lean = text.replace(AFFILIATION, "");
  if (lean.length > LONGEST_ITEM)
    return { unreadable: `${name} is larger than Paperboy reads: ${lean.length} characters` };
  const { rest, authors } = withoutPlainAuthors(lean);
  const value = XMLValidator.validate(rest) === true ? inside(parsed(rest), item) : null;
  if (value === null) return { unreadable: `${name} is not well-formed` };
  return { value: authors.length > 0 ? { ...value, author: authors } : value };
}

/**
 * Three thousand authors are most of what the parser has to do for a day, and nobody gets an answer
 * meanwhile. Where all of an item are as plain as arXiv writes them they are read here instead, each as the
 * parser would give it.
 */
function withoutPlainAuthors(item: string): { rest: string; authors: { name: string }[] } {
  const rest = item.replace(PLAIN_AUTHOR, "");
  if (rest.length === item.length || rest.includes("<author")) return { rest: item, authors: [] };
  const names = item.matchAll(PLAIN_AUTHOR);
  return { rest, authors: [...names].map(([, name = ""]) => ({ name: decodeHTMLStrict(name) })) };
}

const PLAIN_AUTHOR = /<author>\s*<name>([^<>]*)<\/name>\s*<\/author>/g;

/** Most of a large entry, and not looked at. */
const AFFILIATION = /<arxiv:affiliation[^<>]*>[^<>]*<\/arxiv:affiliation>/g;

/** Null where the parser refuses, for names like `__proto__` or hundreds of nested tags. */
function parsed(xml: string): unknown {
  try {
    return parser.parse(xml);
  } catch {
    return null;
  }
}

function inside(document: unknown, item: string): Record<string, unknown> | null {
  const value = element.safeParse(document).data?.[item];
  return element.safeParse(value).data ?? null;
}

const element = z.record(z.string(), z.unknown());

/** The elements of one name: none, one, or a list of them. */
export const many = z
  .unknown()
  .optional()
  .transform((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]))
  .pipe(z.array(z.unknown()));

/** Made once: a schema of its own for each of thousands of names took a second. */
const text = z.union([z.string(), z.object({ "#text": z.string() })]);

/** The text of an element, the first where there are several; null where there is none. */
export const words = many.transform(([first]) => {
  const found = text.safeParse(first).data;
  const plain = typeof found === "object" ? found["#text"] : found;
  return plain?.trim() ? plain : null;
});

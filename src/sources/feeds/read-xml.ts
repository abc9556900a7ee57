import { parseFeed } from "@rowanmanning/feed-parser";
import { XMLValidator } from "fast-xml-parser";
import { MAX_ITEMS, type RawFeed, type RawItem } from "./raw-item.ts";
import { type SplitXml, splitXml } from "./split-xml.ts";
import { NOT_WELL_FORMED, TOO_LARGE } from "./wording.ts";

const LONGEST_ITEM = 1_000_000;

/** Reads RSS 0.9 to 2.0, RDF and Atom. Null where it is none of them. */
export function readXmlFeed(xml: string): RawFeed | null {
  const split = splitXml(xml);
  if (!split) return null;
  const { items, isComplete } = split;
  const shell = shellOf(split);
  return {
    title: titleOf(split, shell),
    count: items.length,
    items: newestOf(items)
      .values()
      .map(({ at, text }) => readItem(text, at + 1, shell)),
    isComplete,
  };
}

type ParsedItem = ReturnType<typeof parseFeed>["items"][number];
type Element = ParsedItem["element"];

/** What an item stands in: the parser wants whole feeds. */
interface Shell {
  before: string;
  after: string;
}

/** Whatever the head says is for all: where links lead from, what prefixes mean. */
function shellOf({ root, opening, head }: SplitXml): Shell {
  const tag = opening.replace(/\s*\/>$/, ">");
  const name = /^<([^\s/>]+)/.exec(tag)?.[1] ?? root;
  const isSound = XMLValidator.validate(`${tag}</${name}>`) === true;
  const [open, close] = isSound ? [tag, `</${name}>`] : [`<${root}>`, `</${root}>`];
  if (root === "feed") return { before: open, after: close };
  const channel = /<(?:[\w.-]+:)?channel(?=[\s>])[^<>]*>/i.exec(head)?.[0] ?? "";
  const base = /\sxml:base\s*=\s*("[^"<>]*"|'[^'<>]*')/.exec(channel)?.[0] ?? "";
  const link = /<link(?:\s[^<>]*)?>\s*([^<>\s]+)\s*<\/link>/i.exec(head)?.[1] ?? "";
  const inside = `<channel${base}><link>${withSoundReferences(link)}</link>`;
  return root === "rss"
    ? { before: `${open}${inside}`, after: `</channel>${close}` }
    : { before: `${open}${inside}</channel>`, after: close };
}

function titleOf({ head, opening }: SplitXml, { before, after }: Shell): string | null {
  const element =
    /<(?:[\w.-]+:)?title(?:\s[^<>]*)?>(?:<!\[CDATA\[[^]*?\]\]>|[^<]){0,2000}<\/(?:[\w.-]+:)?title\s*>/i.exec(
      head.slice(opening.length),
    );
  const text = withSoundReferences(element?.[0] ?? "");
  if (XMLValidator.validate(text) !== true) return null;
  const plain = before.includes("<channel")
    ? before.replace(/<\/channel>|$/, `${text}$&`)
    : `${before}${text}`;
  return parsed(`${plain}${after}`)?.title ?? null;
}

/** By their dates, as far as they have some; else the first: those are the newest, as feeds are written. */
function newestOf(items: readonly string[]): { at: number; text: string }[] {
  const all = items.map((text, at) => ({ at, text }));
  if (all.length <= MAX_ITEMS) return all;
  const dated = all.map((one) => ({ ...one, ms: Date.parse(DATE.exec(one.text)?.[1] ?? "") }));
  const isDated = dated.filter(({ ms }) => !Number.isNaN(ms)).length > items.length / 2;
  if (!isDated) return all.slice(0, MAX_ITEMS);
  return dated.toSorted((a, b) => (b.ms || 0) - (a.ms || 0) || a.at - b.at).slice(0, MAX_ITEMS);
}

const DATE =
  /<(?:pubDate|(?:\w+:)?(?:published|date|publicationDate|updated|issued))(?:\s[^<>]*)?>\s*([^<>]{6,60})</i;

function readItem(
  text: string,
  position: number,
  { before, after }: Shell,
): RawItem | { position: number; unreadable: string } {
  if (text.length > LONGEST_ITEM) return { position, unreadable: TOO_LARGE };
  const sound = withSoundReferences(text);
  const bare = sound.replace(/<!\[CDATA\[[^]*?\]\]>/g, "");
  const isSound = !/<!(?:DOCTYPE|ENTITY)/i.test(bare) && XMLValidator.validate(sound) === true;
  const [item] = (isSound ? parsed(`${before}${sound}${after}`)?.items : null) ?? [];
  return item ? toRaw(item, position) : { position, unreadable: NOT_WELL_FORMED };
}

/** Many a feed has `AT&T`, or controls that XML does not know. */
function withSoundReferences(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r\x7f-\x9f]/gu, "")
    .replace(BARE_AMPERSAND, (found) => (found === "&" ? "&amp;" : found));
}

const BARE_AMPERSAND = /<!\[CDATA\[[^]*?\]\]>|&(?!#\d{1,7};|#x[\da-f]{1,6};|[a-z][\da-z]{1,31};)/gi;

/** Null where the parser refuses. */
function parsed(xml: string): ReturnType<typeof parseFeed> | null {
  try {
    return parseFeed(xml);
  } catch {
    return null;
  }
}

/** The parser knows no DOIs and hides which of two dates it took: those are read beside it. */
function toRaw(item: ParsedItem, position: number): RawItem {
  const { element } = item;
  const all = (...names: string[]) =>
    names
      .flatMap((name) => element.findElementsWithName(name).map((one) => one.textContent.trim()))
      .filter((text) => text !== "");
  return {
    position,
    id: item.id ?? element.getAttribute("rdf:about"),
    link: item.url ?? permalinkOf(element),
    base: element.baseUrl,
    title:
      element
        .findElementsWithName("title")
        .map(markupIn)
        .find((title) => title !== "") ?? "",
    texts: ["description", "summary", "abstract", "encoded", "content"]
      .flatMap((name) => element.findElementsWithName(name).map(markupIn))
      .filter((text) => text !== ""),
    authors: item.authors.flatMap(({ name }) => name ?? []),
    dates: all("pubdate", "published", "publicationdate", "date", "issued", "created", "coverdate"),
    identifiers: all("doi", "identifier"),
  };
}

function permalinkOf(element: Element): string | null {
  const guid = element.findElementWithName("guid");
  const text = guid?.textContent.trim() ?? "";
  const isLink = guid?.getAttribute("ispermalink") !== "false" && /^https?:\/\//i.test(text);
  return isLink ? text : null;
}

/** Tags among text are HTML, too. */
function markupIn(element: Element): string {
  const hasTags = element.children.some((child) => typeof child !== "string");
  return (hasTags ? element.innerHtml : element.textContent).trim();
}

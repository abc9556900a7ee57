import { LONGEST_URL } from "../../papers/links.ts";
import { readIdentifiers } from "../../papers/identifiers.ts";
import { readAuthors } from "../arxiv/answers/authors.ts";
import { textIn, titleIn } from "../marked-up.ts";
import { plainName, plainText } from "../plain-text.ts";
import { instantIn } from "./dates.ts";
import type { RawItem } from "./raw-item.ts";

/** What an item of a feed says, cleaned. */
export interface ItemFacts {
  /** From 1. */
  position: number;
  id: string | null;
  /** Whole, by http or https. */
  link: string | null;
  title: string;
  text: string | null;
  authors: string[];
  /** When it was published, as far as that can be: nothing is published in the future. */
  published: Temporal.Instant | null;
  doi: string | null;
  arxivId: string | null;
}

const LONGEST_ID = 2000;
const LONGEST_TEXT = 20_000;
const LONGEST_NAME = 300;
/** Three thousand authors are in one of a thousand papers; more is nonsense. */
const MAX_AUTHORS = 4000;
/** What is shorter says where something was published, or "Read more". */
const SHORT_TEXT = 80;

/** Null without a title. `url`: of the feed. */
export function factsOf(raw: RawItem, url: URL, now: Temporal.Instant): ItemFacts | null {
  const title = titleIn(raw.title);
  if (title === "") return null;
  const link = linkIn(raw, url);
  return {
    position: raw.position,
    id: textWithin(raw.id ?? "", LONGEST_ID),
    link,
    title,
    text: bestText(raw.texts.map(textIn)),
    authors: authorsIn(raw.authors),
    published: publishedIn(raw.dates, now),
    ...identifiersIn(raw, link),
  };
}

function textWithin(text: string, most: number): string | null {
  const plain = plainText(text);
  return plain === "" ? null : plain.slice(0, most);
}

/** The first that says something; a whole article is cut. */
function bestText(texts: readonly string[]): string | null {
  const long = texts.find((text) => text.length >= SHORT_TEXT);
  const best = long ?? texts.find((text) => text !== "") ?? null;
  if (best === null || best.length <= LONGEST_TEXT) return best;
  const cut = best.slice(0, LONGEST_TEXT);
  return `${cut.slice(0, cut.lastIndexOf(" "))} …`.toWellFormed();
}

function linkIn({ link, base }: RawItem, url: URL): string | null {
  if (link === null || link.trim() === "") return null;
  const from = (base === null ? null : URL.parse(base, url)) ?? url;
  const whole = URL.parse(link.trim(), from);
  if (!whole || !/^https?:$/.test(whole.protocol) || whole.username !== "") return null;
  // Of the same page, it is where somebody came from.
  for (const name of whole.searchParams.keys().toArray())
    if (/^(?:utm_\w+|rss|af|fbclid)$/i.test(name)) whole.searchParams.delete(name);
  return whole.href.length <= LONGEST_URL ? whole.href : null;
}

function authorsIn(given: readonly string[]): string[] {
  const names = given.map(plainName).filter((name) => name !== "" && !/^https?:|@/.test(name));
  const all = names.length > 1 ? names.flatMap(oneOf) : names.flatMap(severalIn);
  return [...new Set(all)].filter((name) => name.length <= LONGEST_NAME).slice(0, MAX_AUTHORS);
}

/** Of a list with semicolons, commas stand within names: `Lovelace, Ada; Two, Bob` */
function severalIn(list: string): string[] {
  if (list.includes(";"))
    return list.split(";").flatMap((name) => turned(plainText(name)) ?? oneOf(name));
  return inverted(list) ?? readAuthors(list).authors;
}

function oneOf(name: string): string[] {
  const plain = plainText(name);
  return plain === "" ? [] : (inverted(plain) ?? readAuthors(plain).authors);
}

/** `Lovelace, A. K.`, of which one part are initials, or one word each. */
function inverted(name: string): string[] | null {
  const [last = "", first = ""] = name.split(",").map((part) => part.trim());
  const areInitials = /^(?:\p{Lu}\.?[\s-]?){1,4}$/u.test(first);
  const isOneWordEach = !/\s/.test(last) && !/\s/.test(first);
  return areInitials || isOneWordEach ? turned(name) : null;
}

function turned(name: string): string[] | null {
  const [, last, first] = /^([^,;]{2,60}),\s*([^,;]{1,40})$/.exec(name) ?? [];
  return last === undefined || first === undefined ? null : [`${first.trim()} ${last}`];
}

const A_CLOCK_AHEAD = { hours: 24 };
const FIRST_YEAR = 1665;

function publishedIn(dates: readonly string[], now: Temporal.Instant): Temporal.Instant | null {
  const latest = now.add(A_CLOCK_AHEAD);
  const all = dates.flatMap((text) => instantIn(text) ?? []);
  return (
    all.find(
      (instant) =>
        Temporal.Instant.compare(instant, latest) <= 0 &&
        instant.toZonedDateTimeISO("UTC").year >= FIRST_YEAR,
    ) ?? null
  );
}

/** What follows an identifier in the addresses of some journals. */
const AFTER_DOI =
  /(?:v\d{1,3})?(?:[./](?:full(?:text)?|abstract|e?pdf|html?|meta|summary|short))+\/?$/i;

function identifiersIn(
  { identifiers, id }: RawItem,
  link: string | null,
): Pick<ItemFacts, "doi" | "arxivId"> {
  const told = identifiers.map((text) => text.replace(/^doi:\s*/i, ""));
  const named = [...told, id ?? ""].flatMap((text) => readIdentifiers(text).identifiers);
  const linked = readIdentifiers(link?.replace(/[?#].*$/, "") ?? "").identifiers;
  const first = (kind: "doi" | "arxiv") =>
    named.find((one) => one.kind === kind)?.id ??
    linked.find((one) => one.kind === kind)?.id.replace(AFTER_DOI, "");
  return { doi: first("doi") ?? null, arxivId: first("arxiv") ?? null };
}

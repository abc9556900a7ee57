import { createHash } from "node:crypto";
import type { Entry } from "../paper.ts";
import { readable } from "../text/clean.ts";
import { fold } from "../text/fold.ts";
import { isFormulaic } from "./formulaic.ts";

/** Entries with an equal title are one work: compatibility forms, case and blanks aside. */
export function titleKey(title: string): string {
  // Upper case first: that is how JavaScript folds ß to ss and both sigmas to one.
  const folded = title.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC");
  return `title:${folded.replace(/\s+/g, " ").trim()}`;
}

export function arxivKey(arxivId: string): string {
  const id = arxivId.trim().toLowerCase();
  return `arxiv:${id.replace(/v\d{1,3}$/, "")}`;
}

/** A DOI that arXiv gave is its id; of a preprint's, the version is no part. */
export function doiKey(doi: string): string {
  const bare = doi.trim().toLowerCase();
  const atArxiv = /^10\.48550\/arxiv\.(.+)$/.exec(bare)?.[1];
  if (atArxiv !== undefined) return arxivKey(atArxiv);
  return `doi:${isPreprintDoi(bare) ? bare.replace(/v\d{1,3}$/, "") : bare}`;
}

/** Of bioRxiv or medRxiv. Journals of the same publisher have the first prefix, too. */
export function isPreprintDoi(doi: string): boolean {
  return /^10\.(?:1101\/(?:\d{4}\.\d\d\.\d\d\.)?\d{5,9}|64898\/.+?)(?:v\d{1,3})?$/.test(doi);
}

/** Of its listing an entry is the only one of this name. */
export function nameInListing({ item, arxivId, doi, title }: Entry): string {
  return item ?? arxivId ?? doi ?? title;
}

/**
 * What an entry can be recognised by, the strongest first: arXiv id, DOIs, the item of a feed, title and an
 * author together, titles. Items of feeds have titles that many works have: short ones need an author.
 */
export function keysOf(entry: Entry): string[] {
  const titles = [entry.title, ...(entry.alsoTitled ?? [])];
  const ofTitles = new Set(titles.flatMap((title) => [titleKey(title), ...asMeant(title)]));
  const isItem = entry.item !== undefined;
  const dois = [entry.doi ?? [], entry.alsoDois ?? []].flat();
  const telling = isItem
    ? [...ofTitles].filter((key) => !isFormulaic(key.slice("title:".length)))
    : [...ofTitles];
  const long = telling.filter(isLong);
  const withAuthor = dois.length > 0 || isItem ? telling : telling.filter((key) => !isLong(key));
  return [
    ...new Set([
      ...(entry.arxivId ? [arxivKey(entry.arxivId)] : []),
      ...dois.map(doiKey),
      ...(isItem ? [`item:${entry.item}`] : []),
      ...withAuthor.flatMap((key) => authorKeys(key, entry.authors ?? [])),
      ...(isItem ? long : telling),
    ]),
  ];
}

/** `R&amp;D` here and `R&D` there are one work. */
function asMeant(title: string): string[] {
  if (!/[\\$&<]/.test(title)) return [];
  const meant = titleKey(readable(title));
  return meant === titleKey(title) ? [] : [meant];
}

const LONG_TITLE = 5;

/** So many words hardly stand above another work. Scripts without blanks have about two letters a word. */
function isLong(key: string): boolean {
  const title = key.slice("title:".length);
  const unspaced = title.match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu,
  );
  const words = title.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu);
  return (unspaced ? unspaced.length / 2 : (words?.length ?? 0)) >= LONG_TITLE;
}

/** Of collaborations the first ones, and the last. */
const FIRST_AUTHORS = 8;

/** A title together with each of its authors. */
function authorKeys(ofTitle: string, authors: readonly string[]): string[] {
  const some =
    authors.length > FIRST_AUTHORS + 1
      ? [...authors.slice(0, FIRST_AUTHORS), ...authors.slice(-1)]
      : authors;
  return [...new Set(some.map(personIn))].map((person) => {
    const digest = createHash("sha256").update(`${ofTitle}|${person}`).digest("base64url");
    return `by:${digest.slice(0, 20)}`;
  });
}

const SUFFIX = /(?:,|\s)\s*(?:Jr|Sr|I{2,3}|IV|Ph\.?\s?D|M\.?\s?D)\.?$/i;

/** `lovelace a`, as of `Ada Lovelace`, `A. K. Lovelace`, `Lovelace, Ada` and `Lovelace AK`. */
function personIn(name: string): string {
  const [last = "", first] = name.replace(SUFFIX, "").split(",");
  const parts = (first === undefined ? last : `${first} ${last}`)
    .split(/[\s.]+/)
    .filter((part) => part !== "");
  const ending = parts.at(-1) ?? "";
  const isInverted =
    first === undefined &&
    parts.length > 1 &&
    /^\p{Lu}{1,3}$/u.test(ending) &&
    (parts[0]?.length ?? 0) > 1;
  const surname = isInverted ? (parts.at(-2) ?? "") : ending;
  const given = isInverted ? ending : parts.length > 1 ? (parts[0] ?? "") : "";
  return fold(`${surname} ${given.slice(0, 1)}`).trim();
}

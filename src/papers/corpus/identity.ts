import { createHash } from "node:crypto";
import { readable } from "../text/clean.ts";
import { fold } from "../text/fold.ts";
import type { Entry, Snapshot } from "../paper.ts";

/** An entry and the snapshot that has it, by its place in the list of snapshots. */
export interface PlacedEntry {
  page: number;
  snapshot: Snapshot;
  entry: Entry;
}

/** The entries that are one work, in the order seen. */
export interface Work {
  id: string;
  entries: PlacedEntry[];
}

export interface Identified {
  /** In the order first seen. */
  works: Work[];
  /** Every key known or seen, oldest first, and the id it stands for. */
  identities: Map<string, string>;
}

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
  const telling = isItem ? [...ofTitles].filter((key) => !isFormula(key)) : [...ofTitles];
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

/** Titles that every issue of a journal has, whatever number or month stands behind them. */
const FORMULA = new RegExp(
  [
    "editorials?(?: (?:board|note|comment|introduction|expression of concern|advisory board|preface)s?)?",
    "(?:publisher|author)s? corrections?|corrections?|errat(?:um|a)|corrigend(?:um|a)|addend(?:um|a)",
    "(?:notice of )?(?:retraction|withdrawal)s?(?: notice)?|expression of concern",
    "issue (?:information|highlights?|publication information|editorial masthead)|in (?:this|brief|memoriam)(?: issue)?",
    "(?:back|front|inside)(?: (?:back|front|inside))? (?:cover|matter)s?|cover(?: (?:picture|image|feature|profile|art))?",
    "(?:table of )?contents?|masthead|copyright(?: page)?|title page|subscription(?: page| information)?|index",
    "news(?: (?:and|&) (?:views|notes|comment))?|announcements?|calendar(?: of events)?|obituar(?:y|ies)",
    "(?:book|media) reviews?|books? received|letters?(?: to the editors?)?|(?:the )?authors?['’]? repl(?:y|ies)|repl(?:y|ies)|response",
    "preface|foreword|introduction|acknowledge?ments?|reviewers?(?: acknowledge?ments?)?|thanks? to (?:our )?reviewers",
    "abstracts?|highlights?|research highlights?|comment(?:ary|aries|s)?|perspectives?|untitled|no title|(?:instructions|guide) (?:for|to) authors",
    "(?:this|the) (?:week|month|year)(?: in .{2,30})?|(?:weekly|monthly|daily) (?:round-?up|digest|links|update|news)",
  ].join("|"),
);
const ISSUE =
  /(?:[\s:;,.()[\]/|#&–—-]|\b(?:vol(?:ume)?|issue|number|no|part|nr|page|pp?|and|of|for|the|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|fall|winter|[ivxlc]{1,6}|\d{1,4}[a-z]?)\b)*/;
const FORMULAIC = new RegExp(
  `^(?:${FORMULA.source})(?: [-–—:] (?:${FORMULA.source}))?${ISSUE.source}$`,
);

function isFormula(key: string): boolean {
  const title = key.slice("title:".length);
  return title.length < 200 && FORMULAIC.test(title);
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

/**
 * Puts together the entries of each work. Ids of earlier runs (`known`) are kept. Where two works
 * turn out to be one, because an entry has keys of both, the older id stays, and `id:` with the
 * other one leads to it. `isTaken`: whether something that is not known here has an id, or had it.
 */
export function identify(
  snapshots: readonly Snapshot[],
  known: ReadonlyMap<string, string>,
  isTaken: (id: string) => boolean = () => false,
): Identified {
  const identities = new Map(known);
  const facts = new Map<string, StrongKeys>();
  const age = new Map<string, number>();
  const works = new Map<string, Work>();
  for (const [key, id] of known) {
    if (key.startsWith("id:")) continue;
    learn(facts, id, key);
    age.set(id, Math.min(age.get(id) ?? Infinity, age.size));
  }

  const current = (id: string): string => {
    let now = id;
    for (
      let next = identities.get(`id:${now}`);
      next !== undefined;
      next = identities.get(`id:${now}`)
    ) {
      if (next === now) break;
      now = next;
    }
    return now;
  };

  /** The works that the keys lead to, unless arXiv ids or DOIs say that they are others. */
  const matches = (keys: string[]): string[] => {
    const found: string[] = [];
    const together = strongAmong(keys);
    for (const key of keys) {
      const id = identities.get(key);
      if (id === undefined) continue;
      const there = current(id);
      const ofThere = facts.get(there) ?? new Set();
      if (found.includes(there) || (!key.startsWith("item:") && contradict(together, ofThere, key)))
        continue;
      found.push(there);
      for (const fact of ofThere) together.add(fact);
    }
    return found;
  };

  const unite = (ids: string[]): string => {
    const [oldest = "", ...others] = ids.toSorted(
      (a, b) => (age.get(a) ?? Infinity) - (age.get(b) ?? Infinity),
    );
    for (const other of others) {
      identities.set(`id:${other}`, oldest);
      for (const key of facts.get(other) ?? []) learn(facts, oldest, key);
      const moved = works.get(other)?.entries ?? [];
      works.delete(other);
      for (const place of moved) workOf(works, oldest).entries.push(place);
    }
    return oldest;
  };

  const isUsed = (id: string) => age.has(id) || identities.has(`id:${id}`) || isTaken(id);

  for (const [page, snapshot] of snapshots.entries())
    for (const entry of snapshot.entries) {
      const keys = keysOf(entry);
      const ids = matches(keys);
      const id = ids.length > 0 ? unite(ids) : newId(entry, isUsed);
      if (!age.has(id)) age.set(id, age.size);
      for (const key of keys) {
        if (!identities.has(key)) identities.set(key, id);
        if (current(identities.get(key) ?? "") === id) learn(facts, id, key);
      }
      workOf(works, id).entries.push({ page, snapshot, entry });
    }

  for (const [key, id] of identities) identities.set(key, current(id));
  return { works: inOrderSeen([...works.values()]), identities };
}

function workOf(works: Map<string, Work>, id: string): Work {
  const work = works.get(id) ?? { id, entries: [] };
  works.set(id, work);
  return work;
}

/** The arXiv ids and DOIs of a work, as keys. */
type StrongKeys = Set<string>;

function strongAmong(keys: readonly string[]): StrongKeys {
  return new Set(keys.filter(isStrong));
}

function isStrong(key: string): boolean {
  return key.startsWith("arxiv:") || key.startsWith("doi:");
}

function learn(facts: Map<string, StrongKeys>, id: string, key: string): void {
  if (!isStrong(key)) return;
  const known = facts.get(id) ?? new Set();
  known.add(key);
  facts.set(id, known);
}

/**
 * Whether both have arXiv ids, or else both DOIs, and none of them in common. A preprint and what a journal made
 * of it have two DOIs: where title and an author led from one to the other, that is no contradiction.
 */
function contradict(a: StrongKeys, b: StrongKeys, ledBy: string): boolean {
  for (const scheme of ["arxiv:", "doi:"]) {
    const ofA = [...a].filter((key) => key.startsWith(scheme));
    const ofB = [...b].filter((key) => key.startsWith(scheme));
    if (ofA.length === 0 || ofB.length === 0) continue;
    if (ofA.some((key) => b.has(key))) return false;
    return (
      scheme === "arxiv:" || !ledBy.startsWith("by:") || arePreprints(ofA) === arePreprints(ofB)
    );
  }
  return false;
}

function arePreprints(keys: readonly string[]): boolean {
  return keys.every((key) => isPreprintDoi(key.slice("doi:".length)));
}

function inOrderSeen(works: Work[]): Work[] {
  for (const work of works) work.entries.sort(bySight);
  return works.toSorted((a, b) => {
    const [firstOfA] = a.entries;
    const [firstOfB] = b.entries;
    return firstOfA && firstOfB ? bySight(firstOfA, firstOfB) : 0;
  });
}

function bySight(a: PlacedEntry, b: PlacedEntry): number {
  return a.page - b.page || a.entry.line - b.entry.line;
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const ID_LENGTH = 10;

/** Ten letters and digits from the title; from more than the title where another work has them. */
function newId(entry: Entry, isTaken: (id: string) => boolean): string {
  for (let attempt = 0; ; attempt++) {
    const seed = attempt === 0 ? titleKey(entry.title) : [attempt, ...keysOf(entry)].join("\n");
    const digest = createHash("sha256").update(seed).digest();
    const id = Array.from(digest.subarray(0, ID_LENGTH), (byte) => ALPHABET[byte % 32]).join("");
    if (!isTaken(id)) return id;
  }
}

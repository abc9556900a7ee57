import { allOf, anyOf, type Query } from "../query/query.ts";
import { QUOTES } from "../query/signs.ts";
import { isEverydayWord } from "../words/everyday-words.ts";
import { nameWords } from "../words/names.ts";
import type { CorpusWords } from "./corpus-words.ts";
import { readTimeWords } from "./times.ts";
import { type TypedWord, typedWords } from "./typed-words.ts";

/** Whose papers are asked for, and how many words of the question say so. */
export interface PeopleRead {
  length: number;
  queries: Query[];
}

const LONGEST_NAME = 4;
/** More people whose initials fit are none that somebody meant. */
const MAX_ALTERNATIVES = 8;

/** Where names come from, and from which day times count back. */
interface Context {
  known: CorpusWords;
  today: Temporal.PlainDate;
}

const QUOTED = new RegExp(`^[${QUOTES}]([^${QUOTES}]+)[${QUOTES}]$`, "u");

type NameRead = { length: number; query: Query };

/** The people or the place behind "by" or "from", which is the first word. */
export function readAfterBy(words: readonly TypedWord[], context: Context): PeopleRead | null {
  const { known } = context;
  const isFrom = words[0]?.plain === "from";
  const readOne = (run: readonly TypedWord[]) =>
    isFrom ? (placeNamed(run, known) ?? personNamed(run, known)) : whoNamed(run, known);
  const read = readNames(words.slice(1), (rest) => {
    const inQuotes = QUOTED.exec(rest[0]?.written ?? "")?.[1];
    if (inQuotes !== undefined) {
      const query = readOne(typedWords(inQuotes));
      return query && { length: 1, query };
    }
    const skipped = rest[0]?.plain === "the" ? 1 : 0;
    const name = longest(rest.slice(skipped), readOne);
    return name && { ...name, length: skipped + name.length };
  });
  // "From Google to Apple" is a way, and no origin.
  if (!read || (isFrom && words[1 + read.length]?.plain === "to")) return null;
  return withYear({ ...read, length: 1 + read.length }, words, context);
}

/** A name that is followed by "et al". */
export function readBeforeEtAl(words: readonly TypedWord[], context: Context): PeopleRead | null {
  for (let length = Math.min(LONGEST_NAME, words.length - 2); length > 0; length--) {
    if (words[length]?.plain !== "et" || words[length + 1]?.plain !== "al") continue;
    const query = personNamed(words.slice(0, length), context.known);
    if (query) return withYear({ length: length + 2, queries: [query] }, words, context);
  }
  return null;
}

/**
 * A name that stands among other words: one with at least two words or an initial, or a single word
 * that papers have as a name and hardly ever as a word.
 */
export function readName(
  words: readonly TypedWord[],
  { isAll, ...context }: Context & { isAll: boolean },
): PeopleRead | null {
  const { known } = context;
  const read = readNames(words, (rest) =>
    longest(rest, (run) => (isLikelyName(run, isAll, known) ? personNamed(run, known) : null)),
  );
  return read && withYear(read, words, context);
}

/** One name or several, with commas, "and" or "or"; what follows without a name behind it is left. */
function readNames(
  words: readonly TypedWord[],
  readOne: (rest: readonly TypedWord[]) => NameRead | null,
): PeopleRead | null {
  const queries: Query[] = [];
  let length = 0;
  let isAny = false;
  let joint = "";
  for (;;) {
    const next = length + (joint === "" ? 0 : 1);
    const read = readOne(words.slice(next));
    if (!read) break;
    queries.push(read.query);
    isAny ||= joint === "or";
    length = next + read.length;
    joint = /^(?:and|&|or)$/.exec(words[length]?.written ?? "")?.[0] ?? "";
    if (joint === "" && !words[length - 1]?.endsPart) break;
  }
  if (queries.length === 0) return null;
  return { length, queries: isAny ? [anyOf(queries)] : queries };
}

/** As people cite: "LeCun 2022", "Vaswani et al. (2017)". */
function withYear(
  { length, queries }: PeopleRead,
  words: readonly TypedWord[],
  { today }: Context,
): PeopleRead {
  const isInBrackets = words[length]?.written === "(" && words[length + 2]?.written === ")";
  const year = words[isInBrackets ? length + 1 : length]?.plain ?? "";
  const time = /^(?:19|20)\d\d$/.test(year) ? readTimeWords(["in", year], today) : null;
  if (!time) return { length, queries };
  return { length: length + (isInBrackets ? 3 : 1), queries: [...queries, ...time.limits] };
}

function isLikelyName(run: readonly TypedWord[], isAll: boolean, known: CorpusWords): boolean {
  const all = run.flatMap(({ written }) => nameWords(written));
  const full = all.filter((word) => word.length > 1);
  if (all.length > 1 && neighboursJoined(all).some((word) => isHyphened(word, known))) return true;
  const inNames = full.filter((word) => known.isAuthorWord(word));
  const isKnown = (word: string) => inNames.includes(word) || known.papersSaying(word) === 0;
  if (inNames.length === 0 || !full.every(isKnown)) return false;
  const isCapital = run.every(({ written }) => /^\p{Lu}/u.test(written));
  // A sentence begins with a capital: "Can models …" means nobody called Can.
  const mayBeEveryday = isCapital && (isAll || all.length > 1);
  if (!mayBeEveryday && full.every(isEverydayWord)) return false;
  if (full.length < all.length)
    return hasInitial(run) && full.some((word) => isRareWord(word, known));
  if (full.length > 1)
    return known.authorsWith(full).length > 0 || full.every((word) => isRareWord(word, known));
  return full.every((word) => known.papersSaying(word) === 0 || (isAll && isRareWord(word, known)));
}

/** Two words as one, in names and in no text. */
function isHyphened(word: string, known: CorpusWords): boolean {
  return word.length > 4 && known.papersSaying(word) === 0 && known.isAuthorWord(word);
}

/** In small letters and without a point, "a" is an article. */
function hasInitial(run: readonly TypedWord[]): boolean {
  return run.some(({ written }) => /^(?:\p{Lu}|(?:-?\p{L}\.)+),?$/u.test(written));
}

/** Of a name, fewer papers say it than have such an author. */
function isRareWord(word: string, known: CorpusWords): boolean {
  return known.papersSaying(word) <= known.papersBy(word);
}

function longest(
  words: readonly TypedWord[],
  read: (run: readonly TypedWord[]) => Query | null,
): NameRead | null {
  const stop = words.findIndex(({ plain }) => plain === "" || NO_NAME.has(plain));
  const most = Math.min(LONGEST_NAME, stop === -1 ? words.length : stop);
  for (let length = most; length > 0; length--) {
    const query = read(words.slice(0, length));
    if (query) return { length, query };
  }
  return null;
}

const NO_NAME = new Set("and or & by from with on in about of for but not since et".split(" "));

/** They stand in names, but are no name alone: in other languages they are the commonest words. */
const PARTICLES = new Set(
  "da das de dei del della den der des di do dos du el het la las le les los ter the van vom von zu zum zur".split(
    " ",
  ),
);

/** As an author, as papers are signed by organisations too, or both. */
function whoNamed(run: readonly TypedWord[], known: CorpusWords): Query | null {
  const named = [personNamed(run, known), placeNamed(run, known)].filter((one) => one !== null);
  return named.length === 0 ? null : anyOf(named);
}

/** Authors of that name, in whatever order, with or without initials; null where there is none. */
function personNamed(run: readonly TypedWord[], known: CorpusWords): Query | null {
  const typed = run.flatMap(({ written }) => nameWords(written));
  const full = typed.filter((word) => word.length > 1);
  if (full.every((word) => PARTICLES.has(word))) return null;
  const text = typed.join(" ");
  const asTyped = known.authorsWith(typed).length > 0;
  const pieces = run.flatMap(({ written }) => namePieces(written));
  const others = [...full, ...neighboursJoined(typed)]
    .flatMap((word) => known.authorsWith([word]))
    .filter(
      (name) =>
        !hasAll(nameWords(name), typed) &&
        (isMeant(nameWords(name), typed) || isMeant(namePieces(name), pieces)),
    );
  // Each engine knows names in an order of its own.
  const names = [...new Set(others)].toSorted().slice(0, MAX_ALTERNATIVES);
  const queries = [...(asTyped ? [writtenAs(run, text)] : []), ...names].map(authorQuery);
  return queries.length === 0 ? null : anyOf(queries);
}

/** What a name with hyphens is written of: `J.-B. Long` has `j`, `b` and `long`. */
function namePieces(name: string): string[] {
  return nameWords(name.replace(/\p{Pd}/gu, " "));
}

/** What is typed apart may be written with a hyphen: `Fei Fei Li` for `Fei-Fei Li`. */
function neighboursJoined(typed: readonly string[]): string[] {
  return typed.slice(1).map((word, i) => `${typed[i]}${word}`);
}

/** Each typed word is one of the name or its initial, or begins with one that the name has. */
function isMeant(name: readonly string[], typed: readonly string[]): boolean {
  const left = [...name];
  let isSure = false;
  for (const word of typed.toSorted((a, b) => b.length - a.length)) {
    const exact = left.indexOf(word);
    const at =
      exact === -1
        ? left.findIndex((one) =>
            word.length === 1 ? one.startsWith(word) : one.length === 1 && word.startsWith(one),
          )
        : exact;
    if (at === -1) return false;
    isSure ||= exact !== -1 && word.length > 1;
    left.splice(at, 1);
  }
  return isSure;
}

function hasAll(name: readonly string[], typed: readonly string[]): boolean {
  return typed.every((word) => name.includes(word));
}

/** An organisation whose name begins or ends so, or is written so and not only happens to have the word. */
function placeNamed(run: readonly TypedWord[], known: CorpusWords): Query | null {
  const words = run.flatMap(({ written }) => nameWords(written));
  const names = known.organisationsWith(words);
  const text = words.join(" ");
  const own = names.map((name) => nameWords(name).join(" "));
  const isAtEnd = own.some((name) => name.startsWith(`${text} `) || name.endsWith(` ${text}`));
  const isCapital = /^\p{Lu}/u.test(run[0]?.written ?? "");
  // As a part of a name in small letters it is rather a word: "from data".
  const isPart = isAtEnd && (isCapital || !words.every(isEverydayWord));
  if (!own.includes(text) && !isPart) return null;
  return allOf([{ kind: "organisation", text: writtenAs(run, text) }]);
}

function authorQuery(text: string): Query {
  return { kind: "author", text: text.replace(/["“”„‟«»＂()]/g, "") };
}

/** As it was typed, without what stands around it. */
function writtenAs(run: readonly TypedWord[], text: string): string {
  const written = run.map((one) => one.written.replace(/^[^\p{L}]+|[,;:!?]+$/gu, "")).join(" ");
  return nameWords(written).join(" ") === text ? written : text;
}

import { fold } from "../../papers/text/fold.ts";
import type { Paper } from "../../papers/paper.ts";
import { rootOf, stem, type Token, tokenise } from "../words/analyse.ts";
import { type Field, FIELDS } from "../words/paper-fields.ts";
import type { Query } from "./query.ts";
import { listedBeginnings, shownTitle, shownTokens } from "../words/read-paper.ts";
import { firstDay } from "./since.ts";
import { isStopWord } from "../words/stop-words.ts";

/** Words of a paper, folded and run together where a compound is meant, and where they stand. */
export interface Said {
  words: string[];
  fields: Field[];
}

/** What a paper says, read once, when it is first asked for. */
export interface Statement {
  paper: Paper;
  /** Null where the paper does not say it. */
  says(text: string, how: { asPhrase: boolean; field?: Field }): Said | null;
}

/**
 * Whether all that a query asks for is true of a paper, word for word: an inflection of a word is
 * the word, and everything else is not. Times count back from `today`.
 */
export function holds(query: Query, statement: Statement, today: Temporal.PlainDate): boolean {
  if (query.kind === "all") return query.queries.every((one) => holds(one, statement, today));
  if (query.kind === "any") return query.queries.some((one) => holds(one, statement, today));
  if (query.kind === "not") return !holds(query.query, statement, today);
  return saidBy(query, statement, today) !== null;
}

/** What a paper says of a query without parts; nothing where it is about no words, such as `has:code`. */
export function saidBy(
  query: Exclude<Query, { kind: "all" | "any" | "not" }>,
  statement: Statement,
  today: Temporal.PlainDate,
): Said | null {
  const { paper } = statement;
  switch (query.kind) {
    case "words":
      return statement.says(query.text, { asPhrase: false });
    case "phrase":
      return statement.says(query.text, { asPhrase: true });
    case "title":
    case "organisation":
      return statement.says(query.text, { asPhrase: true, field: query.kind });
    case "author":
      return (paper.authors ?? []).some((name) => isNamed(name, query.text)) ? NO_WORDS : null;
    case "code":
      return paper.links.some(({ kind }) => kind === "code") ? NO_WORDS : null;
    case "since":
    case "before":
    default: {
      const day = paper.published?.precision === "day" ? paper.published.date : null;
      const isSince = day !== null && day >= firstDay(query.time, today);
      return day !== null && isSince === (query.kind === "since") ? NO_WORDS : null;
    }
  }
}

const NO_WORDS: Said = { words: [], fields: [] };

export function statementOf(paper: Paper): Statement {
  let letters: string | null | undefined;
  let fields: Record<Field, Sayings> | undefined;
  return {
    paper,
    says(text, { asPhrase, field }) {
      const wanted = wantedIn(text, asPhrase);
      if (letters === undefined) letters = lettersOf(paper);
      // To read a paper takes much longer than to see that it cannot have the letters.
      if (!wanted.every((one) => mayHave(letters ?? null, one))) return null;
      const read = (fields ??= sayingsOf(paper));
      const found = wanted.map((one) => saidIn(read, field ? [field] : FIELDS, one));
      if (found.length === 0 || found.some((one) => one.words.length === 0)) return null;
      const where = found.flatMap((one) => one.fields);
      return {
        words: [...new Set(found.flatMap(({ words }) => words))],
        fields: FIELDS.filter((one) => where.includes(one)),
      };
    },
  };
}

/** The stems of a field run together, so that `pre-trained` and `pretrained` are the same. */
interface Sayings {
  stems: string;
  /** By where a stem begins: its number. One more for the end. */
  starts: Map<number, number>;
  words: { word: string; token: number; parts: number }[];
}

function sayingsOf(paper: Paper): Record<Field, Sayings> {
  const { title, text, organisation } = shownTokens(paper);
  return { title: sayings(title), text: sayings(text), organisation: sayings(organisation) };
}

function sayings(tokens: readonly Token[]): Sayings {
  const stems: string[] = [];
  const starts = new Map([[0, 0]]);
  const words: Sayings["words"] = [];
  let length = 0;
  for (const [token, { parts }] of tokens.entries())
    for (const word of parts) {
      const stemmed = stem(word);
      stems.push(stemmed);
      words.push({ word, token, parts: parts.length });
      starts.set((length += stemmed.length), words.length);
    }
  return { stems: stems.join(""), starts, words };
}

/** A phrase is one thing to look for; of words each is, and those that say nothing are none. */
function wantedIn(text: string, asPhrase: boolean): string[][] {
  const tokens = tokenise(text);
  if (asPhrase) return [tokens.flatMap(({ parts }) => parts.map(stem))];
  const telling = tokens.filter(({ written }) => !isStopWord(written));
  return (telling.length > 0 ? telling : tokens).map(({ parts }) => parts.map(stem));
}

function saidIn(
  sayingsIn: Record<Field, Sayings>,
  among: readonly Field[],
  wanted: readonly string[],
): Said {
  const found = among.map((field) => ({ field, words: runIn(sayingsIn[field], wanted.join("")) }));
  return {
    words: found.flatMap(({ words }) => words),
    fields: found.flatMap(({ field, words }) => (words.length > 0 ? [field] : [])),
  };
}

/** The words of the first run of whole words that has just these stems. */
function runIn({ stems, starts, words }: Sayings, wanted: string): string[] {
  if (wanted === "") return [];
  for (let at = stems.indexOf(wanted); at !== -1; at = stems.indexOf(wanted, at + 1)) {
    const [from, to] = [starts.get(at), starts.get(at + wanted.length)];
    if (from === undefined || to === undefined) continue;
    const run = words.slice(from, to);
    return [...Map.groupBy(run, ({ token }) => token).values()].flatMap((ofToken) => {
      const parts = ofToken.map(({ word }) => word);
      return ofToken.length === ofToken[0]?.parts ? [parts.join("")] : parts;
    });
  }
  return [];
}

/** Null where the text spells letters in other letters. */
function lettersOf(paper: Paper): string | null {
  const text = [shownTitle(paper), ...listedBeginnings(paper), paper.organisation ?? ""].join(" ");
  return SPELLED.test(text) ? null : fold(text).replace(BETWEEN_LETTERS, "");
}

/** TeX, HTML and Greek letters. */
export const SPELLED = /[\\&]|<\/|\p{Script=Greek}|[\u00b5\u{1d6a8}-\u{1d7cb}]/u;
const BETWEEN_LETTERS = /[^a-z0-9\u0080-\uffff]+|[‐‑’]+/g;

function mayHave(letters: string | null, [first = ""]: readonly string[]): boolean {
  return letters === null || letters.includes(rootOf(first));
}

/** Every word of `wanted` is in the name, in any order: "Lovelace, Ada". */
function isNamed(name: string, wanted: string): boolean {
  const names = new Set(namesIn(name));
  return namesIn(wanted).every((one) => names.has(one));
}

function namesIn(text: string): string[] {
  return tokenise(text).map(({ parts }) => parts.join(""));
}

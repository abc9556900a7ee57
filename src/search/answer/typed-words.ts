import { MAX_QUERY_LETTERS } from "../query/read-query.ts";
import { type Token, tokenise, wordsIn } from "../words/analyse.ts";
import { smallForeignWords } from "../words/foreign-words.ts";
import { isStopWord } from "../words/stop-words.ts";

/** Words as they were typed, and what is known of how they were meant. */
export interface TypedWords {
  /** All words, as they stand side by side. */
  all: string[];
  /** For each of them its place among the words that count; null for one that does not. */
  places: (number | null)[];
  /** The words that count. */
  typed: string[];
  /** Place of the word at the very end, which may go on. */
  unfinished: number | null;
  /** Whether they are of another language, of which papers here have few words. */
  isForeign: boolean;
  /** Words that were typed as one, and are several. */
  apart: { typed: string; parts: string[] }[];
}

/** What reading words has to know of the corpus. */
export interface WordsSaid {
  /** Whether any paper says it, however inflected or spelled. */
  isKnown: (word: string) => boolean;
  /** Whether some paper says one of two known words right after the other. */
  isPair: (first: string, second: string) => boolean;
  /** Whether known words begin so. */
  isBegun: (word: string) => boolean;
}

const MAX_QUERY_WORDS = 40;

/** `text` as typed: a word at the very end may be unfinished. */
export function readTypedWords(text: string, said: WordsSaid): TypedWords {
  const read = text.slice(0, MAX_QUERY_LETTERS);
  const written = tokenise(read).flatMap(wordsTyped);
  const foreign = foreignWordsIn(written, said);
  const endsInWord = /[\p{L}\p{N}\p{M}]$/u.test(read);
  const apart: TypedWords["apart"] = [];
  const all = written.flatMap((word, at) => {
    const goesOn = endsInWord && at === written.length - 1 && said.isBegun(word);
    const parts = foreign.size > 0 || goesOn ? null : partsOfRun(word, said);
    if (!parts) return [word];
    apart.push({ typed: word, parts });
    return parts;
  });
  const isDull = (word: string) => isStopWord(word) || foreign.has(word);
  const onlyDull = all.every(isDull);
  const typed: string[] = [];
  const places = all.map((word) => {
    const counts = typed.length < MAX_QUERY_WORDS && (onlyDull || !isDull(word));
    return counts ? typed.push(word) - 1 : null;
  });
  const isForeign = foreign.size > 0;
  const unfinished = endsInWord && !isForeign ? (places.at(-1) ?? null) : null;
  return { all, places, typed, unfinished, isForeign, apart };
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

/** Chinese and Japanese words that only join others, as "of" and "the" do. */
const PARTICLES = new Set(
  "的 地 得 了 和 与 與 及 在 是 对 對 于 於 之 关于 關於 基于 の は が を に で と も へ や から まで による における".split(
    " ",
  ),
);

/** Of a run without blanks the pairs of letters, but for those with a word that only joins others. */
function wordsTyped(token: Token): readonly string[] {
  if (!token.isUnspaced) return wordsIn(token);
  const runs = [""];
  for (const { segment } of segmenter.segment(token.written)) {
    if (PARTICLES.has(segment)) runs.push("");
    else runs.push(`${runs.pop()}${segment}`);
  }
  const words = runs.flatMap((run) => (run === "" ? [] : tokenise(run).flatMap(wordsIn)));
  return words.length > 0 ? words : wordsIn(token);
}

/**
 * Small words of another language, where there are several, or where papers know no more than half of the others:
 * names and terms of the field are the same in every language.
 */
function foreignWordsIn(words: readonly string[], { isKnown }: WordsSaid): ReadonlySet<string> {
  const small = smallForeignWords(words);
  if (small.size === 0 || small.size >= SEVERAL) return small;
  const others = words.filter((word) => !small.has(word) && !isStopWord(word));
  const known = others.filter(isKnown);
  return others.length > 0 && 2 * known.length <= others.length ? small : NONE;
}

const SEVERAL = 2;
const NONE: ReadonlySet<string> = new Set();

const SHORTEST_RUN = 6;
const SHORTEST_PART = 3;
/** Each may be looked up in papers. */
const MAX_TRIED = 8;

/** The two or three words that a word is, where papers have those side by side and not the word itself. */
function partsOfRun(word: string, said: WordsSaid): string[] | null {
  const [, name = "", number = ""] = /^(\p{L}{2,})(\d+)$/u.exec(word) ?? [];
  if (name === "" && (word.length < SHORTEST_RUN || !/^[a-z]+$/.test(word))) return null;
  if (said.isKnown(word)) return null;
  if (name !== "") return said.isKnown(name) ? [name, number] : null;
  const ways = [...waysApart(word, 2, said), ...waysApart(word, 3, said)];
  const isSaid = (parts: string[]) =>
    parts.slice(1).every((next, i) => said.isPair(parts[i] ?? "", next));
  return ways.slice(0, MAX_TRIED).find(isSaid) ?? null;
}

function waysApart(word: string, parts: number, said: WordsSaid): string[][] {
  if (parts === 1) return word.length >= SHORTEST_PART && said.isKnown(word) ? [[word]] : [];
  const ways: string[][] = [];
  for (let cut = SHORTEST_PART; cut <= word.length - SHORTEST_PART; cut++) {
    const first = word.slice(0, cut);
    if (isStopWord(first) || !said.isKnown(first)) continue;
    for (const rest of waysApart(word.slice(cut), parts - 1, said)) ways.push([first, ...rest]);
  }
  return ways;
}

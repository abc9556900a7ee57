import { fold } from "../../papers/text/fold.ts";
import { hasUnspaced } from "../../papers/text/words.ts";
import { rootOf } from "../words/analyse.ts";
import type { Paper } from "../../papers/paper.ts";
import { isSpelledOtherwise, runTogether } from "../words/letters.ts";
import { comparableText } from "../words/read-paper.ts";
import type { TopicReading } from "./topic-reading.ts";
import type { Acronyms, TextWord, TopicText } from "./topic-text.ts";

/** Sorts out, for many topics at once, what cannot be about them: to compare closely takes longer. */
export interface Sieve {
  /** Whether a paper has the letters of any topic. To read the paper takes much longer. */
  mayPass(paper: Paper): boolean;
  /** Places of the topics all of whose words the text has: alone, run together, or as an acronym. */
  pass(text: TopicText): number[];
}

/** `topics`: of at most 30 stems each. */
export function createSieve(topics: readonly TopicReading[], acronyms: Acronyms): Sieve {
  const byTopic = topics.map((reading, topic) => piecesOf(reading, topic, acronyms));
  const allWords = topics.map(({ stems }) => bits(0, stems.length));
  const byText = Map.groupBy(byTopic.flat(), ({ text }) => text);
  const begun = new Set([...byText.keys()].flatMap(beginnings));
  const unspaced = [...byText].filter(([text]) => hasUnspaced(text));
  const hasAllWords = (topic: number, found: readonly TopicPiece[]) =>
    found.reduce((words, piece) => words | piece.words, 0) === allWords[topic];

  return {
    mayPass(paper) {
      const text = comparableText(paper);
      if (isSpelledOtherwise(text)) return true;
      const folded = fold(text);
      const letters = runTogether(folded);
      // Run together, or inside a word, most texts have the few letters of an acronym.
      const words = ` ${folded.replace(BETWEEN_WORDS, " ")}`;
      return byTopic.some((pieces, topic) =>
        hasAllWords(
          topic,
          pieces.filter((piece) => (piece.isAcronym ? words : letters).includes(piece.letters)),
        ),
      );
    },

    pass(text) {
      const found = new Set<readonly TopicPiece[]>();
      for (const field of Object.values(text)) {
        for (const term of termsOf(field, begun)) {
          const pieces = byText.get(term);
          if (pieces) found.add(pieces);
        }
        // Where the words of such a text end, nobody knows.
        const letters = unspaced.length > 0 ? field.map(({ stem }) => stem).join("") : "";
        for (const [run, pieces] of unspaced) if (letters.includes(run)) found.add(pieces);
      }
      const words = new Map<number, number>();
      for (const pieces of found)
        for (const piece of pieces)
          words.set(piece.topic, (words.get(piece.topic) ?? 0) | piece.words);
      return [...words].filter(([topic, all]) => all === allWords[topic]).map(([topic]) => topic);
    },
  };
}

/** Words of a topic, in a form in which they may stand in a text. */
interface TopicPiece {
  topic: number;
  /** Which words, one bit each. */
  words: number;
  /** A term as `termsOf` gives them. */
  text: string;
  /** What stands there whatever the ending, if only its letters are looked at. */
  letters: string;
  /** Whether these begin a word. */
  isAcronym: boolean;
}

function piecesOf(
  { stems, isAcronym }: TopicReading,
  topic: number,
  { shortsOf }: Acronyms,
): TopicPiece[] {
  const pieces: TopicPiece[] = [];
  for (const from of stems.keys())
    for (let to = from + 1; to <= stems.length; to++) {
      const [run, words] = [stems.slice(from, to), bits(from, to)];
      const text = run.join("");
      if (run.length <= 2)
        pieces.push({
          topic,
          words,
          text,
          letters: isAcronym ? ` ${text}` : rootOf(text),
          isAcronym,
        });
      if (run.length >= 2)
        for (const short of shortsOf(run))
          pieces.push({
            topic,
            words,
            text: acronymTerm(short),
            letters: ` ${short}`,
            isAcronym: true,
          });
    }
  return pieces;
}

/** Stems, compounds as one, acronyms, and neighbours run together where `begun` has the first. */
function* termsOf(field: readonly TextWord[], begun: ReadonlySet<string>): Iterable<string> {
  let before: string | null = null;
  for (const { stem, compound, short } of field) {
    yield stem;
    if (compound !== null) yield compound;
    if (short !== null) yield acronymTerm(short);
    if (before !== null) yield before + stem;
    before = begun.has(stem) ? stem : null;
  }
}

function acronymTerm(short: string): string {
  return `(${short})`;
}

function bits(from: number, to: number): number {
  return 2 ** to - 2 ** from;
}

function beginnings(term: string): string[] {
  return Array.from({ length: Math.max(0, term.length - 1) }, (_, i) => term.slice(0, i + 1));
}

const BETWEEN_WORDS = /[^\p{L}\p{N}]+/gu;

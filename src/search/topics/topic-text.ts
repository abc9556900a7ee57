import type { Paper } from "../../papers/paper.ts";
import { fold } from "../../papers/text/fold.ts";
import { isUnspaced } from "../../papers/text/words.ts";
import { acronymsIn } from "../words/acronyms.ts";
import { stem, tokenise } from "../words/analyse.ts";
import type { Lexicon } from "../words/meaning/lexicon.ts";
import type { Field } from "../words/paper-fields.ts";
import { shownBeginnings, shownTitle } from "../words/read-paper.ts";
import type { PlacedWord } from "../words/terms.ts";
import { isStopWord, isTelling } from "../words/stop-words.ts";

/** A word that says something, and where it stands. */
export interface TextWord extends PlacedWord {
  stem: string;
  /** Whether it is a capital that stands alone, such as the name of a language. */
  isLetter: boolean;
  /** At the first part of a compound, the stem of all parts run together. */
  compound: string | null;
  /** Of what is written like an acronym, the singular, folded. */
  short: string | null;
  /** Stems of what the acronym stands for, if anybody knows. */
  long: readonly string[] | null;
  /** Which sentence of the field: the words of two sentences are no phrase. */
  sentence: number;
}

/** What a paper says, as topics are compared with it. */
export type TopicText = Record<Field, TextWord[]>;

export type Acronyms = Pick<Lexicon, "meaningOf" | "shortsOf">;

export function readForTopics(paper: Paper, { meaningOf }: Pick<Acronyms, "meaningOf">): TopicText {
  const title = [shownTitle(paper)];
  const text = shownBeginnings(paper);
  // What a paper spells out itself holds for it, whatever others mean by the same letters.
  const own = new Map(
    [...title, ...text].flatMap(acronymsIn).map(({ short, long }) => [short, telling(long)]),
  );
  const longOf = (short: string) => own.get(short) ?? meaningOf(short)?.long ?? null;
  return {
    title: textWords(title, longOf),
    text: textWords(text, longOf),
    organisation: textWords([paper.organisation ?? ""], longOf),
  };
}

const SENTENCE_END = /[.!?;](?=\s)|[。！？；]/;
/** Of acronyms, `longOf` gives the stems of what they stand for. */
export function textWords(
  texts: readonly string[],
  longOf: (short: string) => readonly string[] | null,
): TextWord[] {
  const words: TextWord[] = [];
  let token = 0;
  for (const [i, sentence] of texts.flatMap((text) => text.split(SENTENCE_END)).entries()) {
    const acronyms = acronymsWritten(sentence);
    const capitals = new Set(sentence.match(LONE_CAPITAL));
    for (const { parts, ...run } of tokenise(sentence)) {
      token += 1;
      for (const [at, word] of parts.entries()) {
        // "In-context" and "on-policy" are told by their first word.
        const begins = at === 0 && parts.length > 1 && !run.isUnspaced;
        if (!begins && !isTelling(word)) continue;
        const short = acronyms.get(word) ?? null;
        words.push({
          word,
          stem: stem(word),
          token,
          parts: parts.length,
          isLetter: parts.length === 1 && capitals.has(word.toUpperCase()),
          compound: begins ? stem(parts.join("")) : null,
          short,
          long: short === null ? null : longOf(short),
          sentence: i,
        });
      }
    }
  }
  return words;
}

/** Words with two capitals, folded, and the same without the `s` of a plural. */
function acronymsWritten(text: string): Map<string, string> {
  const acronyms = new Map<string, string>();
  for (const word of text.match(CAPITAL_AND_MORE) ?? []) {
    const name = word.replace(PLURAL, "");
    if ((name.match(ANY_CAPITAL) ?? []).length >= 2) acronyms.set(fold(word), fold(name));
  }
  return acronyms;
}

const CAPITAL_AND_MORE = /(?<![\p{L}\p{N}])[\p{L}\p{N}]*\p{Lu}[\p{L}\p{N}]+/gu;
const LONE_CAPITAL = /(?<![\p{L}\p{N}\p{M}])[A-Z](?![\p{L}\p{N}\p{M}])/gu;
const PLURAL = /(?<=\p{Lu})s$/u;
const ANY_CAPITAL = /\p{Lu}/gu;

function telling(stems: readonly string[]): string[] {
  return stems.filter((one) => !isStopWord(one));
}

/** Letters of unspaced scripts that were written as one, as one. */
export function inRuns(words: readonly TextWord[]): TextWord[] {
  const runs: TextWord[] = [];
  for (const word of words) {
    const last = runs.at(-1);
    if (last?.token === word.token && isUnspaced(last.stem) && isUnspaced(word.stem))
      runs.splice(-1, 1, { ...last, word: last.word + word.word, stem: last.stem + word.stem });
    else runs.push(word);
  }
  return runs;
}

/** The words of a field, with those runs as one that are wanted, wherever they stand in longer ones. */
export function withRuns(words: readonly TextWord[], wanted: readonly string[]): TextWord[] {
  const runs = wanted.filter(isUnspaced).toSorted((a, b) => b.length - a.length);
  const found: TextWord[] = [];
  for (let at = 0; at < words.length;) {
    const first = words[at];
    if (!first) break;
    let [end, run] = [at + 1, first.stem];
    const maxLetters = isUnspaced(first.stem) ? (runs[0]?.length ?? 0) : 0;
    let longest = runs.includes(run) ? { end, run } : null;
    while (run.length < maxLetters && words[end]?.token === first.token) {
      run += words[end]?.stem ?? "";
      end += 1;
      if (runs.includes(run)) longest = { end, run };
    }
    found.push(longest ? { ...first, word: longest.run, stem: longest.run } : first);
    at = longest?.end ?? at + 1;
  }
  return found;
}

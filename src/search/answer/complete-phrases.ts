import type { Paper } from "../../papers/paper.ts";
import type { Engine } from "../index/engine.ts";
import { stem, tokenise } from "../words/analyse.ts";
import type { Lexicon } from "../words/meaning/lexicon.ts";
import type { CountedPhrase } from "../words/meaning/phrase-store.ts";
import { type Phrase, phraseTerm } from "../words/phrases.ts";
import { shownBeginnings, shownTitle } from "../words/read-paper.ts";
import { everything } from "./scope.ts";

/** So many phrases may begin with the same two words, and be looked at. */
const MAX_PHRASES_SCANNED = 1000;
/** Each is looked up, and a paper read for it. */
const MAX_PHRASES_READ = 4;

interface PhraseParts {
  lexicon: Pick<Lexicon, "phrasesLike">;
  engine: Pick<Engine, "run">;
  paperAt: (at: number) => Paper;
}

/**
 * Phrases that papers have an acronym for, and that go on as somebody has begun with at least one whole
 * word: "mixture of experts". Only their stems are kept, so they are shown as the newest paper writes them.
 */
export function createCompletePhrases({ lexicon, engine, paperAt }: PhraseParts) {
  /** Those of most papers first. */
  function phrasesBegun(stems: readonly string[], next: string): CountedPhrase[] {
    const [first = "", second] = stems;
    const pair = phraseTerm([first, second ?? next]);
    return lexicon
      .phrasesLike(pair, MAX_PHRASES_SCANNED)
      .filter(
        (phrase) =>
          phrase.term === phraseTerm(phrase.stems) &&
          stems.every((one, i) => one === phrase.stems[i]) &&
          phrase.stems[stems.length]?.startsWith(next),
      )
      .toSorted((a, b) => b.papers - a.papers || (a.term < b.term ? -1 : 1))
      .slice(0, MAX_PHRASES_READ);
  }

  function writtenOut({ term, stems }: Phrase): string | null {
    const scope = { ...everything(), order: "newest", limit: 1 } as const;
    const [newest] = engine.run([{ term, weight: 1, answers: [0] }], scope).candidates;
    return newest ? wordsIn(paperAt(newest.at), stems) : null;
  }

  return (begun: string): string[] => {
    const words = begun.trimEnd().split(" ");
    const last = begun.endsWith(" ") ? "" : (words.pop() ?? "");
    if (words.length === 0) return [];
    return phrasesBegun(words.map(stem), last).flatMap((phrase) => {
      const written = writtenOut(phrase);
      return written?.startsWith(begun) && written !== begun ? [written] : [];
    });
  };
}

/** The first words of a paper that have just these stems. */
function wordsIn(paper: Paper, stems: readonly string[]): string | null {
  const wanted = phraseTerm(stems);
  for (const text of [shownTitle(paper), ...shownBeginnings(paper)]) {
    const words = tokenise(text).flatMap(({ parts }) => parts);
    const there = words.map(stem);
    const from = there.findIndex(
      (one, i) => one === stems[0] && phraseTerm(there.slice(i, i + stems.length)) === wanted,
    );
    if (from !== -1) return words.slice(from, from + stems.length).join(" ");
  }
  return null;
}

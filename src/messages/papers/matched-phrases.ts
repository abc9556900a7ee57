import { fold } from "../../papers/text/fold.ts";
import type { Paper } from "../../papers/paper.ts";
import { plain } from "../layout/escape.ts";
import { matchesIn, runs } from "./matches.ts";
import { prose } from "./prose.ts";

/** Words that stand side by side in a paper, as they are written there. */
interface Phrase {
  text: string;
  words: ReadonlySet<string>;
}

/**
 * Words for which a paper was found, as the phrases that they are in it: "federated learning" is one.
 * `words` are folded, as an index returns them; one that isn't there comes as it is.
 */
export function matchedPhrases(paper: Paper, words: readonly string[]): string[] {
  const { displayTitle, abstract, summary, organisation } = paper;
  const texts = [displayTitle, prose(abstract ?? ""), prose(summary ?? ""), organisation ?? ""];
  const wanted = new Set(words);
  const longestFirst = texts
    .flatMap((text) => phrasesIn(plain(text), wanted))
    .toSorted((a, b) => b.words.size - a.words.size);
  const left = new Set(words);
  const chosen: Phrase[] = [];
  for (const phrase of longestFirst) {
    if (phrase.words.isDisjointFrom(left)) continue;
    chosen.push(phrase);
    for (const word of phrase.words) left.delete(word);
  }
  // In the order of the words, which is that of the paper.
  const told = words.flatMap((word) => {
    const at = chosen.findIndex((phrase) => phrase.words.has(word));
    return at === -1
      ? left.has(word)
        ? [word]
        : []
      : chosen.splice(at, 1).map(({ text }) => text);
  });
  return [...new Map(told.map((text) => [fold(text), text])).values()];
}

function phrasesIn(text: string, words: ReadonlySet<string>): Phrase[] {
  const matches = matchesIn(text, words);
  return runs(text, matches).map(({ start, end }) => {
    const within = matches.filter((match) => match.start >= start && match.end <= end);
    return { text: text.slice(start, end), words: new Set(within.map(({ word }) => word)) };
  });
}

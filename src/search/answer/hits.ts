import type { Paper } from "../../papers/paper.ts";
import type { PlanTerm } from "../index/lookup-plan.ts";
import type { Lexicon } from "../words/meaning/lexicon.ts";
import type { MatchedWords } from "../words/paper-fields.ts";
import { phraseFinder } from "../words/phrases.ts";
import { shownTokens } from "../words/read-paper.ts";
import type { MeasuredPaper } from "./find.ts";
import { matchedWords } from "./matched-words.ts";

/** A paper that answers, and the words for which it does: what a result list shows in bold. */
export interface Hit extends MatchedWords {
  paper: Paper;
  score: number;
}

/** Hits for papers that were found by some terms, in the same order. */
export type ToHits = (
  found: readonly Pick<MeasuredPaper, "at" | "score">[],
  terms: readonly Pick<PlanTerm, "term" | "isOtherName">[],
) => Hit[];

interface HitParts {
  paperAt: (at: number) => Paper;
  lexicon: Pick<Lexicon, "phrasesUnder">;
}

/**
 * The words are looked up when somebody asks: some only want to know which papers match. Other names of
 * what was typed are shown only where nothing else is: a sentence that has them is often one that lists
 * what others did.
 */
export function createToHits({ paperAt, lexicon }: HitParts): ToHits {
  function matcher(terms: readonly Pick<PlanTerm, "term">[]): (paper: Paper) => MatchedWords {
    const planned = new Set(terms.map(({ term }) => term));
    const phrases = phraseFinder([...planned].flatMap(lexicon.phrasesUnder));
    return (paper) => matchedWords(shownTokens(paper), planned, phrases);
  }

  return (found, terms) => {
    const ofTyped = matcher(terms.filter(({ isOtherName = false }) => !isOtherName));
    let ofAny: ReturnType<typeof matcher> | undefined;
    return found.map(({ at, score }) => {
      const paper = paperAt(at);
      let matched: MatchedWords | undefined;
      const match = (): MatchedWords => {
        matched ??= ofTyped(paper);
        if (matched.words.length === 0) matched = (ofAny ??= matcher(terms))(paper);
        return matched;
      };
      return {
        paper,
        score,
        get words() {
          return match().words;
        },
        get fields() {
          return match().fields;
        },
      };
    });
  };
}

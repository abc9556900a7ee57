import type { Paper } from "../../papers/paper.ts";
import { stem, type Token, tokenise } from "../words/analyse.ts";
import { type LearnedPhrases, learnedPhrases } from "../words/meaning/learned-phrases.ts";
import { dayOf } from "./date-order.ts";
import type { Field } from "../words/paper-fields.ts";
import { isShownAsListed, searchableTokens, shownTexts, shownTitle } from "../words/read-paper.ts";
import { termsOf } from "../words/terms.ts";
import { phrasesOfTitle } from "./title-phrases.ts";
import { readTypedTitle } from "./titles.ts";
import { wordsPeopleType } from "../words/words-people-type.ts";

/** All that an index keeps of one paper; nothing in it depends on other papers. */
export interface IndexedPaper {
  facts: {
    /** `2024-11-17`; null where it has no full date. */
    day: string | null;
    hasCode: boolean;
    /** Whether just the words that people see are indexed: then nobody has to read it to know what it says. */
    isPlain: boolean;
  };
  fields: Record<Field, IndexedField>;
  /** Folded words of the names of authors. */
  authors: string[];
  /** Words that people may type: those that completions and repairs are taken from. */
  words: ReadonlySet<string>;
  /** The stem of each term of any field. */
  stems: ReadonlyMap<string, string>;
  learned: LearnedPhrases;
  title: IndexedTitle;
}

export interface IndexedField {
  /** In reading order, stop words included; a compound is its parts. */
  words: string[];
  /** Compounds run together, and pairs of letters of unspaced scripts, in reading order. */
  joined: string[];
  /** What the paper is indexed under here, but for phrases: each term once. */
  terms: ReadonlySet<string>;
}

/** A title as autocomplete looks it up. */
export interface IndexedTitle {
  /** As `readTypedTitle` gives it for the complete title. */
  text: string;
  /** As `phrasesOfTitle` gives them. */
  phrases: ReadonlySet<string>;
}

export function readForIndex(paper: Paper): IndexedPaper {
  const tokens = searchableTokens(paper);
  const fields = {
    title: indexedField(tokens.title, { stopWords: true }),
    text: indexedField(tokens.text, { stopWords: false }),
    organisation: indexedField(tokens.organisation, { stopWords: false }),
  };
  const all = Object.values(fields).flatMap(({ words, terms }) => [...words, ...terms]);
  return {
    facts: {
      day: dayOf(paper) || null,
      hasCode: paper.links.some(({ kind }) => kind === "code"),
      isPlain: isShownAsListed(paper),
    },
    fields,
    authors: (paper.authors ?? []).flatMap((name) =>
      tokenise(name).map(({ parts }) => parts.join("")),
    ),
    words: wordsPeopleType(tokens),
    stems: new Map(all.map((term) => [term, stem(term)])),
    learned: learnedPhrases([shownTitle(paper), ...shownTexts(paper)]),
    title: indexedTitle(shownTitle(paper)),
  };
}

export function indexedTitle(shown: string): IndexedTitle {
  return { text: readTypedTitle(`${shown} `).text, phrases: phrasesOfTitle(shown) };
}

function indexedField(tokens: readonly Token[], how: { stopWords: boolean }): IndexedField {
  return {
    words: tokens.flatMap(({ parts }) => parts),
    joined: tokens.flatMap(({ joined }) => joined),
    terms: new Set(termsOf(tokens, how)),
  };
}

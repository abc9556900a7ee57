import type { Paper } from "../../papers/paper.ts";
import { type Token, tokenise } from "../words/analyse.ts";
import { type LearnedPhrases, learnedPhrases } from "../words/meaning/learned-phrases.ts";
import { dayOf } from "./date-order.ts";
import type { Field } from "../words/paper-fields.ts";
import { readPaper, type ReadText } from "../words/read-paper.ts";
import { wordsOfTitle } from "./title-phrases.ts";
import { asTypedTitle } from "./titles.ts";

/** All that an index keeps of one paper; nothing in it depends on other papers. */
export interface IndexedPaper {
  facts: {
    /** `2024-11-17`; null where it has no full date. */
    day: string | null;
    hasCode: boolean;
    /** Whether just the words that people see are indexed: then nobody has to read it to know what it says. */
    isPlain: boolean;
  };
  /** In reading order. */
  fields: Record<Field, readonly Token[]>;
  /** Folded words of the names of authors. */
  authors: string[];
  learned: LearnedPhrases;
  title: IndexedTitle;
}

/** A title as autocomplete looks it up. */
export interface IndexedTitle {
  /** As `readTypedTitle` gives it for the complete title. */
  text: string;
  /** As `wordsOfTitle` gives them. */
  words: readonly string[];
}

export function readForIndex(paper: Paper): IndexedPaper {
  const { title, texts, searchable, isShownAsListed } = readPaper(paper);
  return {
    facts: {
      day: dayOf(paper) || null,
      hasCode: paper.links.some(({ kind }) => kind === "code"),
      isPlain: isShownAsListed,
    },
    fields: searchable,
    authors: (paper.authors ?? []).flatMap((name) =>
      tokenise(name).map(({ parts }) => parts.join("")),
    ),
    learned: learnedPhrases([title, ...texts]),
    title: indexedTitle(title),
  };
}

function indexedTitle({ shown, tokens }: ReadText): IndexedTitle {
  return { text: asTypedTitle(shown, tokens), words: wordsOfTitle(tokens) };
}

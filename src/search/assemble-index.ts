import type { Paper } from "../papers/paper.ts";
import { createCompleteTerms } from "./answer/complete-terms.ts";
import { createCompletePhrases } from "./answer/complete-phrases.ts";
import { createComplete } from "./answer/complete.ts";
import { createCompleteNames } from "./answer/complete-names.ts";
import { createFindAll } from "./answer/find-all.ts";
import { findInTexts } from "./answer/find-in-texts.ts";
import { createToHits } from "./answer/hits.ts";
import type { Knowledge } from "./answer/plan-query.ts";
import { everything, todayInUtc } from "./answer/scope.ts";
import { createSearch } from "./answer/search.ts";
import { createSimilar } from "./answer/similar.ts";
import { createSuggest } from "./answer/suggest.ts";
import { byScore, type Engine, MAX_CANDIDATES } from "./index/engine.ts";
import type { NameBearers } from "./index/name-bearers.ts";
import { readTypedTitle, type Titles } from "./index/titles.ts";
import type { PaperIndex } from "./paper-index.ts";
import type { CorpusWords } from "./question/corpus-words.ts";
import { readQuestion } from "./question/read-question.ts";
import { matchTopics } from "./topics/match-topics.ts";
import { isStopWord } from "./words/stop-words.ts";
import { stem, tokenise } from "./words/analyse.ts";
import { stemsOf } from "./words/terms.ts";
import { type KnownNames, nameWordNear } from "./words/names.ts";

/** What an index is made of, in memory or in the store. Papers are known by number. */
export interface IndexParts {
  size: () => number;
  engine: Engine;
  knowledge: Pick<Knowledge, "vocabulary" | "lexicon">;
  titles: Titles;
  bearers: NameBearers;
  /** Terms of the field that begin so and go on, the most common first. */
  titlePhrases: (prefix: string, limit: number) => string[];
  names: KnownNames;
  paperAt: (at: number) => Paper;
  idsAt: (ats: readonly number[]) => string[];
  /** Undefined for a paper that is not in the index. */
  placeOf: (paper: Pick<Paper, "id">) => number | undefined;
}

/** An index of some parts: whatever they are, it answers the same. */
export function assembleIndex(parts: IndexParts): PaperIndex {
  const { engine, titles, titlePhrases, paperAt, idsAt, placeOf } = parts;
  const { lexicon } = parts.knowledge;
  const words = corpusWords(parts);
  const known: Knowledge = {
    ...parts.knowledge,
    isName: (word) => words.isAuthorWord(word),
    isPair: (first, second) => isPair(first, second, engine),
    papersUnder: engine.papersUnder,
    get papers() {
      return parts.size();
    },
  };
  const toHits = createToHits({ paperAt, lexicon });
  const places = { placeOf, idsAt };
  const search = createSearch({ engine, known, titles, toHits, places });
  const findAll = createFindAll({ engine, known, titles, search, idsAt });
  const similar = createSimilar({ engine, known, toHits, places });
  const suggest = createSuggest({
    titles,
    terms: createCompleteTerms({
      acronyms: (prefix, limit) => lexicon.acronymsBeginning(prefix, limit),
      phrases: titlePhrases,
      spelledOut: createCompletePhrases({ lexicon, engine, paperAt }),
      papersUnder: engine.papersUnder,
      fieldNames: lexicon.fields.names,
    }),
    inTexts: (text, limit) => findInTexts(text, limit, { engine, known }),
    newest: (limit) => engine.all(everything()).ats.slice(0, limit),
    paperAt,
  });
  const complete = createComplete(suggest, createCompleteNames(parts.names), todayInUtc);

  const index: PaperIndex = {
    get size() {
      return parts.size();
    },
    fieldNames: lexicon.fields.names.fields,
    readQuestion(text, today = todayInUtc()) {
      engine.renew();
      return readQuestion(text, { known: words, today });
    },
    search(query, options) {
      engine.renew();
      return search(query, options);
    },
    idsOf(query, today) {
      engine.renew();
      return findAll(query, today);
    },
    suggest(text, { limit = 25 } = {}) {
      engine.renew();
      return complete(text, limit);
    },
    similar(paper, { limit = 10, likeness = null } = {}) {
      engine.renew();
      return similar(paper, limit, likeness);
    },
    matchTopics: (topics, papers, today = todayInUtc()) =>
      matchTopics(topics, papers, { lexicon, today }),
    papersAbout(topic, today = todayInUtc()) {
      // A blank ends the last word: of a topic none is unfinished.
      const { hits } = index.search(`${topic} `, { limit: MAX_CANDIDATES, today });
      const papers = hits.map(({ paper }) => paper);
      const matches = index.matchTopics([topic], papers, today).get(topic) ?? [];
      return matches.toSorted((a, b) => b.strength - a.strength);
    },
  };
  return index;
}

/** Papers looked at, to see whether two words stand side by side. */
const MAX_PAPERS_COMPARED = 50;

function isPair(first: string, second: string, engine: Engine): boolean {
  // Texts are not indexed under words that say nothing.
  const telling = [first, second].filter((word) => !isStopWord(word));
  const terms = telling.map((term, i) => ({ term, weight: 1, answers: [i] }));
  return engine
    .run(terms, everything())
    .candidates.filter((one) => one.terms.length === terms.length)
    .toSorted(byScore)
    .slice(0, MAX_PAPERS_COMPARED)
    .some(({ at }) => engine.texts.pairsIn(at, [[first, second]]) > 0);
}

/** Titles looked at, to see whether some words stand side by side in one. */
const MAX_TITLES_COMPARED = 200;

function corpusWords({ engine, titles, bearers, names, knowledge }: IndexParts): CorpusWords {
  const papersSaying = (word: string) =>
    Math.max(engine.papersUnder(word), engine.papersUnder(stem(word)));
  return {
    ...bearers,
    papersSaying,
    authorWordNear(word) {
      if (bearers.isAuthorWord(word) || papersSaying(word) > 0) return null;
      const name = nameWordNear(word, names);
      // To look for near words takes longer.
      const near = name === null ? [] : knowledge.vocabulary.near(word, { within: 1, limit: 1 });
      return near.every((one) => bearers.isAuthorWord(one)) ? name : null;
    },
    isSaid(text) {
      const stems = stemsOf(tokenise(text));
      return stems.slice(1).every((next, i) => isPair(stems[i] ?? "", next, engine));
    },
    isInTitle(text) {
      const typed = readTypedTitle(`${text} `);
      return titles
        .withWords(typed, MAX_TITLES_COMPARED)
        .some((at) => ` ${engine.texts.titleOf(at)} `.includes(` ${typed.text}`));
    },
  };
}

import type { Paper } from "../papers/paper.ts";
import type { Token } from "./analyse.ts";
import { createEngine, type Engine } from "./engine.ts";
import { find, type Found } from "./find.ts";
import { learnLexicon, type Lexicon } from "./lexicon.ts";
import { matchedWords } from "./matched-words.ts";
import type { Field, Hit, PaperIndex } from "./paper-index.ts";
import { cheapPart, type Knowledge, type Plan, planQuery } from "./plan.ts";
import { byScore, rank } from "./rank.ts";
import { listedBeginnings, searchableTokens, shownTexts, shownTokens } from "./read-paper.ts";
import { nearestWords } from "./repair.ts";
import { inCommon, planSimilar } from "./similar.ts";
import { createSuggest } from "./suggest.ts";
import { termsOf } from "./terms.ts";
import { isLongEnoughToTell, readTypedTitle, sortTitles } from "./titles.ts";
import { matchTopics } from "./topics.ts";
import { createVocabulary, type Vocabulary } from "./vocabulary.ts";

/** An index over `papers` as they are now. Building it takes about a millisecond a paper. */
export function createIndex(papers: readonly Paper[]): PaperIndex {
  const lexicon = learnLexicon(
    papers.values().flatMap((paper) => [paper.displayTitle, ...shownTexts(paper)]),
  );
  const { engine, vocabulary } = indexWords(papers, lexicon);
  const { papersUnder } = engine;
  const known: Knowledge = { papers: papers.length, vocabulary, lexicon, papersUnder };
  const titles = sortTitles(papers.map(({ displayTitle }) => displayTitle));
  const suggest = createSuggest(papers, titles, findInTexts);

  function paperAt(at: number): Paper {
    const paper = papers[at];
    if (!paper) throw new RangeError(`The index has no paper ${at}`);
    return paper;
  }

  /** Titles that begin as typed are answers too, even where only stop words are typed so far. */
  function titlesBegunBy(text: string): number[] {
    const typed = readTypedTitle(text);
    return isLongEnoughToTell(typed) ? titles.startingWith(typed, MOST_BEGUN) : [];
  }

  /** For autocomplete: bounded by leaving out what most papers say. */
  function findInTexts(text: string, limit: number): number[] {
    const plan = cheapPart(planQuery(text, known), known);
    const [best, ...others] = rank(find(plan, engine), { text, plan, begun: new Set() }, (at) => ({
      title: paperAt(at).displayTitle,
      texts: [],
    }));
    if (!best) return [];
    // In a list of completions only what answers as much as the best has a place.
    const alike = others.filter(({ answered }) => answered >= 0.9 * best.answered);
    return [best, ...alike].slice(0, limit).map(({ at }) => at);
  }

  /** The words are looked up when somebody asks: some only want to know which papers match. */
  function toHits(found: readonly Found[], plan: Plan): Hit[] {
    const planned = new Set(plan.terms.map(({ term }) => term));
    return found.map(({ at, score }) => {
      const paper = paperAt(at);
      let matched: Pick<Hit, "words" | "fields"> | undefined;
      const match = () => (matched ??= matchedWords(shownTokens(paper), planned, lexicon.phrases));
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
  }

  return {
    size: papers.length,

    search(text, { limit = 10, offset = 0, filter } = {}) {
      const plan = planQuery(text, known);
      const isWanted = filter && ((at: number) => filter(paperAt(at)));
      const begun = new Set(titlesBegunBy(text).filter((at) => isWanted?.(at) ?? true));
      const found = withBegun(find(plan, engine, isWanted), begun);
      const ranked = rank(found, { text, plan, begun }, (at) => ({
        title: paperAt(at).displayTitle,
        texts: listedBeginnings(paperAt(at)),
      }));
      return {
        hits: toHits(ranked.slice(offset, offset + limit), plan),
        total: ranked.length,
        corrected: plan.words
          .filter(({ repairs }) => repairs.length > 0)
          .map(({ typed, repairs }) => ({ typed, used: repairs })),
        nearest: ranked.length === 0 ? nearestWords(plan, vocabulary) : [],
      };
    },

    suggest: (text, { limit = 25 } = {}) => suggest(text, limit),

    similar(paper, { limit = 10 } = {}) {
      const { title, text } = shownTokens(paper);
      const plan = planSimilar(title, text, known);
      const found = find(plan, engine, (at) => paperAt(at).id !== paper.id);
      const hits = toHits(found.toSorted(byScore).slice(0, limit), plan);
      return hits.map((hit) => ({ ...hit, words: inCommon(hit.words, plan) }));
    },

    matchTopics: (topics, some) => matchTopics(topics, some, lexicon),
  };
}

const MOST_BEGUN = 20;

function withBegun(found: readonly Found[], begun: ReadonlySet<number>): Found[] {
  const others = begun.difference(new Set(found.map(({ at }) => at)));
  return [...found, ...[...others].map((at) => ({ at, score: 0, terms: [], answered: 1 }))];
}

function indexWords(
  papers: readonly Paper[],
  { phrases }: Lexicon,
): { engine: Engine; vocabulary: Vocabulary } {
  // One paper after the other: the tokens of a large corpus do not fit in memory at once.
  const counts = new Map<string, number>();
  const engine = createEngine(
    papers.values().map((paper) => {
      const tokens = searchableTokens(paper);
      for (const word of wordsOf(tokens)) counts.set(word, (counts.get(word) ?? 0) + 1);
      return {
        title: termsOf(tokens.title, phrases, { stopWords: true }),
        text: termsOf(tokens.text, phrases, { stopWords: false }),
        organisation: termsOf(tokens.organisation, phrases, { stopWords: false }),
      };
    }),
  );
  return { engine, vocabulary: createVocabulary(counts) };
}

function wordsOf(tokens: Record<Field, Token[]>): Set<string> {
  const words = new Set<string>();
  for (const { written, parts } of [...tokens.title, ...tokens.text, ...tokens.organisation]) {
    for (const part of parts) words.add(part);
    // Nobody types `diffusionbased`, but `beautybank` they do.
    if (!written.includes("-")) words.add(written);
  }
  return words;
}

import type { Paper } from "../papers/paper.ts";
import type { Token } from "./analyse.ts";
import { answer } from "./answer.ts";
import { createComplete } from "./complete.ts";
import { createEngine, type Engine } from "./engine.ts";
import { find, type Found } from "./find.ts";
import { learnLexicon, type Lexicon } from "./lexicon.ts";
import { matchedWords } from "./matched-words.ts";
import type { Field, Hit, PaperIndex } from "./paper-index.ts";
import { cheapPart, type Knowledge, type Plan, type PlanTerm, planQuery } from "./plan.ts";
import { byScore, rank } from "./rank.ts";
import { readQuery } from "./read-query.ts";
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
  const complete = createComplete(createSuggest(papers, titles, findInTexts), todayInUtc);

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

  function searchWords(text: string, filter?: (paper: Paper) => boolean) {
    const plan = planQuery(text, known);
    const isWanted = filter && ((at: number) => filter(paperAt(at)));
    const begun = new Set(titlesBegunBy(text).filter((at) => isWanted?.(at) ?? true));
    const found = withBegun(find(plan, engine, isWanted), begun);
    const ranked = rank(found, { text, plan, begun }, (at) => ({
      title: paperAt(at).displayTitle,
      texts: listedBeginnings(paperAt(at)),
    }));
    return { plan, ranked: ranked.map(({ at, score }) => ({ paper: paperAt(at), score })) };
  }

  function about(plans: readonly Plan[], isNothing: boolean) {
    const repaired = plans
      .flatMap(({ words }) => words)
      .filter(({ repairs }) => repairs.length > 0)
      .map(({ typed, repairs }) => ({ typed, used: repairs }));
    return {
      corrected: [...new Map(repaired.map((one) => [one.typed, one])).values()],
      nearest: isNothing
        ? [...new Set(plans.flatMap((plan) => nearestWords(plan, vocabulary)))]
        : [],
    };
  }

  /** The words are looked up when somebody asks: some only want to know which papers match. */
  function toHits(
    found: readonly Pick<Hit, "paper" | "score">[],
    terms: readonly Pick<PlanTerm, "term">[],
  ): Hit[] {
    const planned = new Set(terms.map(({ term }) => term));
    return found.map(({ paper, score }) => {
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

    search(asked, { limit = 10, offset = 0, filter, today = todayInUtc() } = {}) {
      const query = typeof asked === "string" ? readQuery(asked) : asked;
      // Signs between words tell whether the last of them may go on.
      if (query.kind === "words") {
        const text = typeof asked === "string" ? asked : query.text;
        const { plan, ranked } = searchWords(text, filter);
        return {
          ...about([plan], ranked.length === 0),
          hits: toHits(ranked.slice(offset, offset + limit), plan.terms),
          total: ranked.length,
        };
      }
      const plans: Plan[] = [];
      const answers = answer(query, {
        papers,
        filter: filter ?? (() => true),
        today,
        findWords(text, passes) {
          const { plan, ranked } = searchWords(text, passes);
          plans.push(plan);
          return new Map(ranked.map(({ paper, score }) => [paper, score]));
        },
      });
      const ranked = inOrder(answers).map(([paper, score]) => ({ paper, score }));
      return {
        ...about(plans, ranked.length === 0),
        hits: toHits(
          ranked.slice(offset, offset + limit),
          plans.flatMap(({ terms }) => terms),
        ),
        total: ranked.length,
      };
    },

    suggest: (text, { limit = 25 } = {}) => complete(text, limit),

    similar(paper, { limit = 10 } = {}) {
      const { title, text } = shownTokens(paper);
      const plan = planSimilar(title, text, known);
      const found = find(plan, engine, (at) => paperAt(at).id !== paper.id);
      const nearest = found.toSorted(byScore).slice(0, limit);
      const hits = toHits(
        nearest.map(({ at, score }) => ({ paper: paperAt(at), score })),
        plan.terms,
      );
      return hits.map((hit) => ({ ...hit, words: inCommon(hit.words, plan) }));
    },

    matchTopics: (topics, some, today = todayInUtc()) =>
      matchTopics(topics, some, { acronyms: lexicon, today }),
  };
}

function todayInUtc(): Temporal.PlainDate {
  return Temporal.Now.plainDateISO("UTC");
}

/** Best first, equals newest first; without a full date last, in the order of the corpus. */
function inOrder(answers: Map<Paper, number>): [Paper, number][] {
  return [...answers].toSorted(([one, score], [other, otherScore]) => {
    const [day, otherDay] = [dayOf(one), dayOf(other)];
    return otherScore - score || (day < otherDay ? 1 : day > otherDay ? -1 : 0);
  });
}

function dayOf({ published }: Paper): string {
  return published?.precision === "day" ? published.date : "";
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

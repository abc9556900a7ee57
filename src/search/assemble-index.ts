import type { Paper } from "../papers/paper.ts";
import { answer, type Answers } from "./answer/answer.ts";
import { createComplete } from "./answer/complete.ts";
import { type Engine, MAX_CANDIDATES, type Scope } from "./index/engine.ts";
import { find, type Found } from "./answer/find.ts";
import { matchedWords } from "./answer/matched-words.ts";
import type { Hit } from "./answer/hits.ts";
import type { PaperIndex } from "./paper-index.ts";
import { phraseFinder } from "./words/phrases.ts";
import { cheapPart, type Knowledge, planQuery, unknownWords } from "./answer/plan-query.ts";
import type { Plan, PlanTerm } from "./index/lookup-plan.ts";
import { byScore, rank } from "./answer/rank.ts";
import type { Query } from "./query/query.ts";
import { readQuery } from "./query/read-query.ts";
import { shownTokens } from "./words/read-paper.ts";
import { nearestWords } from "./words/repair.ts";
import { inCommon, planSimilar } from "./answer/similar.ts";
import { createSuggest } from "./answer/suggest.ts";
import { isLongEnoughToTell, readTypedTitle, type Titles } from "./index/titles.ts";
import { matchTopics } from "./topics/topics.ts";

/** What an index is made of, in memory or in the store. Papers are known by number. */
export interface Parts {
  size: () => number;
  engine: Engine;
  knowledge: Omit<Knowledge, "papers" | "papersUnder">;
  titles: Titles;
  /** Terms of the field that begin so and go on, the most common first. */
  titlePhrases: (prefix: string, limit: number) => string[];
  paperAt: (at: number) => Paper;
  idsAt: (ats: readonly number[]) => string[];
  /** Undefined for a paper that is not in the index. */
  placeOf: (paper: Paper) => number | undefined;
}

/** An index of some parts: whatever they are, it answers the same. */
export function assembleIndex(parts: Parts): PaperIndex {
  const { engine, knowledge, titles, titlePhrases, paperAt } = parts;
  const { vocabulary, lexicon } = knowledge;
  const known: Knowledge = {
    ...knowledge,
    get papers() {
      return parts.size();
    },
    papersUnder: engine.papersUnder,
  };
  const newest = (limit: number) => engine.all(everything()).ats.slice(0, limit);
  const suggest = createSuggest({
    titles,
    acronyms: (prefix, limit) => lexicon.acronymsBeginning(prefix, limit),
    phrases: titlePhrases,
    inTexts: findInTexts,
    newest,
    paperAt,
  });
  const complete = createComplete(suggest, todayInUtc);

  /** For autocomplete: bounded by leaving out what most papers say. */
  function findInTexts(text: string, limit: number): number[] {
    const plan = cheapPart(planQuery(text, known), known);
    const { found } = find(plan, engine, { ...everything(), most: MAX_COMPLETED });
    const titlesOnly = { ...engine.texts, pairsIn: () => 0 };
    const [best, ...others] = rank(found, { text, plan, begun: new Set() }, titlesOnly);
    if (!best) return [];
    // In a list of completions only what answers as much as the best has a place.
    const alike = others.filter(({ answered }) => answered >= 0.9 * best.answered);
    return [best, ...alike].slice(0, limit).map(({ at }) => at);
  }

  /** Titles that begin as typed are answers too, even where only stop words are typed so far. */
  function titlesBegunBy(text: string, scope: Scope): Set<number> {
    const typed = readTypedTitle(text);
    if (!isLongEnoughToTell(typed)) return new Set();
    const begun = new Set(titles.startingWith(typed, MAX_BEGUN));
    if (scope.where.length === 0 && !scope.among) return begun;
    const among = scope.among ? begun.intersection(scope.among) : begun;
    return new Set(engine.all({ ...scope, among }).ats);
  }

  function searchWords(text: string, scope: Scope): Answers & { plan: Plan } {
    const plan = planQuery(text, known);
    const begun = titlesBegunBy(text, scope);
    const { found, isMore } = find(plan, engine, scope);
    const ranked = rank(withBegun(found, begun), { text, plan, begun }, engine.texts);
    return { plan, scores: new Map(ranked.map(({ at, score }) => [at, score])), isMore };
  }

  /** Whichever papers it finds, unranked. */
  function findPlaces(text: string, scope: Scope): Answers {
    const { found, isMore } = find(planQuery(text, known), engine, scope);
    const places = [...found.map(({ at }) => at), ...titlesBegunBy(text, scope)];
    return { scores: new Map(places.map((at) => [at, 0])), isMore };
  }

  function about(plans: readonly Plan[], isNothing: boolean) {
    const repaired = plans
      .flatMap(({ words }) => words)
      .filter(({ repairs }) => repairs.length > 0)
      .map(({ typed, repairs }) => ({ typed, used: repairs }));
    return {
      corrected: [...new Map(repaired.map((one) => [one.typed, one])).values()],
      nearest: isNothing
        ? [...new Set(plans.flatMap((plan) => nearestWords(unknownWords(plan), vocabulary)))]
        : [],
    };
  }

  /** The words are looked up when somebody asks: some only want to know which papers match. */
  function toHits(
    found: readonly Pick<Found, "at" | "score">[],
    terms: readonly Pick<PlanTerm, "term">[],
  ): Hit[] {
    const planned = new Set(terms.map(({ term }) => term));
    const phrases = phraseFinder([...planned].flatMap(lexicon.phrasesUnder));
    return found.map(({ at, score }) => {
      const paper = paperAt(at);
      let matched: Pick<Hit, "words" | "fields"> | undefined;
      const match = () => (matched ??= matchedWords(shownTokens(paper), planned, phrases));
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

  const index: PaperIndex = {
    get size() {
      return parts.size();
    },

    search(asked, options = {}) {
      const { limit = 10, offset = 0, where, order = "best", today = todayInUtc() } = options;
      engine.renew();
      const scope: Scope = { where: where ? partsOf(where) : [], today, order };
      const query = typeof asked === "string" ? readQuery(asked) : asked;
      const plans: Plan[] = [];
      const findWords = (text: string, within: Scope): Answers => {
        const { plan, ...answers } = searchWords(text, within);
        plans.push(plan);
        return answers;
      };
      // Signs between words tell whether the last of them may go on.
      const { scores, isMore } =
        query.kind === "words"
          ? findWords(typeof asked === "string" ? asked : query.text, scope)
          : answer(query, { findWords, engine, scope });
      const isRanked = query.kind === "words" && order === "best";
      const ats = isRanked ? [...scores.keys()] : engine.newestFirst([...scores.keys()]);
      const found = ats.map((at) => ({ at, score: scores.get(at) ?? 0 }));
      const sorted = order === "best" ? found.toSorted((a, b) => b.score - a.score) : found;
      const hits = sorted.slice(0, MAX_CANDIDATES);
      return {
        ...about(plans, hits.length === 0),
        hits: toHits(
          hits.slice(offset, offset + limit),
          plans.flatMap(({ terms }) => terms),
        ),
        total: hits.length,
        isMore: isMore || sorted.length > hits.length,
      };
    },

    idsOf(asked, today = todayInUtc()) {
      const { hits, isMore } = index.search(asked, { limit: MAX_CANDIDATES, today });
      const ranked = hits.map(({ paper }) => paper.id);
      if (!isMore) return ranked;
      const scope: Scope = { where: [], today, order: "best", most: Infinity };
      const query = typeof asked === "string" ? readQuery(asked) : asked;
      const { scores } =
        query.kind === "words"
          ? findPlaces(typeof asked === "string" ? asked : query.text, scope)
          : answer(query, { findWords: findPlaces, engine, scope });
      return [...new Set([...ranked, ...parts.idsAt([...scores.keys()])])];
    },

    suggest(text, { limit = 25 } = {}) {
      engine.renew();
      return complete(text, limit);
    },

    similar(paper, { limit = 10 } = {}) {
      engine.renew();
      const { title, text } = shownTokens(paper);
      const plan = planSimilar(title, text, known);
      const except = parts.placeOf(paper);
      const scope = { ...everything(), ...(except !== undefined && { except }) };
      const nearest = find(plan, engine, scope).found.toSorted(byScore).slice(0, limit);
      return toHits(nearest, plan.terms).map((hit) => ({
        ...hit,
        words: inCommon(hit.words, plan),
      }));
    },

    matchTopics: (topics, some, today = todayInUtc()) =>
      matchTopics(topics, some, { acronyms: lexicon, today }),

    papersAbout(topic, today = todayInUtc()) {
      // A blank ends the last word: of a topic none is unfinished.
      const { hits } = index.search(`${topic} `, { limit: MAX_CANDIDATES, today });
      const some = hits.map(({ paper }) => paper);
      const matches = index.matchTopics([topic], some, today).get(topic) ?? [];
      return matches.toSorted((a, b) => b.strength - a.strength);
    },
  };
  return index;
}

function everything(): Scope {
  return { where: [], today: todayInUtc(), order: "best" };
}

function todayInUtc(): Temporal.PlainDate {
  return Temporal.Now.plainDateISO("UTC");
}

function partsOf(query: Query): readonly Query[] {
  return query.kind === "all" ? query.queries : [query];
}

const MAX_BEGUN = 20;
/** Twice as many as a list of completions has room for. */
const MAX_COMPLETED = 50;

function withBegun(found: readonly Found[], begun: ReadonlySet<number>): Found[] {
  const others = begun.difference(new Set(found.map(({ at }) => at)));
  return [...found, ...[...others].map((at) => ({ at, score: 0, terms: [], answered: 1 }))];
}

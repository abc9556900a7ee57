import type { Engine, Scope } from "../index/engine.ts";
import type { Query } from "../query/query.ts";

/** Scores by paper; `isMore` where more papers answer than an engine gives. */
export interface Answers {
  scores: Map<number, number>;
  isMore: boolean;
}

export interface AnswerParts {
  /** Papers in a scope for words, by score. */
  findWords: (text: string, scope: Scope) => Answers;
  engine: Pick<Engine, "all">;
  scope: Scope;
}

/**
 * Papers that answer a query, with scores; 0 where nothing in it could be scored. Words rank as
 * they do alone, everything else is a condition that holds or doesn't. Only of words alone are the
 * scores those of the engine.
 */
export function answerQuery(query: Query, { findWords, engine, scope }: AnswerParts): Answers {
  return query.kind === "words" ? findWords(query.text, scope) : answerPart(query, scope);

  function answerPart(part: Query, within: Scope): Answers {
    if (part.kind === "any") return anyAnswer(part.queries, within);
    const parts = part.kind === "all" ? part.queries : [part];
    const { groups = [], single = [] } = Object.groupBy(parts, ({ kind }) =>
      kind === "any" ? "groups" : "single",
    );
    const conditions = single.filter(({ kind }) => kind !== "words");
    const passes = { ...within, where: [...within.where, ...conditions] };
    const text = textsOf(single).join(" ");
    const finders = groups.map((group) => (one: Scope) => answerPart(group, one));
    if (text !== "") finders.unshift((one) => normalised(findWords(text, one)));
    if (finders.length > 0) return allAnswers(finders, passes);
    // Only limits, such as `has:code`.
    if (conditions.length === 0) return { scores: new Map(), isMore: false };
    const { ats, isMore } = engine.all(passes);
    return { scores: new Map(ats.map((at) => [at, 0])), isMore };
  }

  function anyAnswer(queries: readonly Query[], within: Scope): Answers {
    const scores = new Map<number, number>();
    let isMore = false;
    for (const one of queries) {
      const answers = answerPart(one, within);
      isMore ||= answers.isMore;
      for (const [at, score] of answers.scores)
        scores.set(at, Math.max(score, scores.get(at) ?? 0));
    }
    return { scores, isMore };
  }
}

type Finder = (scope: Scope) => Answers;

/**
 * What each of the finders finds. Where one leaves papers out, it looks again among those that the
 * others found: the best 500 for a common word may all be others.
 */
function allAnswers(finders: readonly Finder[], scope: Scope): Answers {
  const answers = finders.map((find) => find(scope));
  const complete = answers
    .filter(({ isMore }) => !isMore)
    .map(({ scores }) => new Set(scores.keys()));
  const [first, ...others] = complete;
  const among = first && others.reduce((some, more) => some.intersection(more), first);
  return answers
    .map((one, i) => (one.isMore && among ? (finders[i]?.({ ...scope, among }) ?? one) : one))
    .reduce(inBoth);
}

/**
 * The words by which the papers that a query asks for can be found and ranked. Those of a filter are so
 * only where there are no others: else every paper of an organisation would answer to its name.
 */
function textsOf(queries: readonly Query[]): string[] {
  const texts = (...kinds: Query["kind"][]) =>
    queries.flatMap((one) => ("text" in one && kinds.includes(one.kind) ? [one.text] : []));
  const own = texts("words", "phrase");
  return own.length > 0 ? own : texts("title", "organisation");
}

function inBoth(some: Answers, others: Answers): Answers {
  const both = [...some.scores].flatMap(([at, score]): [number, number][] => {
    const other = others.scores.get(at);
    return other === undefined ? [] : [[at, score + other]];
  });
  return { scores: new Map(both), isMore: some.isMore || others.isMore };
}

/** The best has 1, so that the alternatives of a query are worth the same. */
function normalised({ scores, isMore }: Answers): Answers {
  const best = [...scores.values()].reduce((most, score) => Math.max(most, score), 0) || 1;
  return { scores: new Map([...scores].map(([at, score]) => [at, score / best])), isMore };
}

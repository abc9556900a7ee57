import { tokenise } from "../words/analyse.ts";
import { allOf, printQuery, type Query } from "../query/query.ts";
import { EARLIEST_DAY, firstDay } from "../query/since.ts";
import { stemsOf } from "../words/terms.ts";
import { isStopWord } from "../words/stop-words.ts";
import { isReadable } from "./topic-reading.ts";

/** Why no paper, today or later, can be about a topic. */
export type ImpossibleTopic =
  /** Of its words none says anything: `of the`. */
  | { why: "no words" }
  | { why: "too many words" }
  /** As they are written: `since:2024` and `before:1990`. */
  | { why: "no such time"; since: string; before: string }
  /** It asks for what it rules out; as that is written. */
  | { why: "contradiction"; asked: string };

/** Null for a topic that some paper could match. */
export function whyImpossible(query: Query, today: Temporal.PlainDate): ImpossibleTopic | null {
  if (query.kind === "words") return wordsProblem(query.text);
  if (query.kind === "any") return ofAll(query.queries, today);
  if (query.kind !== "all") return contradictionIn([query]) ?? timeProblem([query], today);
  const alternatives = query.queries.find(({ kind }) => kind === "any");
  if (alternatives?.kind === "any") {
    const others = query.queries.filter((one) => one !== alternatives);
    return ofAll(
      alternatives.queries.map((one) => allOf([one, ...others])),
      today,
    );
  }
  return (
    query.queries.map((one) => whyImpossible(one, today)).find((found) => found !== null) ??
    contradictionIn(query.queries) ??
    timeProblem(query.queries, today)
  );
}

/** Whether it only says what to leave out, so that all other papers match. */
export function onlyExcludes(query: Query): boolean {
  if (query.kind === "all" || query.kind === "any")
    return query.queries.length > 0 && query.queries.every(onlyExcludes);
  return query.kind === "not" && query.query.kind !== "code";
}

function ofAll(queries: readonly Query[], today: Temporal.PlainDate): ImpossibleTopic | null {
  const found = queries.map((one) => whyImpossible(one, today));
  return found.every((one) => one !== null) ? (found[0] ?? null) : null;
}

function wordsProblem(text: string): ImpossibleTopic | null {
  if (tokenise(text).every(({ written }) => isStopWord(written))) return { why: "no words" };
  return isReadable(text) ? null : { why: "too many words" };
}

function contradictionIn(parts: readonly Query[]): ImpossibleTopic | null {
  const excluded = parts.flatMap((one) => (one.kind === "not" ? alternativesOf(one.query) : []));
  for (const part of parts)
    for (const one of excluded)
      if (part.kind !== "not" && implies(part, one))
        return { why: "contradiction", asked: printQuery(one) };
  return null;
}

function alternativesOf(query: Query): readonly Query[] {
  return query.kind === "any" ? query.queries : [query];
}

/** Whether a paper for which the one holds is always one for which the other does. */
function implies(one: Query, other: Query): boolean {
  if (one.kind === "code" || other.kind === "code") return one.kind === other.kind;
  if (!("text" in one) || !("text" in other)) return false;
  const [given, wanted] = [stemsOf(tokenise(one.text)), stemsOf(tokenise(other.text))];
  if (other.kind === "words") {
    const telling = wanted.filter((word) => !isStopWord(word));
    return (
      one.kind !== "author" && telling.length > 0 && telling.every((word) => given.includes(word))
    );
  }
  const isWider = other.kind === one.kind || (other.kind === "phrase" && one.kind !== "author");
  if (!isWider || (one.kind === "words" && given.length > 1)) return false;
  return other.kind === "author"
    ? wanted.every((word) => given.includes(word))
    : ` ${given.join(" ")} `.includes(` ${wanted.join(" ")} `);
}

/** Papers without a full date are of no time, but those that are only not of one. */
function timeProblem(parts: readonly Query[], today: Temporal.PlainDate): ImpossibleTopic | null {
  const bounds = parts.flatMap((one) => {
    const time = one.kind === "not" ? one.query : one;
    if (time.kind !== "since" && time.kind !== "before") return [];
    const isSince = (time.kind === "since") === (one.kind !== "not");
    const day = firstDay(time.time, today);
    return [{ isSince, day, isAsked: one.kind !== "not", written: printQuery(one) }];
  });
  if (!bounds.some(({ isAsked }) => isAsked)) return null;
  const { since = [], before = [] } = Object.groupBy(bounds, ({ isSince }) =>
    isSince ? "since" : "before",
  );
  const [last] = since.toSorted((a, b) => (a.day < b.day ? 1 : -1));
  const [first] = before.toSorted((a, b) => (a.day < b.day ? -1 : 1));
  if (!first || (last?.day ?? EARLIEST_DAY) < first.day) return null;
  return { why: "no such time", since: last?.written ?? "", before: first.written };
}

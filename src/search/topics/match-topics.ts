import type { Paper } from "../../papers/paper.ts";
import type { Query } from "../query/query.ts";
import { readTyped } from "../query/read-query.ts";
import {
  matchesQuery,
  wordsMatching,
  type QueriedPaper,
  queriedPaper,
} from "../query/matches-query.ts";
import { type Field, FIELDS } from "../words/paper-fields.ts";
import type { TopicMatch } from "./aboutness.ts";
import { type Aboutness, aboutness } from "./aboutness.ts";
import { createSieve } from "./topic-sieve.ts";
import { composedOf, readTopic } from "./topic-reading.ts";
import type { Lexicon } from "../words/meaning/lexicon.ts";
import { readForTopics } from "./topic-text.ts";

interface TopicMatching {
  lexicon: Lexicon;
  /** From which times such as `since:7d` count back. */
  today: Temporal.PlainDate;
}

/** As `PaperIndex.matchTopics`; the matches of each topic in the order of the papers. */
export function matchTopics(
  topics: readonly string[],
  papers: readonly Paper[],
  { lexicon, today }: TopicMatching,
): Map<string, TopicMatch[]> {
  const queries = new Map(topics.map((topic) => [topic, withFields(readTyped(topic), lexicon)]));
  const composed = [...queries].filter(([, { kind }]) => kind !== "words");
  const readings = [...new Set([...queries.values()].flatMap(wordingsIn))].flatMap((wording) =>
    readTopic(wording, lexicon).map((reading) => ({ wording, ...reading })),
  );
  const sieve = createSieve(readings, lexicon);
  const isQuick = readings.length <= FEW_READINGS && [...queries.values()].every(isOfWords);
  const matches = new Map<string, TopicMatch[]>();
  for (const paper of papers) {
    if (isQuick && !sieve.mayPass(paper)) continue;
    const text = readForTopics(paper, lexicon);
    const passed = sieve.pass(text).flatMap((at) => readings[at] ?? []);
    const about = new Map<string, Aboutness>();
    for (const [wording, some] of Map.groupBy(passed, (reading) => reading.wording)) {
      const match = best(some.flatMap((reading) => aboutness(reading, text) ?? []));
      if (!match) continue;
      about.set(wording, match);
      if (queries.get(wording)?.kind === "words")
        addMatch(matches, wording, { paperId: paper.id, ...match });
    }
    const evidence = { queried: queriedPaper(paper), about, today };
    for (const [topic, query] of composed) {
      const match = composedMatch(query, evidence);
      if (match) addMatch(matches, topic, { paperId: paper.id, ...match });
    }
  }
  return matches;
}

/** For more it is quicker to read a paper than to look for the letters of each. */
const FEW_READINGS = 20;

/** Words that name two fields, "pruning LLMs", are looked for as both, too: each may stand anywhere. */
function withFields(query: Query, lexicon: Lexicon): Query {
  if (query.kind === "all" || query.kind === "any")
    return { ...query, queries: query.queries.map((one) => withFields(one, lexicon)) };
  const composed = query.kind === "words" ? composedOf(query.text, lexicon) : null;
  if (!composed) return query;
  const queries = composed.fields.map((text) => ({ kind: "words" as const, text }));
  return { kind: "any", queries: [query, { kind: composed.areOne ? "any" : "all", queries }] };
}

/** Whether a paper without the words cannot match. */
function isOfWords(query: Query): boolean {
  if (query.kind === "words") return true;
  return (query.kind === "all" || query.kind === "any") && query.queries.every(isOfWords);
}

/** The words that a paper has to be about; what it must not say is no such word. */
function wordingsIn(query: Query): string[] {
  if (query.kind === "words") return [query.text];
  return query.kind === "all" || query.kind === "any" ? query.queries.flatMap(wordingsIn) : [];
}

interface PaperEvidence {
  queried: QueriedPaper;
  /** How the paper is about those words that it is about. */
  about: ReadonlyMap<string, Aboutness>;
  today: Temporal.PlainDate;
}

/** A paper is as squarely about all of some queries as about the least of them. */
function composedMatch(query: Query, evidence: PaperEvidence): Aboutness | null {
  const { queried, about, today } = evidence;
  if (query.kind === "words") return about.get(query.text) ?? null;
  if (query.kind === "not") return matchesQuery(query, queried, today) ? CONDITION : null;
  if (query.kind === "all" || query.kind === "any") {
    const found = query.queries.flatMap((one) => composedMatch(one, evidence) ?? []);
    const isEnough = query.kind === "any" || found.length === query.queries.length;
    return found.length > 0 && isEnough ? together(found, query.kind) : null;
  }
  const matched = wordsMatching(query, queried, today);
  if (!matched) return null;
  const strengths = matched.fields.map((field) => PHRASE_STRENGTH[field]);
  return { ...matched, strength: strengths.length > 0 ? Math.max(...strengths) : 1 };
}

function together(found: readonly Aboutness[], kind: "all" | "any"): Aboutness {
  const strengths = found.map(({ strength }) => strength);
  const fields = new Set(found.flatMap((one) => one.fields));
  return {
    strength: kind === "any" ? Math.max(...strengths) : Math.min(...strengths),
    words: [...new Set(found.flatMap(({ words }) => words))],
    fields: FIELDS.filter((field) => fields.has(field)),
  };
}

/** Says nothing of what a paper is about. */
const CONDITION: Aboutness = { strength: 1, words: [], fields: [] };

/** Of a phrase, or a name, that stands in so many words in a field: as in `aboutness`. */
const PHRASE_STRENGTH: Record<Field, number> = { title: 1, text: 0.5, organisation: 0.3 };

/** As strong as the best; the words are those of all, so that "federated" in a title is no word alone. */
function best(found: readonly Aboutness[]): Aboutness | null {
  return found.length === 0
    ? null
    : together(
        found.toSorted((a, b) => b.strength - a.strength),
        "any",
      );
}

function addMatch(matches: Map<string, TopicMatch[]>, topic: string, match: TopicMatch): void {
  const known = matches.get(topic);
  if (known) known.push(match);
  else matches.set(topic, [match]);
}

import type { Paper } from "../papers/paper.ts";
import type { TopicMatch } from "./paper-index.ts";
import { type Aboutness, aboutness } from "./topic-match.ts";
import { createSieve } from "./topic-sieve.ts";
import { type Acronyms, readForTopics, readTopic } from "./topic-text.ts";

/** As `PaperIndex.matchTopics`; the matches of each topic in the order of the papers. */
export function matchTopics(
  topics: readonly string[],
  papers: readonly Paper[],
  acronyms: Acronyms,
): Map<string, TopicMatch[]> {
  const readings = [...new Set(topics)].flatMap((topic) =>
    readTopic(topic, acronyms).map((stems) => ({ topic, stems })),
  );
  const sieve = createSieve(
    readings.map(({ stems }) => stems),
    acronyms,
  );
  const matches = new Map<string, TopicMatch[]>();
  for (const paper of papers) {
    if (readings.length <= FEW_READINGS && !sieve.mayPass(paper)) continue;
    const text = readForTopics(paper, acronyms);
    const passed = sieve.pass(text).flatMap((at) => readings[at] ?? []);
    for (const [topic, ofTopic] of Map.groupBy(passed, (reading) => reading.topic)) {
      const match = best(ofTopic.flatMap(({ stems }) => aboutness(stems, text) ?? []));
      if (match) note(matches, topic, { paperId: paper.id, ...match });
    }
  }
  return matches;
}

/** For more it is quicker to read a paper than to look for the letters of each. */
const FEW_READINGS = 20;

function best(found: readonly Aboutness[]): Aboutness | undefined {
  return found.toSorted((a, b) => b.strength - a.strength)[0];
}

function note(matches: Map<string, TopicMatch[]>, topic: string, match: TopicMatch): void {
  const known = matches.get(topic);
  if (known) known.push(match);
  else matches.set(topic, [match]);
}

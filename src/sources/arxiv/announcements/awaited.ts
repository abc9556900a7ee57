import type { Snapshot } from "../../../papers/paper.ts";
import { feedDayAt } from "../answers/calendar.ts";
import { type Awaited, DESCRIPTION_AWAITED_FOR } from "./category-memory.ts";
import type { CategoryTools } from "./category-tools.ts";
import type { Announced } from "../answers/feed.ts";
import { type Listed, listing } from "../answers/listing.ts";

type AnnouncedId = Pick<Announced, "arxivId" | "type" | "position">;

/** A paper that arXiv announced and does not describe yet. */
export function awaitedFrom(
  { now }: CategoryTools,
  { arxivId, type, position }: AnnouncedId,
  day: string,
): Awaited {
  const today = feedDayAt(now());
  const until = today.add(DESCRIPTION_AWAITED_FOR).toString();
  return { arxivId, type, position, day, until, askedOn: today.toString() };
}

export function awaitedOnce(before: Awaited[], added: Awaited[]): Awaited[] {
  const known = new Set(before.map(({ arxivId }) => arxivId));
  return [...before, ...added.filter(({ arxivId }) => !known.has(arxivId))];
}

/**
 * What was announced and is described by now, by its day; the rest waits on, or is given up. Null
 * when it was stopped.
 */
export async function readAwaited(
  tools: CategoryTools,
  category: string,
  awaited: Awaited[],
  signal: AbortSignal,
): Promise<{ snapshots: Snapshot[]; awaited: Awaited[] } | null> {
  const { papers, trouble } = await tools.describe(
    awaited.map(({ arxivId }) => arxivId),
    signal,
  );
  if (signal.aborted) return null;
  if (trouble) return { snapshots: [], awaited };
  const today = feedDayAt(tools.now());
  const rest = awaited
    .filter(({ arxivId }) => !papers.has(arxivId))
    .map((one) => askedAgain(one, today));
  const givenUp = rest.filter(({ until }) => until < today.toString());
  const snapshots = [...Map.groupBy(awaited, ({ day }) => day)].flatMap(([day, ofDay]) => {
    const snapshot = listing({
      category,
      day,
      listed: described(ofDay, papers),
      problems: givenUp
        .filter((one) => one.day === day)
        .map(({ arxivId, position }) => ({
          line: position,
          what: `${arxivId} was announced, but arXiv has no description of it`,
          done: "Kept what the feed says about it, if anything",
        })),
    });
    return snapshot.entries.length + snapshot.problems.length === 0 ? [] : [snapshot];
  });
  return { snapshots, awaited: rest.filter(({ until }) => until >= today.toString()) };
}

/** Patience begins anew where nobody asked for days: we were away, or the clock leapt. */
function askedAgain(one: Awaited, today: Temporal.PlainDate): Awaited {
  const askedOn = today.toString();
  const isAfterLong =
    one.askedOn !== undefined && one.askedOn < today.subtract(DESCRIPTION_AWAITED_FOR).toString();
  const until = isAfterLong ? today.add(DESCRIPTION_AWAITED_FOR).toString() : one.until;
  return { ...one, askedOn, until };
}

/** Those of them that are described. */
function described(
  taken: readonly AnnouncedId[],
  papers: ReadonlyMap<string, Listed["paper"]>,
): Listed[] {
  return taken.flatMap(({ arxivId, type, position }) => {
    const paper = papers.get(arxivId);
    return paper ? [{ position, type, paper }] : [];
  });
}

import { z } from "zod";
import { storedDay, storedInstant } from "../../stored-values.ts";

const record = z.object({
  tries: z.number(),
  /** From this day on it may be looked up again; null: never. */
  again: storedDay.nullable(),
});

const schema = z.object({
  /** By the id of the paper. */
  papers: z.record(z.string(), record).catch({}),
  nextAt: storedInstant.nullable().catch(null),
});

/** What became of the look-ups so far. */
export type LookUpMemory = z.output<typeof schema>;

const MAX_LOOK_UPS = 3;
/** A paper may come to arXiv later than to a listing. */
const AGAIN_AFTER = Temporal.Duration.from({ days: 30 });
/** Where nothing at all was found, arXiv may have meant “slow down”. */
const AGAIN_IF_IN_DOUBT_AFTER = Temporal.Duration.from({ days: 1 });

/** What cannot be understood counts as forgotten. */
export function readLookUpMemory(stored: unknown): LookUpMemory {
  return schema.safeParse(stored).data ?? { papers: {}, nextAt: null };
}

export function isToLookUp(
  { papers }: LookUpMemory,
  id: string,
  today: Temporal.PlainDate,
): boolean {
  const before = Object.hasOwn(papers, id) ? papers[id] : undefined;
  if (!before || before.again === null) return !before;
  // Further ahead than any look-up is put off, it was by a clock that was ahead.
  return before.again <= today.toString() || before.again > today.add(AGAIN_AFTER).toString();
}

/** `found` and `missing` are ids of papers. */
export function withOutcome(
  known: LookUpMemory,
  outcome: { found: readonly string[]; missing: readonly string[]; isInDoubt: boolean },
  today: Temporal.PlainDate,
): LookUpMemory {
  const papers = new Map(Object.entries(known.papers));
  const triesOf = (id: string) => (papers.get(id)?.tries ?? 0) + 1;
  const later = today.add(outcome.isInDoubt ? AGAIN_IF_IN_DOUBT_AFTER : AGAIN_AFTER).toString();
  for (const id of outcome.found) papers.set(id, { tries: triesOf(id), again: null });
  for (const id of outcome.missing) {
    const tries = triesOf(id);
    papers.set(id, { tries, again: tries < MAX_LOOK_UPS ? later : null });
  }
  return { ...known, papers: Object.fromEntries(papers) };
}

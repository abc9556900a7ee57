import type { Logger } from "pino";
import { z } from "zod";
import { publishedSchema } from "../papers/paper.ts";
import {
  isFine,
  SOURCE_STATES,
  type SourceHealth,
  type SourceState,
} from "../papers/source-health.ts";
import { storedInstant } from "./stored-values.ts";

/** Before the first reading. */
export function unread(name: string): SourceHealth {
  return { name, state: "unread", since: null, readAt: null, newest: null, trouble: null };
}

/** After a reading: `since` moves only where the state is another, `readAt` where nothing was amiss. */
export function afterReading(
  before: SourceHealth,
  found: { state: SourceState; trouble: string | null; newest: string | null },
  now: Temporal.Instant,
): SourceHealth {
  const { state, trouble, newest } = found;
  return {
    ...before,
    state,
    trouble,
    since: state === before.state && !isAhead(before.since, now) ? before.since : now,
    readAt: isFine(state) ? now : isAhead(before.readAt, now) ? null : before.readAt,
    newest: newest === null ? before.newest : { date: newest, precision: "day", inferred: false },
  };
}

function isAhead(instant: Temporal.Instant | null, now: Temporal.Instant): boolean {
  return instant !== null && Temporal.Instant.compare(instant, now) > 0;
}

/** Says once what is otherwise than before. */
export function logChange(log: Logger, before: SourceHealth, after: SourceHealth): void {
  if (before.state === after.state) return;
  const { name: source, state, trouble } = after;
  const level = isFine(state) ? "info" : "warn";
  log[level]({ source, state, trouble }, "A source's state changed");
}

/** How a `SourceHealth` is stored, but for its name. */
export const storedHealth = z.object({
  state: z.enum(SOURCE_STATES),
  since: storedInstant.nullable(),
  readAt: storedInstant.nullable(),
  newest: publishedSchema.nullable(),
  trouble: z.string().nullable(),
});

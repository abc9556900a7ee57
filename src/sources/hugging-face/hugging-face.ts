import type { Logger } from "pino";
import type { Snapshot } from "../../papers/paper.ts";
import type { SourceState } from "../../papers/source-health.ts";
import type { Client } from "../client/answer.ts";
import { afterReading, unread } from "../health.ts";
import type { ReadingWish, Source, SourceMemory } from "../source.ts";
import { isPausedUntil } from "../pauses.ts";
import { utcDay } from "../utc-days.ts";
import { askDay } from "./ask-day.ts";
import { daysToRead, withFailed, withMissedDays, withoutDaysAhead, withRead } from "./days.ts";
import { recall, remember } from "./memory.ts";
import { dayToRefresh, withTried } from "./refresh.ts";
import { type Taken, takeDay } from "./take-day.ts";

export interface HuggingFaceOptions {
  client: Client;
  memory: SourceMemory;
  now: () => Temporal.Instant;
  /** `https://huggingface.co` */
  baseUrl: string;
  log: Logger;
}

const NAME = "Hugging Face";
const READ_EVERY = { minutes: 30 };

/**
 * The daily papers of Hugging Face: one listing for each day that has papers. The last three days are
 * read each time, and one of the month before for its votes; days that went by unread are caught up.
 */
export function createHuggingFace(options: HuggingFaceOptions): Source {
  const { client, memory, now, baseUrl, log } = options;
  let health = unread(NAME);

  async function remembered() {
    const known = withoutDaysAhead(await recall(memory), utcDay(now()));
    if (known.health) health = { name: NAME, ...known.health };
    return known;
  }

  async function* read({ signal, now: atOnce, since }: ReadingWish): AsyncGenerator<Snapshot> {
    let known = await remembered();
    const isAsked = atOnce === true || since !== undefined;
    if (!isAsked && isPausedUntil(known.nextAt, now())) return;

    const today = utcDay(now());
    known = withMissedDays(known, today, since);
    let nextAt = now().add(READ_EVERY);
    let isTurnedAway = false;
    const findings = new Map<string, Taken>();
    for (const day of daysToRead(known, today)) {
      const validators = known.days.find((each) => each.day === day.toString())?.validators ?? null;
      const answer = await askDay(client, { baseUrl, day, signal, now: isAsked, validators });
      if (answer.kind === "stopped") return;
      const taken = takeDay(day, answer, { known: known.days, now: now() });
      if (taken.snapshot) yield taken.snapshot;

      findings.set(day.toString(), taken);
      if (taken.read) known = withRead(known, { ...taken.read, readAt: now() });
      // Where no day is shown as it should be, that says nothing of this one.
      else if ([...findings.values()].some(({ state }) => state === "fresh")) {
        const { known: after, givenUp } = withFailed(known, day);
        known = after;
        if (givenUp) log.warn({ source: NAME, day: day.toString() }, "Giving up on a day");
      }
      await remember(memory, known);
      if ("until" in answer && answer.until) {
        nextAt = answer.until;
        isTurnedAway = true;
        break;
      }
    }

    // Not where somebody waits for news.
    const isLatest = (day: Temporal.PlainDate) => findings.has(day.toString());
    const older = isAsked || isTurnedAway ? null : dayToRefresh(known, now(), isLatest);
    if (older) {
      const before = known.days.find((each) => each.day === older.toString());
      const validators = before?.validators ?? null;
      const answer = await askDay(client, { baseUrl, day: older, signal, now: false, validators });
      if (answer.kind === "stopped") return;
      const taken = takeDay(older, answer, { known: known.days, now: now() });
      if (taken.read && taken.snapshot) yield taken.snapshot;
      if (taken.read) known = withRead(known, { ...taken.read, readAt: now() });
      else known = withTried(known, older, now());
      if ("until" in answer && answer.until) nextAt = answer.until;
    }

    const before = health;
    const newest = known.days.filter(({ ids }) => ids.length > 0).map(({ day }) => day);
    const found = { ...overall(findings, today), newest: newest.toSorted().at(-1) ?? null };
    health = afterReading(before, found, now());
    await remember(memory, { ...known, nextAt, health });
  }

  return {
    name: NAME,
    get health() {
      return health;
    },
    read,
    recall: async () => void (await remembered()),
  };
}

/** What is amiss with any day; else how it is today. */
function overall(
  findings: ReadonlyMap<string, Taken>,
  today: Temporal.PlainDate,
): { state: SourceState; trouble: string | null } {
  const all = [...findings.values()];
  const amiss = (["failing", "stale", "truncated"] as const)
    .map((state) => all.find((taken) => taken.state === state))
    .find((taken) => taken !== undefined);
  const decisive = amiss ?? findings.get(today.toString());
  return { state: decisive?.state ?? "quiet", trouble: decisive?.why ?? null };
}

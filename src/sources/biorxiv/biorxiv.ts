import { z } from "zod";
import type { Snapshot } from "../../papers/paper.ts";
import type { SourceState } from "../../papers/source-health.ts";
import type { Client } from "../client/answer.ts";
import { whyNoAnswer } from "../client/why-no-answer.ts";
import { afterReading, storedHealth, unread } from "../health.ts";
import { isPausedUntil } from "../pauses.ts";
import type { ReadingWish, Source, SourceMemory } from "../source.ts";
import { asStored, storedDay, storedInstant } from "../stored-values.ts";
import { utcDay } from "../utc-days.ts";
import { type AllPages, askAll } from "./ask-all.ts";
import { listingsOf, publicationsListing } from "./listing.ts";
import { type Preprint, readDetails, readPublications } from "./read-page.ts";
import * as wording from "./wording.ts";

export interface PreprintServerOptions {
  server: "biorxiv" | "medrxiv";
  /** `cell_biology` */
  categories: readonly string[];
  /** `https://api.biorxiv.org` */
  baseUrl: string;
  client: Client;
  memory: SourceMemory;
  now: () => Temporal.Instant;
}

const NAMES = { biorxiv: "bioRxiv", medrxiv: "medRxiv" } as const;

const READ_EVERY = { hours: 2 };
/** A day grows until it is over, and a little longer. */
const DAYS_READ_EACH_TIME = 3;
/** Of what went by while nobody read. */
const MAX_DAYS_BACK = 30;

const memorySchema = z.object({
  /** By category: the last day before which all is read. */
  through: z.record(z.string(), storedDay),
  /** The last day of which is known what journals published. */
  publishedThrough: storedDay.nullable(),
  nextAt: storedInstant.nullable(),
  health: storedHealth.nullable(),
});
type Memory = z.output<typeof memorySchema>;
const NOTHING: Memory = { through: {}, publishedThrough: null, nextAt: null, health: null };

type Day = Temporal.PlainDate;
type Found = { state: SourceState; trouble: string | null };

/**
 * The preprints of bioRxiv or medRxiv: one listing for each category and day. The last three days are read each time,
 * days that went by are caught up, and once a day it is asked what journals published.
 */
export function createPreprintServer(options: PreprintServerOptions): Source {
  const { server, categories, client, memory, now } = options;
  const baseUrl = options.baseUrl.replace(/\/$/, "");
  const name = NAMES[server];
  let health = unread(name);

  async function remembered(): Promise<Memory> {
    const known = memorySchema.safeParse(await memory.load(server)).data ?? NOTHING;
    if (known.health) health = { name, ...known.health };
    return known;
  }

  async function* read({ signal, now: atOnce, since }: ReadingWish): AsyncGenerator<Snapshot> {
    let known = await remembered();
    const isAsked = atOnce === true || since !== undefined;
    if (!isAsked && isPausedUntil(known.nextAt, now())) return;

    const today = utcDay(now());
    const findings: Found[] = [];
    let newest: string | null = null;
    let nextAt = now().add(READ_EVERY);
    const question = { signal, now: isAsked };
    for (const category of categories) {
      const from = firstDay(known.through[category], today, since);
      const urlAt = (cursor: number) =>
        `${baseUrl}/details/${server}/${from.toString()}/${today.toString()}/${cursor}/json?category=${encodeURIComponent(category)}`;
      // What fails at the first try is caught up, too.
      known = { ...known, through: { [category]: from.toString(), ...known.through } };
      const answer = await askAll(client, { ...question, urlAt, read: readDetails });
      if (answer.kind === "stopped") return;
      const found = judge(answer, category);
      findings.push(found);
      if (answer.kind === "all") {
        const items = answer.items.filter((item) => isOf(category, item));
        for (const listing of listingsOf(items, { server, name, category })) yield listing;
        for (const { date } of items) if (newest === null || date > newest) newest = date;
        if (found.state !== "truncated" && found.state !== "failing") {
          const through = today.subtract({ days: 1 }).toString();
          known = { ...known, through: { ...known.through, [category]: through } };
        }
        await memory.save(server, asStored(known));
      } else if ("until" in answer && answer.until) {
        nextAt = answer.until;
        break;
      }
    }
    const isWell = findings.every(({ state }) => state === "fresh" || state === "quiet");
    if (isWell && known.publishedThrough !== today.toString()) {
      const from = firstDay(known.publishedThrough ?? undefined, today, undefined);
      const urlAt = (cursor: number) =>
        `${baseUrl}/pubs/${server}/${from.toString()}/${today.toString()}/${cursor}`;
      const answer = await askAll(client, { ...question, urlAt, read: readPublications });
      if (answer.kind === "stopped") return;
      if (answer.kind === "all") {
        if (answer.items.length > 0)
          yield publicationsListing(answer.items, { server, name, today });
        known = { ...known, publishedThrough: today.toString() };
      }
    }
    health = afterReading(health, { ...overall(findings), newest }, now());
    await memory.save(server, asStored({ ...known, nextAt, health }));
  }

  function judge(
    answer: Exclude<AllPages<Preprint>, { kind: "stopped" }>,
    category: string,
  ): Found {
    const of = (trouble: string) => (categories.length > 1 ? `${category}: ${trouble}` : trouble);
    if (answer.kind === "unreadable")
      return { state: "failing", trouble: `${name} ${wording.NO_LIST}` };
    // Nothing is asked for in this way.
    if (answer.kind === "unchanged") return { state: "fresh", trouble: null };
    if (answer.kind !== "all") return { state: "failing", trouble: whyNoAnswer(answer, now()) };
    const { items, count, total } = answer;
    if (count > 0 && items.length === 0)
      return { state: "failing", trouble: of(wording.broken(count)) };
    if (count < total)
      return { state: "truncated", trouble: of(wording.cutShort(name, { read: count, total })) };
    if (count === 0) return { state: "quiet", trouble: wording.noNews(DAYS_READ_EACH_TIME) };
    if (!items.some((item) => isOf(category, item)))
      return { state: "failing", trouble: of(wording.otherCategories(name)) };
    return {
      state: "fresh",
      trouble: items.length < count ? of(wording.broken(count - items.length)) : null,
    };
  }

  return {
    name,
    get health() {
      return health;
    },
    read,
    recall: async () => void (await remembered()),
  };
}

/** The server answers with everything where it does not know the category that it is asked for. */
function isOf(wanted: string, { category }: Preprint): boolean {
  return category === null || words(category) === words(wanted);
}

function words(category: string): string {
  return category
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, " ")
    .trim();
}

/** What lies ahead was noted by a clock that was ahead. */
function firstDay(through: string | undefined, today: Day, since: Day | undefined): Day {
  const latest = today.subtract({ days: DAYS_READ_EACH_TIME - 1 });
  const earliest = today.subtract({ days: MAX_DAYS_BACK });
  const next =
    through === undefined ? latest : Temporal.PlainDate.from(through).subtract({ days: 1 });
  const wished =
    [next, latest, ...(since ? [since] : [])].toSorted((a, b) =>
      Temporal.PlainDate.compare(a, b),
    )[0] ?? latest;
  return Temporal.PlainDate.compare(wished, earliest) < 0 && !since ? earliest : wished;
}

const WORST_FIRST = ["failing", "truncated", "fresh", "quiet"] as const;

function overall(findings: readonly Found[]): Found {
  const state = WORST_FIRST.find((one) => findings.some((found) => found.state === one)) ?? "quiet";
  const troubles = findings
    .filter((found) => found.state === state)
    .flatMap(({ trouble }) => trouble ?? []);
  return { state, trouble: troubles.length === 0 ? null : [...new Set(troubles)].join("; ") };
}

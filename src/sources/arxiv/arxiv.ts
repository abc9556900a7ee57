import { z } from "zod";
import type { SourceHealth } from "../../papers/source-health.ts";
import type { Source } from "../source.ts";
import { canonicalCategory } from "./category.ts";
import { recall } from "./category-memory.ts";
import type { CategoryDesk } from "./desk.ts";
import { createDescribe } from "./describe.ts";
import type { AnnounceType } from "./feed.ts";
import type { Verdict } from "./judge-feed.ts";
import { readCategory } from "./read-category.ts";

export interface ArxivOptions extends Omit<CategoryDesk, "describe" | "kinds"> {
  /** `cs.LG`; of twins such as `math.IT` and `cs.IT` one is enough. */
  categories: readonly string[];
  /** `new` and `cross` make papers known; the others only tell more of known ones. */
  kinds: readonly AnnounceType[];
  /** `https://export.arxiv.org` */
  apiBase: string;
}

/**
 * What arXiv announces in these categories: one listing for each and each day of announcement. Every
 * category is remembered by itself, so that one that fails delays no other.
 */
export function createArxiv(options: ArxivOptions): Source {
  const categories = [
    ...new Set(options.categories.flatMap((name) => canonicalCategory(name) ?? [])),
  ];
  const { memory, now } = options;
  let health: SourceHealth = {
    name: "arXiv",
    state: "unread",
    since: null,
    readAt: null,
    newest: null,
    trouble: null,
  };

  /** As the categories are now, and since when, as far as it is remembered. */
  async function lookAtHealth(): Promise<void> {
    const known = await Promise.all(
      categories.map(async (category) => ({ category, ...(await recall(memory, category)) })),
    );
    const verdicts = known.flatMap(({ category, verdict }) =>
      verdict ? [{ category, ...verdict }] : [],
    );
    if (verdicts.length === 0) return;
    const state = worstOf(verdicts);
    const before = healthSchema.safeParse(await memory.load(HEALTH)).data;
    const since = before?.state === state ? before.since : now().toString();
    if (before?.state !== state) await memory.save(HEALTH, { state, since });
    const isWhole = known.every((one) => one.readAt !== null);
    const [readAt] = isWhole ? known.flatMap((one) => one.readAt ?? []).toSorted() : [];
    const newest = known
      .flatMap(({ latest }) => latest?.day ?? [])
      .toSorted()
      .at(-1);
    health = {
      name: "arXiv",
      state,
      since: Temporal.Instant.from(since),
      readAt: readAt === undefined ? null : Temporal.Instant.from(readAt),
      newest: newest === undefined ? null : { date: newest, precision: "day", inferred: false },
      trouble: troubleOf(verdicts, state),
    };
  }

  return {
    name: "arXiv",
    get health() {
      return health;
    },
    async *read(wish) {
      const desk = {
        ...options,
        kinds: new Set(options.kinds),
        describe: createDescribe(options.client, options.apiBase),
      };
      try {
        for (const category of categories)
          if (!wish.signal.aborted) yield* readCategory(desk, category, wish);
      } finally {
        await lookAtHealth();
      }
    },
  };
}

const HEALTH = "arxiv health";

const healthSchema = z.object({ state: z.string(), since: z.string() });

const WORST_FIRST = ["failing", "stale", "truncated", "fresh", "quiet"] as const;

function worstOf(verdicts: readonly Verdict[]): Verdict["state"] {
  return WORST_FIRST.find((state) => verdicts.some((one) => one.state === state)) ?? "quiet";
}

/** Each reason once, with its categories where it does not concern all. */
function troubleOf(
  verdicts: readonly (Verdict & { category: string })[],
  worst: Verdict["state"],
): string | null {
  const isFine = worst === "fresh" || worst === "quiet";
  const byReason = Map.groupBy(
    verdicts.filter(({ state }) => isFine === (state === "fresh" || state === "quiet")),
    ({ why }) => why,
  );
  const reasons = [...byReason].flatMap(([why, of]) => {
    if (why === null) return [];
    const isOfAll = of.length === verdicts.length;
    return [isOfAll ? why : `${of.map(({ category }) => category).join(", ")}: ${why}`];
  });
  return reasons.length > 0 ? reasons.join("; ") : null;
}

import { isFine } from "../../papers/source-health.ts";
import { afterReading, storedHealth, unread } from "../health.ts";
import type { Source } from "../source.ts";
import { canonicalCategory } from "../../papers/arxiv-categories.ts";
import { recall } from "./announcements/category-memory.ts";
import type { CategoryTools } from "./announcements/category-tools.ts";
import { createDescribe } from "./look-up/describe.ts";
import type { AnnounceType } from "./answers/feed.ts";
import type { FeedVerdict } from "./announcements/judge-feed.ts";
import { readCategory } from "./announcements/read-category.ts";

export interface ArxivOptions extends Omit<CategoryTools, "describe" | "kinds"> {
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
  const { memory, now } = options;
  const categories = [
    ...new Set(options.categories.flatMap((name) => canonicalCategory(name) ?? [])),
  ];
  const kinds = new Set(options.kinds);
  let health = unread(NAME);

  async function lookAtHealth(): Promise<void> {
    const known = await Promise.all(
      categories.map(async (category) => ({
        category,
        ...(await recall(memory, category, now())),
      })),
    );
    const verdicts = known.flatMap(({ category, verdict }) =>
      verdict ? [{ category, ...verdict }] : [],
    );
    const state = stateOf(verdicts);
    const [newest = null] = known
      .flatMap(({ latest }) => latest?.day ?? [])
      .toSorted()
      .toReversed();
    health = afterReading(health, { state, trouble: troubleIn(verdicts, state), newest }, now());
    await memory.save(HEALTH, health);
  }

  async function recallHealth(): Promise<void> {
    const stored = storedHealth.safeParse(await memory.load(HEALTH)).data;
    if (stored) health = { name: NAME, ...stored };
  }

  return {
    name: NAME,
    get health() {
      return health;
    },
    recall: recallHealth,
    async *read(wish) {
      if (health.state === "unread") await recallHealth();
      const describe = createDescribe(options.client, options.apiBase, options.log);
      let isRead = false;
      for (const category of categories)
        isRead = (yield* readCategory({ ...options, kinds, describe }, category, wish)) || isRead;
      if (isRead) await lookAtHealth();
    },
  };
}

const NAME = "arXiv";
const HEALTH = "arxiv health";

const WORST_FIRST = ["failing", "stale", "truncated", "fresh", "quiet"] as const;

type CategoryVerdict = FeedVerdict & { category: string };

/** The worst of all; but a category that there is not fails alone. */
function stateOf(verdicts: readonly CategoryVerdict[]): FeedVerdict["state"] {
  const real = verdicts.filter(({ isUnknown }) => !isUnknown);
  const those = real.length > 0 ? real : verdicts;
  return WORST_FIRST.find((state) => those.some((one) => one.state === state)) ?? "quiet";
}

/** Each reason once, with its categories where it does not concern all. */
function troubleIn(
  verdicts: readonly CategoryVerdict[],
  worst: FeedVerdict["state"],
): string | null {
  const isAllFine = isFine(worst);
  const byReason = Map.groupBy(
    verdicts.filter(({ state, isUnknown }) => isUnknown || isAllFine === isFine(state)),
    ({ why }) => why,
  );
  const reasons = [...byReason].flatMap(([why, of]) => {
    if (why === null) return [];
    const isOfAll = of.length === verdicts.length;
    return [isOfAll ? why : `${of.map(({ category }) => category).join(", ")}: ${why}`];
  });
  return reasons.length > 0 ? reasons.join("; ") : null;
}

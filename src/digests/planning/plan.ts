import type { DigestCandidate, LeftOver } from "../digest.ts";
import type { Taste } from "../book.ts";
import type { DigestSettings } from "../settings.ts";
import { byTaste } from "./by-taste.ts";
import { choose, type ChosenPaper } from "./choose.ts";
import type { TurnRules } from "./in-turn.ts";
import { leftOver } from "./left-over.ts";

/** Which papers go out, under which topic and why, and what becomes of other new ones. */
export type DigestPlan = {
  /** New papers that it does not take. */
  leftOver: LeftOver[];
  /** How many of these had no place, and wait on. */
  waiting: number;
  /** How many of these their topics do not want as they are. */
  filtered: number;
} & (
  | {
      from: "new" | "archive";
      sections: Section[];
      /** What people here voted for that brought papers forward. */
      liked: string[];
    }
  | { from: "nothing" }
);

/** The topic with the first paper comes first, and within a topic papers have their order. */
interface Section {
  /** The subscription's name. */
  heading: string;
  papers: ChosenPaper[];
}

export interface PlanInput extends TurnRules {
  /** New and unsent, and unsent of the archive, as `Candidates.unsent` gives them. */
  fresh: readonly DigestCandidate[];
  archive: readonly DigestCandidate[];
  settings: Pick<
    DigestSettings,
    "most" | "quietDay" | "order" | "keep" | "time" | "timeZone" | "days"
  >;
  /** When the digest is due. */
  dueAt: Temporal.Instant;
  /** When digests were due that got through, since the oldest wait of a candidate began. */
  answered: readonly Temporal.Instant[];
  /** Changes the order of what was chosen, and nothing about what is. */
  taste?: Taste | null;
}

/**
 * The next digest: new papers, or on a quiet day what the channel wants to see instead. Each paper
 * once, under a topic that wants it.
 */
export function planDigest({ fresh, archive, taste = null, ...rules }: PlanInput): DigestPlan {
  const { chosen, left, filtered } = choose(fresh, rules);
  const unplaced = leftOver(left, "missed", rules);
  const unwanted = leftOver(filtered, "filtered", rules);
  const rest = {
    leftOver: [...unplaced, ...unwanted],
    waiting: unplaced.filter(({ end }) => end === null).length,
    filtered: filtered.length,
  };
  if (chosen.length > 0) return { from: "new", ...inSections(chosen, taste), ...rest };
  const old = rules.settings.quietDay === "archive" ? choose(archive, rules).chosen : [];
  if (old.length === 0) return { from: "nothing", ...rest };
  return { from: "archive", ...inSections(old, taste), ...rest };
}

function inSections(chosen: readonly ChosenPaper[], taste: Taste | null) {
  const { papers, liked } = byTaste(chosen, taste);
  return { sections: bySubscription(papers), liked };
}

function bySubscription(chosen: readonly ChosenPaper[]): Section[] {
  return [...Map.groupBy(chosen, ({ subscriptionId }) => subscriptionId).values()].map(
    (papers) => ({
      heading: papers[0]?.heading ?? "",
      papers,
    }),
  );
}

import { originsOf } from "../../papers/origins.ts";
import { hasCode, type Paper } from "../../papers/paper.ts";
import { gradeOf, type TopicMatch } from "../../search/topics/aboutness.ts";
import type { Corpus } from "../../papers/corpus/corpus.ts";
import type { Wishes } from "../wishes.ts";
import { type Known, knownOf } from "./in-turn.ts";

/** A wish that a paper does not meet, so that the topic does not take it. */
export type Unmet = "match" | "upvotes" | "code" | "source";

/** A paper that matches a topic, as far as wishes look at it. */
interface Judged {
  paper: Paper;
  strength: number;
}

/**
 * Which wishes a paper does not meet as it is now: none where its topic takes it. Upvotes that nobody
 * knows, as of a paper that only arXiv lists, reach no number.
 */
export function unmetBy({ paper, strength }: Judged, wishes: Wishes): Unmet[] {
  const { match, upvotes, code, hide } = wishes;
  const origins = originsOf(paper);
  const isHidden = origins.length > 0 && origins.every((origin) => hide.includes(origin));
  return [
    ...(match === "strong matches" && gradeOf(strength) !== "strong" ? (["match"] as const) : []),
    ...(upvotes > 0 && (paper.upvotes ?? 0) < upvotes ? (["upvotes"] as const) : []),
    ...(code && !hasCode(paper) ? (["code"] as const) : []),
    ...(isHidden ? (["source"] as const) : []),
  ];
}

/** The papers among matches that wishes take. */
export function wantedOf(
  matches: readonly TopicMatch[],
  wishes: Wishes,
  corpus: Corpus,
): Known<TopicMatch>[] {
  return knownOf(matches, corpus).filter((one) => unmetBy(one, wishes).length === 0);
}

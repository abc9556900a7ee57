import type { DigestCandidate } from "../digest.ts";
import { eachOnce, inTurn, type Known, knownOf, type TurnRules } from "./in-turn.ts";
import type { Ordered } from "./order.ts";
import { unmetBy } from "./unmet.ts";

/** A candidate whose paper is in the corpus, with what gave it its place. */
export type ChosenPaper = Ordered<Known<DigestCandidate>>;

/** What a digest makes of its candidates: each paper is in one of these, once. */
export interface Choice {
  /** Those that it takes, under the topics that have them. */
  chosen: ChosenPaper[];
  /** Those that wait: the digest is full, or has as many of their topics as these want. */
  left: ChosenPaper[];
  /** Those that none of their topics wants as they are. */
  filtered: Known<DigestCandidate>[];
}

/**
 * Judges candidates by the wishes of their topics, and chooses of the rest in their turn. A paper stands
 * under the topic that it matches best; where that has all that it wants, under the next one that it
 * matches. So a topic that takes few keeps nothing from others, and no place stays empty that any of them could
 * fill.
 */
export function choose(candidates: readonly DigestCandidate[], rules: TurnRules): Choice {
  const known = knownOf(candidates, rules.corpus);
  const wanted = known.filter((one) => unmetBy(one, one.wishes).length === 0);
  const byPaper = Map.groupBy(wanted, ({ paperId }) => paperId);
  const taken = new Map<number, number>();
  const hasRoom = ({ subscriptionId, wishes }: DigestCandidate) =>
    (taken.get(subscriptionId) ?? 0) < (wishes.most ?? Infinity);

  const chosen: ChosenPaper[] = [];
  const left: ChosenPaper[] = [];
  for (const one of inTurn(wanted, rules)) {
    const topics = (byPaper.get(one.paperId) ?? []).toSorted((a, b) => b.strength - a.strength);
    const under = chosen.length < rules.settings.most ? topics.find(hasRoom) : undefined;
    if (!under) left.push(one);
    else {
      taken.set(under.subscriptionId, (taken.get(under.subscriptionId) ?? 0) + 1);
      chosen.push({ ...under, attention: one.attention, votesHere: one.votesHere });
    }
  }
  return { chosen, left, filtered: eachOnce(known).filter(({ paperId }) => !byPaper.has(paperId)) };
}

import type { Corpus } from "../../papers/corpus/corpus.ts";
import type { Paper } from "../../papers/paper.ts";
import { type Grade, gradeOf, type TopicMatch } from "../../search/topics/aboutness.ts";
import type { DigestCandidate } from "../digest.ts";
import type { DigestSettings } from "../settings.ts";
import { inOrder, type Ordered } from "./order.ts";

/** A candidate whose paper is in the corpus. */
export type Known<Candidate> = Candidate & { paper: Paper; grade: Grade };

export interface TurnRules {
  corpus: Corpus;
  settings: Pick<DigestSettings, "order" | "most">;
  now: Temporal.Instant;
  lots: Lots;
  /** Of people here, by the ids of papers. Default: none. */
  votes?: ReadonlyMap<string, number>;
}

/**
 * What lots are drawn by: the id of the channel's last digest, empty before the first. So what a preview
 * shows is what comes next, in its slot or by hand, and the digest after that draws others.
 */
export type Lots = string;

/**
 * Each paper once, under the topic that it matches best, in the order in which digests take them: first
 * the best of each topic, so that none starves beside a busier one, then the others. Where there are
 * more topics than places, lots are drawn for each digest.
 */
export function inTurn<Candidate extends DigestCandidate>(
  candidates: readonly Candidate[],
  { corpus, settings: { order, most }, now, lots, votes = NO_VOTES }: TurnRules,
): Ordered<Known<Candidate>>[] {
  const known = knownOf(eachOnce(candidates), corpus).map((one) => {
    const count = votes.get(one.paperId);
    return count === undefined ? one : { ...one, votes: count };
  });
  const ordered = inOrder(known, order, now);
  const begun = new Set<number>();
  const { first = [], others = [] } = Object.groupBy(ordered, ({ subscriptionId }) => {
    if (begun.has(subscriptionId)) return "others";
    begun.add(subscriptionId);
    return "first";
  });
  if (first.length <= most) return [...first, ...others];
  return [...first.toSorted((a, b) => lot(a, lots) - lot(b, lots)), ...others];
}

const NO_VOTES: ReadonlyMap<string, number> = new Map();

/** The same for a topic and its lots, and as good as random from one digest to the next (FNV-1a). */
function lot({ subscriptionId }: DigestCandidate, lots: Lots): number {
  let hash = 0x811c9dc5;
  for (const character of `${lots}:${subscriptionId}`)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 0;
}

/** Those that may be posted, with their papers. */
export function knownOf<Candidate extends TopicMatch>(
  candidates: readonly Candidate[],
  corpus: Corpus,
): Known<Candidate>[] {
  return candidates.flatMap((candidate) => {
    const paper = shownAs(candidate.paperId, corpus);
    return paper ? [{ ...candidate, paper, grade: gradeOf(candidate.strength) }] : [];
  });
}

/** The paper of a candidate; null for one that is offered nowhere now. */
export function shownAs(paperId: string, corpus: Corpus): Paper | null {
  const paper = corpus.byId(paperId);
  // A paper that is gone with its file comes back with it. One that goes by another id now is
  // planned under that, once `arrive` has joined the two.
  if (!paper || paper.gone || paper.id !== paperId) return null;
  // What its authors took back is announced nowhere.
  return paper.withdrawn ? null : paper;
}

/** Of each paper the candidate that matches best. */
export function eachOnce<Candidate extends DigestCandidate>(
  candidates: readonly Candidate[],
): Candidate[] {
  const best = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const known = best.get(candidate.paperId);
    if (!known || candidate.strength > known.strength) best.set(candidate.paperId, candidate);
  }
  return [...best.values()];
}

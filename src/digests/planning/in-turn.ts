import type { Corpus } from "../../papers/corpus/corpus.ts";
import type { Paper } from "../../papers/paper.ts";
import { type Grade, gradeOf } from "../../search/topics/aboutness.ts";
import type { DigestCandidate } from "../digest.ts";
import type { DigestSettings } from "../settings.ts";
import { inOrder, type Ordered } from "./order.ts";

/** A candidate whose paper is in the corpus. */
export type Known<Candidate> = Candidate & { paper: Paper; grade: Grade };

export interface TurnRules {
  corpus: Corpus;
  settings: Pick<DigestSettings, "order" | "most">;
  now: Temporal.Instant;
  /** When the digest is due. */
  dueAt: Temporal.Instant;
}

/**
 * Each paper once, under the topic that it matches best, in the order in which digests take them: first
 * the best of each topic, so that none starves beside a busier one, then the others. Where there are
 * more topics than places, lots are drawn for each digest.
 */
export function inTurn<Candidate extends DigestCandidate>(
  candidates: readonly Candidate[],
  { corpus, settings: { order, most }, now, dueAt }: TurnRules,
): Ordered<Known<Candidate>>[] {
  const ordered = inOrder(eachOnce(knownOf(candidates, corpus)), order, now);
  const begun = new Set<number>();
  const { first = [], others = [] } = Object.groupBy(ordered, ({ subscriptionId }) => {
    if (begun.has(subscriptionId)) return "others";
    begun.add(subscriptionId);
    return "first";
  });
  if (first.length <= most) return [...first, ...others];
  return [...first.toSorted((a, b) => lot(a, dueAt) - lot(b, dueAt)), ...others];
}

/** The same for a topic and a digest, and as good as random from one digest to the next. */
function lot({ subscriptionId }: DigestCandidate, dueAt: Temporal.Instant): number {
  const day = Math.floor(dueAt.epochMilliseconds / (24 * 60 * 60 * 1000));
  const mixed = Math.imul(Math.imul(day, 0x9e3779b1) ^ subscriptionId, 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> 0;
}

/** Those that may be posted, with their papers. */
export function knownOf<Candidate extends DigestCandidate>(
  candidates: readonly Candidate[],
  corpus: Corpus,
): Known<Candidate>[] {
  return candidates.flatMap((candidate) => {
    const paper = corpus.byId(candidate.paperId);
    // A paper that is gone with its file comes back with it. One that goes by another id now is
    // planned under that, once `arrive` has joined the two.
    if (!paper || paper.gone || paper.id !== candidate.paperId) return [];
    // What its authors took back is announced nowhere.
    return paper.withdrawn ? [] : [{ ...candidate, paper, grade: gradeOf(candidate.strength) }];
  });
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

import type { Corpus } from "../../papers/corpus/corpus.ts";
import type { Paper } from "../../papers/paper.ts";
import type { DigestCandidate, LeftOver } from "../digest.ts";
import type { DigestSettings } from "../settings.ts";
import { leftOver } from "./left-over.ts";
import { inOrder, type Ordered } from "./order.ts";

/** Which papers go out, under which topic and why, and how many wait. */
export type DigestPlan =
  /** `leftOver`: new papers that did not fit, in their order; `waiting`: how many of them wait on. */
  | { from: "new"; sections: Section[]; waiting: number; leftOver: LeftOver[] }
  | { from: "archive"; sections: Section[] }
  | { from: "nothing" };

/** The topic with the first paper comes first, and within a topic papers have their order. */
interface Section {
  /** The subscription's name. */
  heading: string;
  papers: ChosenPaper[];
}

/** A candidate whose paper is in the corpus. */
interface KnownCandidate extends DigestCandidate {
  paper: Paper;
}

/** The same with what gave it its place. */
export type ChosenPaper = Ordered<KnownCandidate>;

export interface PlanInput {
  /** New and unsent, and unsent of the archive, as `Ledger.unsent` gives them. */
  fresh: readonly DigestCandidate[];
  archive: readonly DigestCandidate[];
  settings: Pick<
    DigestSettings,
    "most" | "quietDay" | "order" | "keep" | "time" | "timeZone" | "days"
  >;
  corpus: Corpus;
  now: Temporal.Instant;
  /** When the digest is due. */
  dueAt: Temporal.Instant;
  /** When digests were due that got through, since the oldest wait of a candidate began. */
  answered: readonly Temporal.Instant[];
  lots: Lots;
}

/**
 * What lots are drawn by: the id of the channel's last digest, empty before the first. So what a preview
 * shows is what comes next, in its slot or by hand, and the digest after that draws others.
 */
export type Lots = string;

/**
 * The next digest: new papers, or on a quiet day what the channel wants to see instead. Each paper
 * once, under the topic it matches best.
 */
export function planDigest(input: PlanInput): DigestPlan {
  const { fresh, archive, settings, corpus, now, dueAt, answered, lots } = input;
  const { most } = settings;
  const news = inTurn(fresh, { corpus, settings, now, lots });
  if (news.length > 0) {
    const left = leftOver(news.slice(most), settings, { dueAt, answered });
    return {
      from: "new",
      sections: bySubscription(news.slice(0, most)),
      waiting: left.filter(({ isMissed }) => !isMissed).length,
      leftOver: left,
    };
  }
  const old =
    settings.quietDay === "archive" ? inTurn(archive, { corpus, settings, now, lots }) : [];
  if (old.length === 0) return { from: "nothing" };
  return { from: "archive", sections: bySubscription(old.slice(0, settings.most)) };
}

/**
 * Each paper once, under the topic that it matches best, in the order in which digests take them: first
 * the best of each topic, so that none starves beside a busier one, then the others. Where there are
 * more topics than places, lots are drawn for each digest.
 */
export function inTurn<Candidate extends DigestCandidate>(
  candidates: readonly Candidate[],
  { corpus, settings: { order, most }, now, lots }: TurnRules,
): Ordered<Candidate & { paper: Paper }>[] {
  const ordered = inOrder(eachOnce(candidates, corpus), order, now);
  const begun = new Set<number>();
  const { first = [], others = [] } = Object.groupBy(ordered, ({ subscriptionId }) => {
    if (begun.has(subscriptionId)) return "others";
    begun.add(subscriptionId);
    return "first";
  });
  if (first.length <= most) return [...first, ...others];
  return [...first.toSorted((a, b) => lot(a, lots) - lot(b, lots)), ...others];
}

interface TurnRules extends Pick<PlanInput, "corpus" | "now" | "lots"> {
  settings: Pick<DigestSettings, "order" | "most">;
}

/** The same for a topic and its lots, and as good as random from one digest to the next (FNV-1a). */
function lot({ subscriptionId }: DigestCandidate, lots: Lots): number {
  let hash = 0x811c9dc5;
  for (const character of `${lots}:${subscriptionId}`)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 0;
}

function eachOnce<Candidate extends DigestCandidate>(
  candidates: readonly Candidate[],
  corpus: Corpus,
): (Candidate & { paper: Paper })[] {
  const best = new Map<string, Candidate & { paper: Paper }>();
  for (const candidate of candidates) {
    const paper = shownAs(candidate.paperId, corpus);
    if (!paper) continue;
    const known = best.get(paper.id);
    if (!known || candidate.strength > known.strength) best.set(paper.id, { ...candidate, paper });
  }
  return [...best.values()];
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

function bySubscription(chosen: readonly ChosenPaper[]): Section[] {
  return [...Map.groupBy(chosen, ({ subscriptionId }) => subscriptionId).values()].map(
    (papers) => ({
      heading: papers[0]?.heading ?? "",
      papers,
    }),
  );
}

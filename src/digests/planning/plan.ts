import type { Corpus } from "../../papers/corpus/corpus.ts";
import type { Paper } from "../../papers/paper.ts";
import type { DigestCandidate } from "../digest.ts";
import type { DigestSettings } from "../settings.ts";

/** Which papers go out, under which topic and why, and how many wait. */
export type DigestPlan =
  /** `waiting`: new papers that did not fit, planned for the next digest. */
  | { from: "new"; sections: Section[]; waiting: number }
  | { from: "archive"; sections: Section[] }
  | { from: "nothing" };

/** The topic with the best match comes first, and within a topic the best match. */
interface Section {
  /** The subscription's name. */
  heading: string;
  papers: ChosenPaper[];
}

/** A candidate whose paper is in the corpus. */
export interface ChosenPaper extends DigestCandidate {
  paper: Paper;
}

export interface PlanInput {
  /** New and unsent, and unsent of the archive, as `Ledger.unsent` gives them. */
  fresh: readonly DigestCandidate[];
  archive: readonly DigestCandidate[];
  settings: Pick<DigestSettings, "most" | "quietDay">;
  corpus: Corpus;
}

/**
 * The next digest: new papers, or on a quiet day what the channel wants to see instead. Each paper
 * once, under the topic it matches best.
 */
export function planDigest({ fresh, archive, settings, corpus }: PlanInput): DigestPlan {
  const news = eachOnce(fresh, corpus);
  if (news.length > 0)
    return {
      from: "new",
      sections: bySubscription(news.slice(0, settings.most)),
      waiting: Math.max(0, news.length - settings.most),
    };
  const old = settings.quietDay === "archive" ? eachOnce(archive, corpus) : [];
  if (old.length === 0) return { from: "nothing" };
  return { from: "archive", sections: bySubscription(old.slice(0, settings.most)) };
}

/** The best match of each paper, best first; of equal ones the paper that has waited longest. */
export function eachOnce(candidates: readonly DigestCandidate[], corpus: Corpus): ChosenPaper[] {
  const best = new Map<string, ChosenPaper>();
  for (const candidate of candidates) {
    const paper = corpus.byId(candidate.paperId);
    // A paper that is gone with its file comes back with it. One that goes by another id now is
    // planned under that, once `arrive` has joined the two.
    if (!paper || paper.gone || paper.id !== candidate.paperId) continue;
    // What its authors took back is announced nowhere.
    if (paper.withdrawn) continue;
    const known = best.get(paper.id);
    if (!known || candidate.strength > known.strength) best.set(paper.id, { ...candidate, paper });
  }
  return [...best.values()].toSorted((a, b) => b.strength - a.strength || a.arrival - b.arrival);
}

function bySubscription(chosen: readonly ChosenPaper[]): Section[] {
  return [...Map.groupBy(chosen, ({ subscriptionId }) => subscriptionId).values()].map(
    (papers) => ({
      heading: papers[0]?.heading ?? "",
      papers,
    }),
  );
}

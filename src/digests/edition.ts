import type { Digest } from "./digest.ts";
import type { Reason } from "./reason.ts";

/** A digest as it can be shown outside of Discord, too: its papers in their order, and why they are there. */
export interface Edition {
  digest: Digest;
  papers: EditionPaper[];
}

export interface EditionPaper {
  paperId: string;
  /** Null where nothing is known of it any more. */
  reason: Reason | null;
  /** Whether it stands in the channel: neither waits, nor was refused, nor was found deleted. */
  isPosted: boolean;
}

/** A part of a digest: papers that stand under one heading, in their order. */
interface EditionSection<Paper> {
  /** Null where that is not known any more. */
  heading: string | null;
  papers: Paper[];
}

/** Papers under the headings under which they stood. */
export function inSections<Paper extends Pick<EditionPaper, "reason">>(
  papers: readonly Paper[],
): EditionSection<Paper>[] {
  const byHeading = Map.groupBy(papers, ({ reason }) => reason?.heading ?? null);
  return [...byHeading].map(([heading, its]) => ({ heading, papers: its }));
}

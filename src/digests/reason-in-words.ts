import { inPlainWords } from "../messages/digests/digest-paper.ts";
import type { Paper } from "../papers/paper.ts";
import { gradeOf } from "../search/topics/aboutness.ts";
import type { Reason } from "./reason.ts";

/**
 * `Strong match in the title: state space, SSM · 212 upvotes in its first day`, without Markdown. For whoever reads a
 * digest outside of its channel: votes of people there stay there.
 */
export function reasonInWords(paper: Paper, { strength, ...reason }: Reason): string {
  return inPlainWords({ ...reason, votesHere: 0, paper, grade: gradeOf(strength) });
}

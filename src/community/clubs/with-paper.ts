import type { ClubPaper } from "../../messages/community/club.ts";
import type { Paper } from "../../papers/paper.ts";
import type { BallotPaper } from "./club.ts";

/** As a message shows it. */
export function withPaper(
  { paperId, votes, isNominated, threadId }: Omit<BallotPaper, "number" | "isChosen">,
  paper: (id: string) => Paper | null,
): ClubPaper {
  return { paperId, paper: paper(paperId), votes, isNominated, threadId };
}

import { type Action, paperCard } from "../../../src/messages/papers/card.ts";
import { customId } from "../../../src/messages/layout/custom-id.ts";
import type { Reply } from "../../../src/messages/layout/reply.ts";
import type { Paper } from "../../../src/papers/paper.ts";
import { namesOf } from "../../../src/search/words/names.ts";
import { voteAction } from "../../../src/messages/papers/votes.ts";
import type { Asker, Services } from "../../command/command.ts";
import { votesShown } from "../../command/votes.ts";

/** A paper's card with the buttons that every card has, and those of `more`. */
export async function showCard(
  paper: Paper,
  asker: Asker,
  services: Services,
  more: Action[] = [],
): Promise<Reply> {
  return paperCard(paper, [
    ...(await voteButton(paper, asker, services)),
    similarButton(paper),
    ...more,
    ...followButton(paper, asker),
  ]);
}

/** None where nobody can vote. */
export async function voteButton(
  { id }: Paper,
  asker: Asker,
  services: Services,
): Promise<Action[]> {
  return voteAction(id, await votesShown([id], asker, services));
}

/** For its authors and its organisation, where there is something to follow, and digests to follow it in. */
function followButton(paper: Paper, { hasDigests }: Asker): Action[] {
  if (!hasDigests || namesOf(paper).length === 0) return [];
  return [{ label: "Follow…", customId: customId("digest.follow", paper.id) }];
}

export function similarButton({ id }: Paper): Action {
  return { label: "Find similar", customId: customId("paper.similar", id) };
}

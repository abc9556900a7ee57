import { type Action, paperCard } from "../../../src/messages/papers/card.ts";
import { customId } from "../../../src/messages/layout/custom-id.ts";
import type { Reply } from "../../../src/messages/layout/reply.ts";
import type { Paper } from "../../../src/papers/paper.ts";
import { namesOf } from "../../../src/search/words/names.ts";
import type { Asker } from "../../command/command.ts";
import * as say from "../wording.ts";

/** A paper's card with the buttons that every card has, and those of `more`. */
export function showCard(paper: Paper, asker: Asker, more: Action[] = []): Reply {
  return paperCard(paper, [similarButton(paper), ...more, ...followButton(paper, asker)]);
}

/** For its authors and its organisation, where there is something to follow, and digests to follow it in. */
function followButton(paper: Paper, { hasDigests }: Asker): Action[] {
  if (!hasDigests || namesOf(paper).length === 0) return [];
  return [{ label: say.labels.follow, customId: customId("digest.follow", paper.id) }];
}

export function similarButton({ id }: Paper): Action {
  return { label: say.labels.findSimilar, customId: customId("paper.similar", id) };
}

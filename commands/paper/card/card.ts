import { type Action, paperCard } from "../../../src/messages/papers/card.ts";
import { customId } from "../../../src/messages/layout/custom-id.ts";
import type { Reply } from "../../../src/messages/layout/reply.ts";
import type { Paper } from "../../../src/papers/paper.ts";

/** A paper's card with the buttons that every card has, and those of `more`. */
export function showCard(paper: Paper, more: Action[] = []): Reply {
  return paperCard(paper, [similarButton(paper), ...more]);
}

export function similarButton({ id }: Paper): Action {
  return { label: "Find similar", customId: customId("paper.similar", id) };
}

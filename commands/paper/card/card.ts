import { type Action, type Deal, paperCard } from "../../../src/messages/papers/card.ts";
import { customId } from "../../../src/messages/layout/custom-id.ts";
import type { Reply } from "../../../src/messages/layout/reply.ts";
import type { Paper } from "../../../src/papers/paper.ts";

/** A paper's card with the buttons that every card has, and those of `more`. */
export function showCard(paper: Paper, more: Action[] = [], deal?: Deal): Reply {
  const similar = { label: "Find similar", customId: customId("paper.similar", paper.id) };
  return paperCard(paper, [similar, ...more], deal);
}

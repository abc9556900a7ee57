import { z } from "zod";
import { type Action, type Deal, paperCard } from "../../src/messages/card.ts";
import { customId } from "../../src/messages/custom-id.ts";
import type { Reply } from "../../src/messages/reply.ts";
import type { Paper } from "../../src/papers/paper.ts";
import { component, UserError } from "../command.ts";

/** A paper's card with the buttons that every card has, and those of `more`. */
export function showCard(paper: Paper, more: Action[] = [], deal?: Deal): Reply {
  const similar = { label: "Similar", customId: customId("paper.similar", paper.id) };
  return paperCard(paper, [similar, ...more], deal);
}

/**
 * The menu under a list, `paper.open`: the paper that was picked, only to the one who picked it,
 * so that a list in a channel does not fill the channel.
 */
export const openMenu = component({
  state: z.tuple([]),
  answer: () => "private",
  run: (_state, { values: [id = ""] }, { corpus }) => {
    const paper = corpus.byId(id);
    if (!paper) throw new UserError("This paper is not in the collection any more.");
    return showCard(paper);
  },
});

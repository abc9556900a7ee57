import { z } from "zod";
import type { Discussed } from "../../../src/community/discussions/discuss.ts";
import { discussionNotice } from "../../../src/messages/community/discussion.ts";
import type { Reply } from "../../../src/messages/layout/reply.ts";
import {
  type Asker,
  component,
  type Services,
  unseenChannel,
  UserError,
} from "../../command/command.ts";
import { lacking } from "../../command/place.ts";
import { pickedPaper } from "./about-paper.ts";
import { showCard } from "./card.ts";
import { mayDiscuss } from "./discuss-button.ts";
import { cannotDiscuss } from "./wording.ts";

/** The buttons that lead to the one thread of a paper, and back from there. */
export const discuss = {
  /** On a card: `paper.discuss:<paper id>`. */
  "paper.discuss": component({
    state: z.tuple([z.string()]),
    answer: () => "private",
    run: async (state, { asker }, services) => await discussPaper(state, asker, services),
  }),

  /** On the message that a thread was started from: `paper.discussed:<paper id>:<discussion id>`. */
  "paper.discussed": component({
    state: z.tuple([z.string(), z.string()]),
    answer: () => "private",
    run: async ([id], { asker }, services) =>
      await showCard(pickedPaper([id], services), asker, services, { readers: "asker" }),
  }),
};

async function discussPaper(
  picked: readonly string[],
  asker: Asker,
  services: Services,
): Promise<Reply> {
  const { guildId, channelId, parentId, userId, mayView: sees } = asker;
  if (guildId === null || !mayDiscuss(asker)) throw new UserError(cannotDiscuss.here);
  const paper = pickedPaper(picked, services);
  const where = { guildId, channelId: parentId ?? channelId, sees, userId };
  return answerTo(await services.discussions.discuss(paper, where), guildId);
}

function answerTo(came: Discussed, guildId: string): Reply {
  switch (came.kind) {
    case "opened":
    case "found":
    case "revived":
    case "locked":
      return discussionNotice(came.kind, { ...came, guildId });
    case "lacking":
      throw lacking(came.missing);
    case "unsupported":
      throw new UserError(cannotDiscuss.unsupported(came.what));
    case "unseen":
      throw unseenChannel();
    case "refused":
      throw new UserError(cannotDiscuss.refused);
    case "too often":
      throw new UserError(cannotDiscuss.tooOften);
    case "unavailable":
      throw new UserError(cannotDiscuss.unavailable);
    case "under way":
    default:
      throw new UserError(cannotDiscuss.underWay);
  }
}

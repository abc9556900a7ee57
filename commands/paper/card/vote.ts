import { z } from "zod";
import { customId } from "../../../src/messages/layout/custom-id.ts";
import { alreadyVoted, voteTakenBack } from "../../../src/messages/community/votes.ts";
import { recounted, votableIn } from "../../../src/messages/papers/votes.ts";
import {
  type Asker,
  component,
  type Services,
  sharedButton,
  UserError,
} from "../../command/command.ts";
import { placeOfVotes } from "../../command/votes.ts";
import { pickedPaper } from "./about-paper.ts";
import * as say from "./wording.ts";

const paperId = z.tuple([z.string()]);

/** The button with the count of a paper's votes, and the one that takes a vote back. */
export const vote = {
  /** `paper.vote:<paper id>` */
  "paper.vote": sharedButton({
    state: paperId,
    press: async (state, asker, services) => {
      const { voting, now } = services;
      const paper = pickedPaper(state, services);
      const place = await demandPlace(asker, services);
      const { userId } = asker;
      if (!(await voting.cast({ ...place, paperId: paper.id, userId, at: now() })))
        return {
          kind: "answer",
          reply: alreadyVoted(paper, customId("paper.unvote", paper.id)),
        };
      return {
        kind: "change",
        redraw: async (components) =>
          recounted(components, await voting.counts(place, votableIn(components))),
      };
    },
  }),

  /** `paper.unvote:<paper id>`, on what a second press opens. */
  "paper.unvote": component({
    state: paperId,
    run: async (state, { asker }, services) => {
      const paper = pickedPaper(state, services);
      const { guildId, userId } = asker;
      if (guildId === null) throw nobodyVotes();
      const wasThere = await services.voting.takeBack({ guildId, paperId: paper.id, userId });
      return voteTakenBack(paper, wasThere);
    },
  }),
};

async function demandPlace(asker: Asker, services: Services) {
  const place = await placeOfVotes(asker, services);
  if (!place) throw nobodyVotes();
  return place;
}

function nobodyVotes(): UserError {
  return new UserError(say.VOTES_OFF, say.HOW_TO_TURN_VOTES_ON);
}

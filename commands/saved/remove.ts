import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { shelfOf } from "../../src/community/shelf.ts";
import { removedNotice } from "../../src/messages/community/saved.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import { component, subcommand, type SubcommandPart, UserError } from "../command/command.ts";
import { findSaved, savedPaper, savedPaperOption, suggestSaved } from "./shelf/saved-paper.ts";
import { errors, REMOVE } from "./wording.ts";

export const remove = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "remove",
    description: REMOVE,
    options: [savedPaperOption],
  },

  handler: subcommand({
    options: z.object({ paper: savedPaper }),
    suggest: { paper: suggestSaved },
    run: async ({ paper: typed }, asker, services) => {
      const { paper, ids } = await findSaved(typed, asker, services);
      await services.shelves.remove(asker.userId, ids);
      return removedNotice(paper, customId("saved.save-again", paper.id));
    },
  }),

  components: {
    /** `saved.remove:<paper id>`, under the answer to Save: takes it back. */
    "saved.remove": component({
      state: z.tuple([z.string()]),
      run: async ([id], { asker }, services) => {
        const paper = services.corpus.byId(id);
        if (!paper) throw new UserError(errors.gone);
        const saved = await shelfOf(asker.userId, services);
        const ids = saved.find((one) => one.paper.id === paper.id)?.ids ?? [];
        await services.shelves.remove(asker.userId, ids);
        return removedNotice(paper, customId("saved.save-again", paper.id));
      },
    }),
  },
} satisfies SubcommandPart;

import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { customId } from "../../src/messages/layout/custom-id.ts";
import { forgetForGood, forgetQuestion, forgotten } from "../../src/messages/community/privacy.ts";
import { component, subcommand, type SubcommandPart } from "../command/command.ts";
import { FORGET } from "./wording.ts";

/** Asked twice. Whoever presses a button, or makes one up, forgets themselves and nobody else. */
export const forget = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "forget",
    description: FORGET,
    options: [],
  },

  handler: subcommand({
    options: z.object({}),
    run: () => forgetQuestion(customId("privacy.sure")),
  }),

  components: {
    "privacy.sure": component({
      state: z.tuple([]),
      run: () => forgetForGood(customId("privacy.forget")),
    }),

    "privacy.forget": component({
      state: z.tuple([]),
      run: async (_state, { asker: { userId, guildId, channelId } }, { privacy }) => {
        await privacy.forget({ userId, directChannelId: guildId === null ? channelId : null });
        return forgotten();
      },
    }),
  },
} satisfies SubcommandPart;

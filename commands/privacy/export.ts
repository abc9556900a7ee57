import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { ownData } from "../../src/messages/community/privacy.ts";
import { subcommand, type SubcommandPart } from "../command/command.ts";
import { EXPORT } from "./wording.ts";

export const exportData = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "export",
    description: EXPORT,
    options: [],
  },

  handler: subcommand({
    options: z.object({}),
    run: async (_options, { userId, guildId, channelId }, { privacy, corpus, now }) => {
      const directChannelId = guildId === null ? channelId : null;
      const kept = await privacy.export({ userId, directChannelId });
      const titled = Object.entries(kept).map(([what, all]) => [
        what,
        all.map((one) =>
          "paperId" in one && typeof one.paperId === "string"
            ? { ...one, title: corpus.byId(one.paperId)?.displayTitle }
            : one,
        ),
      ]);
      const document = { userId, exportedAt: now().toString(), ...Object.fromEntries(titled) };
      return ownData({
        name: "paperboy-data.json",
        contentType: "application/json",
        contents: `${JSON.stringify(document, null, 2)}\n`,
      });
    },
  }),
} satisfies SubcommandPart;

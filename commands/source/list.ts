import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { feedList } from "../../src/messages/settings/feeds.ts";
import { subcommand, type SubcommandPart } from "../command/command.ts";
import { describes } from "./wording.ts";

export const list = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "list",
    description: describes.list,
  },

  handler: subcommand({
    options: z.object({}),
    run: (_options, _asker, { feeds }) => feedList(feeds.all()),
  }),
} satisfies SubcommandPart;

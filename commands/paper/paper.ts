import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from "discord-api-types/v10";
import type { Command } from "../command/command.ts";
import { latest } from "./latest.ts";
import { pageButton } from "./lists/list.ts";
import { random } from "./random.ts";
import { search } from "./search.ts";
import { show } from "./show.ts";
import { similar } from "./similar.ts";

export const paper = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: "paper",
    description: "Find and read about research papers",
    options: [search.data, show.data, similar.data, latest.data, random.data],
    integration_types: [
      ApplicationIntegrationType.GuildInstall,
      ApplicationIntegrationType.UserInstall,
    ],
    contexts: [
      InteractionContextType.Guild,
      InteractionContextType.BotDM,
      InteractionContextType.PrivateChannel,
    ],
  },
  subcommands: {
    search: search.handler,
    show: show.handler,
    similar: similar.handler,
    latest: latest.handler,
    random: random.handler,
  },
  components: {
    "paper.page": pageButton,
    "paper.open": show.menu,
    "paper.similar": similar.button,
    "paper.similar-to": similar.menu,
    "paper.another": random.button,
  },
} satisfies Command;

import { ApplicationIntegrationType, InteractionContextType } from "discord-api-types/v10";
import { withSubcommands } from "../command/with-subcommands.ts";
import { discuss } from "./card/discuss.ts";
import { latest } from "./latest.ts";
import { pageButton } from "./lists/list.ts";
import { missed } from "./missed.ts";
import { random } from "./random.ts";
import { search } from "./search.ts";
import { show } from "./show.ts";
import { similar } from "./similar.ts";
import { topics } from "./topics.ts";

export const paper = withSubcommands(
  {
    name: "paper",
    description: "Find and read research papers",
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
  [search, show, similar, latest, random, missed, topics],
  { "paper.page": pageButton, ...discuss },
);

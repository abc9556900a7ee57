import { ApplicationIntegrationType, InteractionContextType } from "discord-api-types/v10";
import { withSubcommands } from "../command/with-subcommands.ts";
import { exportData } from "./export.ts";
import { forget } from "./forget.ts";
import { COMMAND } from "./wording.ts";

export const privacy = withSubcommands(
  {
    name: "privacy",
    description: COMMAND,
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
  [exportData, forget],
);

import {
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from "discord-api-types/v10";
import { forOperators } from "../command/for-operators.ts";
import { withSubcommands } from "../command/with-subcommands.ts";
import { add } from "./add.ts";
import { list } from "./list.ts";
import { remove } from "./remove.ts";
import { describes, ONLY_OPERATORS } from "./wording.ts";

export const source = withSubcommands(
  {
    name: "source",
    description: describes.source,
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },
  [add, list, remove].map((part) => forOperators(part, ONLY_OPERATORS)),
);

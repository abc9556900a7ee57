import { ApplicationIntegrationType, InteractionContextType } from "discord-api-types/v10";
import { withSubcommands } from "../command/with-subcommands.ts";
import { exportSaved } from "./export.ts";
import { list } from "./list.ts";
import { note } from "./note.ts";
import { remove } from "./remove.ts";
import { saveButtons } from "./shelf/save.ts";
import { COMMAND } from "./wording.ts";

/** The papers that somebody keeps: the same wherever they ask, and shown to nobody else. */
export const saved = withSubcommands(
  {
    name: "saved",
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
  [list, note, remove, exportSaved],
  saveButtons,
);

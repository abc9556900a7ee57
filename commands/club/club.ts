import { ApplicationIntegrationType, InteractionContextType } from "discord-api-types/v10";
import { withSubcommands } from "../command/with-subcommands.ts";
import { agenda } from "./agenda.ts";
import { end } from "./end.ts";
import { history } from "./history.ts";
import { nominate } from "./nominate.ts";
import { ballot } from "./shared/ballot.ts";
import { skip } from "./skip.ts";
import { start } from "./start.ts";
import { club as wording } from "./wording.ts";

/** For everybody; what only managers may do, its handlers check. */
export const club = withSubcommands(
  {
    name: "club",
    description: wording.description,
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild],
  },
  [start, nominate, agenda, skip, history, end],
  ballot,
);

import {
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from "discord-api-types/v10";
import { forManagers, onlyForManagers } from "../command/for-managers.ts";
import { withSubcommands } from "../command/with-subcommands.ts";
import { postedDigest } from "./channel/posted-digest.ts";
import { follow } from "./card/follow.ts";
import { copy } from "./copy.ts";
import { exportDigests } from "./export.ts";
import { importDigests } from "./import.ts";
import { list } from "./list.ts";
import { log } from "./log.ts";
import { pause } from "./pause.ts";
import { preview } from "./preview.ts";
import { resume } from "./resume.ts";
import { send } from "./send.ts";
import { settings } from "./settings.ts";
import { setup } from "./setup.ts";
import { status } from "./status.ts";
import { topic } from "./topic.ts";
import { subscribe } from "./subscribe.ts";
import { unsubscribe } from "./unsubscribe.ts";
import { why } from "./why.ts";
import * as say from "./wording.ts";

export const digest = withSubcommands(
  {
    name: "digest",
    description: say.descriptions.digest,
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },
  [
    setup,
    subscribe,
    topic,
    unsubscribe,
    list,
    settings,
    pause,
    resume,
    preview,
    send,
    status,
    why,
    log,
    copy,
    exportDigests,
    importDigests,
  ].map(forManagers),
  { ...postedDigest, ...onlyForManagers(follow) },
);

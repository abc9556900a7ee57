import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from "discord-api-types/v10";
import type { Command } from "../command/command.ts";
import { list } from "./list.ts";
import { log } from "./log.ts";
import { pause } from "./pause.ts";
import { preview } from "./preview.ts";
import { resume } from "./resume.ts";
import { send } from "./send.ts";
import { settings } from "./settings.ts";
import { status } from "./status.ts";
import { subscribe } from "./subscribe.ts";
import { unsubscribe } from "./unsubscribe.ts";
import { moreButton, openMenu } from "./channel/posted-digest.ts";
import { why } from "./why.ts";

export const digest = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: "digest",
    description: "New papers on your topics, delivered once a day",
    options: [
      subscribe.data,
      unsubscribe.data,
      list.data,
      settings.data,
      pause.data,
      resume.data,
      preview.data,
      send.data,
      status.data,
      why.data,
      log.data,
    ],
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },
  subcommands: {
    subscribe: subscribe.handler,
    unsubscribe: unsubscribe.handler,
    list: list.handler,
    settings: settings.handler,
    pause: pause.handler,
    resume: resume.handler,
    preview: preview.handler,
    send: send.handler,
    status: status.handler,
    why: why.handler,
    log: log.handler,
  },
  components: {
    "digest.confirm": subscribe.confirmButton,
    "digest.change": subscribe.changeButton,
    "digest.cancel": subscribe.cancelButton,
    "digest.list": list.pageButton,
    "digest.preview": preview.pageButton,
    "digest.log": log.pageButton,
    "digest.open": openMenu,
    "digest.more": moreButton,
    "digest.why": why.menu,
  },
  forms: {
    "digest.topic": subscribe.topicForm,
  },
} satisfies Command;

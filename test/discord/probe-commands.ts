import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ButtonStyle,
  ComponentType,
  InteractionContextType,
  MessageFlags,
} from "discord-api-types/v10";
import { z } from "zod";
import { type Command, component, subcommand, UserError } from "../../commands/command/command.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";

/** What the probe does when it is asked; a test sets it. */
export interface Probe {
  work: () => Promise<string> | string;
}

/** A reply that says `text`, with a button for each name. */
function say(text: string, ...buttons: string[]): Reply {
  return {
    flags: MessageFlags.IsComponentsV2,
    allowed_mentions: { parse: [] },
    components: [
      { type: ComponentType.TextDisplay, content: text },
      ...(buttons.length === 0
        ? []
        : [
            {
              type: ComponentType.ActionRow as const,
              components: buttons.map((name) => ({
                type: ComponentType.Button as const,
                style: ButtonStyle.Secondary as const,
                label: name,
                custom_id: `probe.${name}:1`,
              })),
            },
          ]),
    ],
  };
}

async function follow(probe: Probe): Promise<Reply> {
  return say(await probe.work());
}

/** A command with which a test makes the bot slow, wrong or private. */
export function probeCommand(probe: Probe): Command {
  const press = (answer: "update" | "private") =>
    component({
      state: z.tuple([z.string()]),
      answer: () => answer,
      run: async () => say(await probe.work(), "update", "private"),
    });
  return {
    data: {
      type: ApplicationCommandType.ChatInput,
      name: "probe",
      description: "Does what the test wants",
      integration_types: [
        ApplicationIntegrationType.GuildInstall,
        ApplicationIntegrationType.UserInstall,
      ],
      contexts: [
        InteractionContextType.Guild,
        InteractionContextType.BotDM,
        InteractionContextType.PrivateChannel,
      ],
      options: [
        {
          type: ApplicationCommandOptionType.String,
          name: "word",
          description: "Anything",
          autocomplete: true,
        },
        {
          type: ApplicationCommandOptionType.Boolean,
          name: "hide",
          description: "Show the answer only to you",
        },
      ],
    },
    subcommands: {
      "": subcommand({
        options: z.object({ word: z.string().optional(), hide: z.boolean().default(false) }),
        visibility: ({ hide }) => (hide ? "private" : "public"),
        async run({ word }, { channelId, guildId }) {
          if (word === "mend me") throw new UserError("Type another word.");
          if (word === "follow up") return { reply: say("Asking"), later: follow(probe) };
          const where = `channel ${channelId}, server ${guildId}`;
          return say(`${await probe.work()} in ${where}`, "update", "private");
        },
        suggest: {
          word: async (typed) => [{ name: `${await probe.work()} ${typed}`, value: typed }],
        },
      }),
    },
    components: { "probe.update": press("update"), "probe.private": press("private") },
  };
}

import { ApplicationCommandOptionType, ApplicationCommandType } from "discord-api-types/v10";
import { z } from "zod";
import { type CommandGroup, digestHelp, overview, searchHelp } from "../src/messages/help.ts";
import { EVERYWHERE } from "./command/everywhere.ts";
import { type Command, subcommand } from "./command/command.ts";
import * as say from "./wording.ts";

/** `/help` lists `commands`, in their order. */
export function createHelp(commands: readonly Command[]): Command {
  return {
    data: {
      type: ApplicationCommandType.ChatInput,
      name: "help",
      description: say.HELP,
      options: [
        {
          type: ApplicationCommandOptionType.String,
          name: "topic",
          description: say.TOPIC,
          choices: [
            { name: say.TOPICS.search, value: "search" },
            { name: say.TOPICS.digest, value: "digest" },
          ],
        },
      ],
      ...EVERYWHERE,
    },
    subcommands: {
      "": subcommand({
        options: z.object({
          topic: z.enum(["search", "digest"], say.PICK_A_TOPIC).optional(),
        }),
        visibility: () => "private",
        run({ topic }, { mayManage, userId, guildId }, services) {
          const { corpus, digests, isOperator, inviteUrl, connection } = services;
          if (topic === "search") return searchHelp();
          if (topic === "digest") return digestHelp();
          return overview({
            groups: commands
              .filter((one) => mayManage || !isForManagers(one))
              .filter((one) => isOperator(userId) || !isForOperators(one))
              .map(groupOf),
            areDigestsHidden: !mayManage,
            papers: corpus.size,
            snapshots: corpus.pages,
            newest: corpus.newest,
            sources: digests.sources(),
            inviteUrl,
            connection: isOperator(userId) ? connection(guildId) : null,
          });
        },
      }),
    },
  };
}

/** Whether Discord hides the command from members who may not manage the server. */
function isForManagers({ data }: Command): boolean {
  return typeof data.default_member_permissions === "string";
}

/** Whether it answers those alone whom the settings name. */
function isForOperators({ data }: Command): boolean {
  return data.name === "source";
}

/** A command as people type it: one line for each subcommand. */
function groupOf({ data: { name, description, options = [] } }: Command): CommandGroup {
  const subcommands = options.filter(
    ({ type }) => type === ApplicationCommandOptionType.Subcommand,
  );
  const lines = subcommands.map((one) => ({
    name: `/${name} ${one.name}`,
    description: one.description,
  }));
  return { about: description, lines };
}

import {
  ApplicationCommandType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from "discord-api-types/v10";
import type { Command, SubcommandPart } from "./command.ts";

/** How Discord lists a command that has subcommands. */
type Declaration = Omit<RESTPostAPIChatInputApplicationCommandsJSONBody, "type" | "options">;

/**
 * A command that is made of subcommands, in the order in which Discord lists them. `components` are
 * those that belong to none of them.
 */
export function withSubcommands(
  { name, description, ...declaration }: Declaration,
  parts: readonly SubcommandPart[],
  components: Command["components"] = {},
): Command {
  return {
    data: {
      type: ApplicationCommandType.ChatInput,
      name,
      description,
      options: parts.map(({ data }) => data),
      ...declaration,
    },
    subcommands: inOne(parts.map(({ data, handler }) => ({ [data.name]: handler }))),
    components: inOne([...parts.map((part) => part.components ?? {}), components]),
    forms: inOne(parts.map((part) => part.forms ?? {})),
  };
}

/** Two handlers of one name would be a mistake that hides one of them. */
function inOne<Handler>(records: readonly Record<string, Handler>[]): Record<string, Handler> {
  const entries = records.flatMap((record) => Object.entries(record));
  const names = entries.map(([name]) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`There are two handlers called ${twice}`);
  return Object.fromEntries(entries);
}

import { ApplicationCommandOptionType } from "discord-api-types/v10";

/** Discord's ids of the commands that can be used, by how they are typed after the slash: `digest settings`. */
export type CommandIds = ReadonlyMap<string, string>;

/** A command as it is registered. */
interface RegisteredCommand {
  id: string;
  name: string;
  options?: readonly { type: number; name: string }[] | null | undefined;
}

const SUBCOMMAND: number = ApplicationCommandOptionType.Subcommand;

/** A command that has subcommands cannot be used, or mentioned, without one. */
export function commandIds(registered: readonly RegisteredCommand[]): CommandIds {
  return new Map(
    registered.flatMap(({ id, name, options }) => {
      const subcommands = (options ?? []).filter(({ type }) => type === SUBCOMMAND);
      if (subcommands.length === 0) return [[name, id] as const];
      return subcommands.map((one) => [`${name} ${one.name}`, id] as const);
    }),
  );
}

/**
 * A command as our texts have it: in code, with an option behind it or not. Text from outside cannot
 * look like this, because `escape` puts a backslash before each backtick.
 */
const IN_CODE = /(?<!\\)`\/([a-z-]+:?(?: [a-z-]+:?)*)`/g;

/** A snowflake has 64 bits. */
const LONGEST_ID = 20;

/** `</name:id> \`option\`` beside `\`/name option\``. */
const LONGER_BY = LONGEST_ID + 3;

/** The length of a Markdown text once its commands are mentions, at most. */
export function lengthShown(content: string): number {
  return content.length + LONGER_BY * [...content.matchAll(IN_CODE)].length;
}

/**
 * A Markdown text of ours in which commands can be clicked. Discord puts a command into the input line
 * without options, so these stay in code behind it; commands without an id stay as they are.
 */
export function linkCommands(content: string, ids: CommandIds): string {
  return content.replaceAll(IN_CODE, (code: string, typed: string) => {
    const words = typed.split(" ");
    for (let length = words.length; length > 0; length -= 1) {
      const id = ids.get(words.slice(0, length).join(" "));
      if (id === undefined) continue;
      const options = words.slice(length).join(" ");
      const mention = `</${words.slice(0, length).join(" ")}:${id}>`;
      return options === "" ? mention : `${mention} \`${options}\``;
    }
    return code;
  });
}

import {
  type APIApplicationCommandOption,
  type APIAttachment,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ChannelType,
  InteractionContextType,
} from "discord-api-types/v10";
import type { Declaration } from "../../commands/command/command.ts";
import { type Place, snowflake } from "./world.ts";

/** What somebody fills in, by option. */
export type Answers = Record<string, string | number | boolean>;

export interface Invocation {
  /** `/paper search` */
  path: string;
  options: Answers;
  place: Place;
  /** The kind of a channel of the server, where that can be picked. */
  channelType: (id: string) => ChannelType | undefined;
  /** A file that somebody has chosen. */
  attachment: (id: string) => APIAttachment | undefined;
  /** The option in which somebody types, which asks for completions instead of an answer. */
  focused?: string;
}

/**
 * The data of an interaction as Discord builds it from what was registered: people cannot send a
 * command, an option or a value that was not declared, nor leave out what is required.
 */
export function invocation(registered: Declaration[], { path, ...asked }: Invocation): object {
  const [name = "", ...steps] = path.replace(/^\//, "").split(" ");
  const command = registered.find((candidate) => candidate.name === name);
  if (!command) throw new Error(`/${name} is not registered`);
  if (!isOffered(command, asked.place)) throw new Error(`/${name} is not offered here`);
  const attachments = Object.values(asked.options).flatMap(
    (value) => asked.attachment(String(value)) ?? [],
  );
  return {
    id: snowflake(Date.now()),
    name,
    type: ApplicationCommandType.ChatInput,
    options: fill("options" in command ? (command.options ?? []) : [], steps, asked),
    ...(attachments.length > 0 && {
      resolved: { attachments: Object.fromEntries(attachments.map((one) => [one.id, one])) },
    }),
  };
}

function isOffered(command: Declaration, place: Place): boolean {
  const types = command.integration_types ?? [ApplicationIntegrationType.GuildInstall];
  const context = place === "dm" ? InteractionContextType.BotDM : InteractionContextType.Guild;
  const type =
    place === "elsewhere"
      ? ApplicationIntegrationType.UserInstall
      : ApplicationIntegrationType.GuildInstall;
  return types.includes(type) && (command.contexts ?? [context]).includes(context);
}

function fill(
  declared: APIApplicationCommandOption[],
  [step, ...steps]: string[],
  asked: Omit<Invocation, "path">,
): object[] {
  if (step !== undefined) {
    const sub = declared.find(({ name }) => name === step);
    if (
      sub?.type !== ApplicationCommandOptionType.Subcommand &&
      sub?.type !== ApplicationCommandOptionType.SubcommandGroup
    )
      throw new Error(`No subcommand ${step}`);
    return [{ name: sub.name, type: sub.type, options: fill(sub.options ?? [], steps, asked) }];
  }
  const { options, focused } = asked;
  for (const { name, required } of declared)
    if (required && !(name in options) && focused === undefined)
      throw new Error(`${name} is required`);
  return Object.entries(options).map(([name, value]) => {
    const option = declared.find((candidate) => candidate.name === name);
    if (!option) throw new Error(`No option ${name}`);
    if (focused === name && !("autocomplete" in option && option.autocomplete))
      throw new Error(`${name} has no completions`);
    if (focused === undefined && !accepts(option, value, asked))
      throw new Error(`Discord takes no ${JSON.stringify(value)} for ${name}`);
    return { name, type: option.type, value, ...(focused === name && { focused: true }) };
  });
}

function accepts(
  option: APIApplicationCommandOption,
  value: Answers[string],
  { channelType, attachment }: Pick<Invocation, "channelType" | "attachment">,
): boolean {
  if (option.type === ApplicationCommandOptionType.Boolean) return typeof value === "boolean";
  if ("choices" in option && option.choices?.length)
    return option.choices.some((choice) => choice.value === value);
  if (option.type === ApplicationCommandOptionType.Integer) return Number.isInteger(value);
  if (option.type === ApplicationCommandOptionType.Number) return typeof value === "number";
  if (typeof value !== "string") return false;
  if (option.type === ApplicationCommandOptionType.Attachment)
    return attachment(value) !== undefined;
  if (option.type === ApplicationCommandOptionType.Channel) {
    const type = channelType(value);
    // One that was deleted a moment ago may still be sent.
    return type === undefined || (option.channel_types?.some((one) => one === type) ?? true);
  }
  if (option.type !== ApplicationCommandOptionType.String) return true;
  const { min_length = 0, max_length = 6000 } = option;
  return value.length >= min_length && value.length <= max_length;
}

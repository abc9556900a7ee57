import {
  type APIApplicationCommandOption,
  type APIApplicationIntegrationTypesConfigMap,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
} from "discord-api-types/v10";
import type { Declaration } from "../../commands/command/command.ts";
import * as spec from "discord-api-spec/zod";
import type { Flaw } from "./api-error.ts";
import { shapeFlaws } from "./check-shape.ts";

type SlashDeclaration = Extract<Declaration, { description: string }>;

/** Discord's rule for names of slash commands and of their options. */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** Texts of one command together. */
const MAX_CHARACTERS = 8000;

/** What Discord would refuse in a list of slash commands. */
export function commandFlaws(
  commands: Declaration[],
  installations: APIApplicationIntegrationTypesConfigMap,
): Flaw[] {
  const flaws = commands.flatMap((command, index) =>
    [
      ...shapeFlaws(spec.ApplicationCommandUpdateRequestSchema, inSpecifiedForm(command)),
      ...ruleFlaws(command),
      ...installationFlaws(command, installations),
    ].map(({ path, message }) => ({ path: [index, ...path], message })),
  );
  const names = commands.map(({ name }) => name);
  if (new Set(names).size < names.length) flaws.push({ path: [], message: "A name twice" });
  return flaws;
}

/**
 * The specification knows permissions as a number, and no media channels; the documentation and Discord
 * use a string, and have them.
 */
function inSpecifiedForm({ default_member_permissions, ...given }: Declaration): object {
  const command =
    "options" in given ? { ...given, options: given.options?.map(withoutMedia) } : given;
  if (!default_member_permissions) return command;
  return { ...command, default_member_permissions: Number(default_member_permissions) };
}

function withoutMedia(option: APIApplicationCommandOption): object {
  if ("options" in option) return { ...option, options: option.options?.map(withoutMedia) };
  if (option.type !== ApplicationCommandOptionType.Channel) return option;
  const kinds = option.channel_types?.filter((type) => type !== ChannelType.GuildMedia);
  return { ...option, ...(kinds && { channel_types: kinds }) };
}

function ruleFlaws(command: Declaration): Flaw[] {
  if (!isSlash(command)) return menuFlaws(command);
  const flaws: Flaw[] = [];
  if (!command.description) flaws.push({ path: ["description"], message: "is required" });
  if (charactersOf(command) > MAX_CHARACTERS)
    flaws.push({ path: [], message: `more than ${MAX_CHARACTERS} characters in all` });
  if (!isName(command.name)) flaws.push({ path: ["name"], message: "is not a name" });
  return [...flaws, ...optionFlaws(command.options ?? [])];
}

export function isSlash(command: Declaration): command is SlashDeclaration {
  return (command.type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput;
}

/** A command in the menu of a message has a name and nothing else; blanks and capitals are allowed in that. */
function menuFlaws({ name, ...command }: Declaration): Flaw[] {
  const isNamed = name.trim() === name && name.length >= 1 && name.length <= 32;
  return [
    ...(isNamed ? [] : [{ path: ["name"], message: "is not a name" }]),
    ...["description", "options"]
      .filter((field) => field in command)
      .map((field) => ({ path: [field], message: "is not for the menu of a message" })),
  ];
}

function installationFlaws(
  command: Declaration,
  installations: APIApplicationIntegrationTypesConfigMap,
): Flaw[] {
  const types = command.integration_types ?? [ApplicationIntegrationType.GuildInstall];
  return types
    .filter((type) => installations[type] === undefined)
    .map((type) => ({ path: ["integration_types"], message: `${type} is off for this app` }));
}

function optionFlaws(options: APIApplicationCommandOption[]): Flaw[] {
  const flaws: Flaw[] = [];
  const demand = (holds: boolean, message: string) => {
    if (!holds) flaws.push({ path: ["options"], message });
  };
  const names = options.map(({ name }) => name);
  const required = options.map((option) => Boolean(option.required));
  demand(new Set(names).size === names.length, "An option twice");
  demand(names.every(isName), "An option without a proper name");
  demand(options.every(isSub) || !options.some(isSub), "Subcommands beside other options");
  demand(
    required.lastIndexOf(true) < 0 ||
      !required.slice(0, required.lastIndexOf(true)).includes(false),
    "A required option after one that is not",
  );
  for (const option of options) {
    const completes = "autocomplete" in option && option.autocomplete;
    const hasChoices = "choices" in option && (option.choices ?? []).length > 0;
    demand(!completes || !hasChoices, "An option that completes and has choices");
    if ("options" in option) flaws.push(...optionFlaws(option.options ?? []));
  }
  return flaws;
}

function isSub({ type }: APIApplicationCommandOption): boolean {
  return (
    type === ApplicationCommandOptionType.Subcommand ||
    type === ApplicationCommandOptionType.SubcommandGroup
  );
}

function isName(name: string): boolean {
  return NAME.test(name) && name === name.toLowerCase();
}

/** Names, descriptions and values, deep. */
function charactersOf(part: unknown): number {
  if (Array.isArray(part)) return part.reduce<number>((sum, item) => sum + charactersOf(item), 0);
  if (typeof part !== "object" || part === null) return 0;
  return Object.entries(part).reduce((sum, [key, value]) => {
    const counts = ["name", "description", "value"].includes(key) && typeof value === "string";
    return sum + (counts ? value.length : charactersOf(value));
  }, 0);
}

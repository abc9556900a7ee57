/** @import { APIApplicationCommandOption, ApplicationCommandOptionType, ChannelType, RESTPostAPIChatInputApplicationCommandsJSONBody } from "discord-api-types/v10" */
/** @import { Mentionable } from "../protocol.ts" */

// discord-api-types has these as enums, which a page without a build cannot import.
/** @type {ApplicationCommandOptionType.Subcommand} */
const SUBCOMMAND = 1;
/** @type {ApplicationCommandOptionType.String} */
const STRING = 3;
/** @type {ApplicationCommandOptionType.Integer} */
const INTEGER = 4;
/** @type {ApplicationCommandOptionType.Boolean} */
const BOOLEAN = 5;
/** @type {ApplicationCommandOptionType.User} */
const USER = 6;
/** @type {ApplicationCommandOptionType.Channel} */
const CHANNEL = 7;
/** @type {ApplicationCommandOptionType.Role} */
const ROLE = 8;
/** @type {ApplicationCommandOptionType.Number} */
const NUMBER = 10;
/** @type {ApplicationCommandOptionType.Attachment} */
const ATTACHMENT = 11;
/** @type {ChannelType.GuildText} */
const TEXT_CHANNEL = 0;

/** Without a limit of its own, a text may be as long as this (Discord's reference, "Application Commands"). */
const LONGEST_TEXT = 6000;

/**
 * Something that can be picked after typing `/`.
 * @typedef {object} Entry
 * @property {string} command
 * @property {string} subcommand "" where the command has none
 * @property {string} name `paper search`
 * @property {string} description
 * @property {Option[]} options required ones first
 */

/**
 * What can be filled in.
 * @typedef {object} Option
 * @property {string} name
 * @property {string} description
 * @property {boolean} required
 * @property {"text" | "integer" | "number" | "file"} kind
 * @property {Choice[] | null} choices all there is to pick from; null where something is typed
 * @property {boolean} isCompleted whether the command suggests while one types
 * @property {number} min of a number its value, of a text its length
 * @property {number} max
 */

/** @typedef {{ name: string, value: string | number | boolean }} Choice */

/**
 * What options can name.
 * @typedef {{ channels: readonly Mentionable[], roles: readonly Mentionable[], people: readonly Mentionable[] }} Place
 */

/**
 * Every command with each of its subcommands, in the order they are declared.
 * @param {RESTPostAPIChatInputApplicationCommandsJSONBody[]} commands
 * @param {Place} place
 * @returns {Entry[]}
 */
export function entriesOf(commands, place) {
  return commands.flatMap(({ name, description, options = [] }) => {
    const subcommands = options.filter((option) => option.type === SUBCOMMAND);
    if (subcommands.length === 0) return [entry(name, "", description, options, place)];
    return subcommands.map((sub) =>
      entry(name, sub.name, sub.description, sub.options ?? [], place),
    );
  });
}

/**
 * Entries for what stands after the slash: those that begin so first, then those that have it anywhere.
 * @param {Entry[]} entries
 * @param {string} typed
 */
export function matching(entries, typed) {
  const wanted = typed.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const beginning = entries.filter(({ name }) => name.startsWith(wanted));
  const elsewhere = entries.filter(
    ({ name, description }) =>
      !name.startsWith(wanted) && `${name} ${description}`.toLowerCase().includes(wanted),
  );
  return [...beginning, ...elsewhere];
}

/**
 * @param {string} command
 * @param {string} subcommand
 * @param {string} description
 * @param {APIApplicationCommandOption[]} options
 * @param {Place} place
 * @returns {Entry}
 */
function entry(command, subcommand, description, options, place) {
  return {
    command,
    subcommand,
    name: `${command} ${subcommand}`.trim(),
    description,
    options: options
      .flatMap((option) => fillable(option, place) ?? [])
      .toSorted((a, b) => Number(b.required) - Number(a.required)),
  };
}

/**
 * Null for kinds of options that the composer has no field for.
 * @param {APIApplicationCommandOption} option
 * @param {Place} place
 * @returns {Option | null}
 */
function fillable(option, place) {
  const { name, description, required = false } = option;
  const isCompleted = ("autocomplete" in option && option.autocomplete) ?? false;
  const any = { name, description, required, isCompleted, min: -Infinity, max: Infinity };
  if (option.type === STRING) {
    const { choices = null, min_length: min = 0, max_length: max = LONGEST_TEXT } = option;
    return { ...any, kind: "text", choices, min, max };
  }
  if (option.type === INTEGER || option.type === NUMBER) {
    const { choices = null, min_value: min = -Infinity, max_value: max = Infinity } = option;
    return { ...any, kind: option.type === INTEGER ? "integer" : "number", choices, min, max };
  }
  if (option.type === ATTACHMENT) return { ...any, kind: "file", choices: null };
  if ([BOOLEAN, USER, CHANNEL, ROLE].some((type) => type === option.type))
    return { ...any, kind: "text", choices: thingsFor(option, place) };
  return null;
}

/**
 * @param {APIApplicationCommandOption} option
 * @param {Place} place
 * @returns {Choice[]}
 */
function thingsFor(option, { channels, roles, people }) {
  const named = option.type === ROLE ? roles : option.type === USER ? people : null;
  if (named) return named.map(({ id, name }) => ({ name: `@${name}`, value: id }));
  if (option.type === BOOLEAN)
    return [
      { name: "True", value: true },
      { name: "False", value: false },
    ];
  const kinds = ("channel_types" in option && option.channel_types) || [TEXT_CHANNEL];
  if (!kinds.includes(TEXT_CHANNEL)) return [];
  return channels.map(({ id, name }) => ({ name: `#${name}`, value: id }));
}

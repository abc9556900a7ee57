import { z } from "zod";
import type { SettingsIds } from "../../../src/messages/settings/digest-settings.ts";
import { customId } from "../../../src/messages/layout/custom-id.ts";
import { UserError } from "../../command/command.ts";
import { settingsSchema } from "./settings-options.ts";
import type { SettingsOptions } from "./wanted-settings.ts";
import * as say from "./wording.ts";

/** What can be shown of the settings; a word of custom ids. */
export const SETTINGS_CARDS = [
  "overview",
  "schedule",
  "papers",
  "mentions",
  "posts",
  "votes",
  "public",
] as const;
export type SettingsCard = (typeof SETTINGS_CARDS)[number];

interface Control {
  /** The card that it is on. */
  card: SettingsCard;
  /** Makes what the command's option takes of the text that a menu or a button brings. */
  read: (text: string) => unknown;
}

const asText = (text: string) => text;
const asNumber = (text: string) => (/^\d+$/.test(text) ? Number(text) : text);
const asFlag = (text: string) => text === "true" || (text === "false" ? false : text);

/** What changes a setting without the command, by the option that it stands for; names are words of custom ids. */
const CONTROLS = {
  time: { card: "schedule", read: asText },
  days: { card: "schedule", read: asText },
  most: { card: "papers", read: asNumber },
  order: { card: "papers", read: asText },
  keep: { card: "papers", read: asNumber },
  quiet: { card: "papers", read: asText },
  role: { card: "mentions", read: asText },
  "no-role": { card: "mentions", read: asFlag },
  publish: { card: "mentions", read: asFlag },
  votes: { card: "votes", read: asText },
  taste: { card: "votes", read: asText },
  "round-up": { card: "votes", read: asText },
  "round-up-time": { card: "votes", read: asText },
  post: { card: "posts", read: asText },
  tag: { card: "posts", read: asText },
  public: { card: "public", read: asText },
} satisfies Partial<Record<keyof SettingsOptions, Control>>;

export type ControlName = keyof typeof CONTROLS;

export const controlName = z
  .string()
  .refine((name): name is ControlName => Object.hasOwn(CONTROLS, name));

export function cardOf(control: ControlName): SettingsCard {
  return CONTROLS[control].card;
}

export function controlIds(channelId: string): SettingsIds {
  return {
    show: (card) => customId("digest.settings", channelId, card),
    set: (option, value) =>
      customId("digest.set", channelId, option, ...(value === undefined ? [] : [value])),
    form: customId("digest.schedule", channelId),
    topic: customId("digest.edit", channelId),
  };
}

/** The text that a control brought, as an option of the command. */
export function optionOf(control: ControlName, text: string): SettingsOptions {
  return optionsFrom({ [control]: CONTROLS[control].read(text) });
}

/** What did not come with the command, held against the same rules. Throws a `UserError`. */
export function optionsFrom(raw: Record<string, unknown>): SettingsOptions {
  const read = settingsSchema.safeParse(raw);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new UserError(say.wrong(`${issue?.path.join(".")}`, `${issue?.message}`));
}

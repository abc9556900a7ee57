import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
} from "discord-api-types/v10";
import { z } from "zod";
import { DIGEST_ORDERS } from "../../../src/digests/settings.ts";
import {
  findZones,
  type FoundZone,
  zoneMeant,
} from "../../../src/digests/subscriptions/find-time-zone.ts";
import { DAYS, ORDERS, QUIET_DAYS } from "../../../src/messages/settings/wording.ts";
import type { Choice } from "../../../src/messages/layout/reply.ts";
import { channel, channelOption } from "../../command/place.ts";
import { forumOptions, forumSchema } from "./forum-posts.ts";
import { parseTime } from "../../../src/digests/subscriptions/time-of-day.ts";

const MAX_PAPERS_IN_DIGEST = 25;
const MAX_DAYS_KEPT = 30;

const time = z.string().transform((typed, context) => {
  const read = parseTime(typed);
  if (read !== null) return read;
  context.addIssue("type a time of day, such as 9, 09:00 or 9am");
  return z.NEVER;
});

const zone = z.string().transform((typed, context) => {
  const meant = zoneMeant(typed);
  if (meant !== null) return meant;
  const several = findZones(typed, Temporal.Now.instant()).slice(0, 3);
  context.addIssue(
    several.length > 0
      ? `type the name of a time zone, such as ${inWords(several)}`
      : "type a city, a country or an offset, such as Munich or UTC+8",
  );
  return z.NEVER;
});

function inWords(zones: readonly FoundZone[]): string {
  return zones.map(({ timeZone }) => timeZone).join(" or ");
}

const most = `type a number from 1 to ${MAX_PAPERS_IN_DIGEST}`;

const keep = `type a number of days from 0 to ${MAX_DAYS_KEPT}`;

export const settingsSchema = z.object({
  time: time.optional(),
  zone: zone.optional(),
  days: z.enum(keysOf(DAYS), "pick one of the options in the list").optional(),
  most: z.int(most).min(1, most).max(MAX_PAPERS_IN_DIGEST, most).optional(),
  order: z.enum(DIGEST_ORDERS, "pick one of the options in the list").optional(),
  keep: z.int(keep).min(0, keep).max(MAX_DAYS_KEPT, keep).optional(),
  quiet: z.enum(keysOf(QUIET_DAYS), "pick one of the options in the list").optional(),
  role: z.string("pick a role").optional(),
  "no-role": z.boolean("choose True or False").optional(),
  publish: z.boolean("choose True or False").optional(),
  ...forumSchema,
  "alarms-person": z.string("pick a person").optional(),
  "alarms-channel": z.string("pick a channel").optional(),
  "no-alarms": z.boolean("choose True or False").optional(),
  channel,
});

export const settingsOptions: APIApplicationCommandBasicOption[] = [
  {
    type: ApplicationCommandOptionType.String,
    name: "time",
    description: "Time of day, such as 9, 09:00 or 9am",
    max_length: 20,
  },
  {
    type: ApplicationCommandOptionType.String,
    name: "zone",
    description: "Time zone; type a city, a country or an offset, such as Munich or UTC+8",
    autocomplete: true,
    max_length: 60,
  },
  {
    type: ApplicationCommandOptionType.String,
    name: "days",
    description: "Days to post on",
    choices: choicesOf(DAYS),
  },
  {
    type: ApplicationCommandOptionType.Integer,
    name: "most",
    description: "Maximum number of papers in a digest",
    min_value: 1,
    max_value: MAX_PAPERS_IN_DIGEST,
  },
  {
    type: ApplicationCommandOptionType.String,
    name: "order",
    description: "Which papers come first",
    choices: choicesOf(ORDERS),
  },
  {
    type: ApplicationCommandOptionType.Integer,
    name: "keep",
    description: "Days that papers wait if they don't fit, 0 to 30",
    min_value: 0,
    max_value: MAX_DAYS_KEPT,
  },
  {
    type: ApplicationCommandOptionType.String,
    name: "quiet",
    description: "What to post when there's nothing new",
    choices: choicesOf(QUIET_DAYS),
  },
  {
    type: ApplicationCommandOptionType.Role,
    name: "role",
    description: "Role to mention in each digest",
  },
  {
    type: ApplicationCommandOptionType.Boolean,
    name: "no-role",
    description: "True to stop mentioning a role",
  },
  {
    type: ApplicationCommandOptionType.Boolean,
    name: "publish",
    description: "Publish digests to channels that follow this one (announcement channels only)",
  },
  ...forumOptions,
  {
    type: ApplicationCommandOptionType.User,
    name: "alarms-person",
    description: "Someone else to message when a digest can't be posted",
  },
  {
    ...channelOption,
    name: "alarms-channel",
    description: "Channel to alert when a digest can't be posted",
  },
  {
    type: ApplicationCommandOptionType.Boolean,
    name: "no-alarms",
    description: "True to alert only the person who set up the digests",
  },
  channelOption,
];

function choicesOf(names: Record<string, string>): Choice[] {
  return Object.entries(names).map(([value, name]) => ({ name, value }));
}

/** Typed by the keys that a record of known keys has. */
function keysOf<Key extends string>(record: Record<Key, unknown>): Key[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- these records have no other keys
  return Object.keys(record) as Key[];
}

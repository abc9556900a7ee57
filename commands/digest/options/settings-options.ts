import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
} from "discord-api-types/v10";
import { z } from "zod";
import { DIGEST_ORDERS } from "../../../src/digests/settings.ts";
import { findZones, zoneMeant } from "../../../src/digests/subscriptions/find-time-zone.ts";
import {
  DAYS,
  ORDERS,
  PUBLIC,
  QUIET_DAYS,
  ROUND_UPS,
  SWITCH,
} from "../../../src/messages/settings/wording.ts";
import type { Choice } from "../../../src/messages/layout/reply.ts";
import { channel, channelOption } from "../../command/place.ts";
import { PICK_A_CHANNEL, PICK_FROM_THE_LIST, TRUE_OR_FALSE } from "../../command/wording.ts";
import { forumOptions, forumSchema } from "./forum-posts.ts";
import { parseTime } from "../../../src/digests/subscriptions/time-of-day.ts";
import { webhookOption, webhookSchema } from "./webhook-option.ts";
import * as say from "./wording.ts";

const MAX_PAPERS_IN_DIGEST = 25;
const MAX_DAYS_KEPT = 30;

/** Of an option, as people type it. */
const LONGEST_TIME = 20;
const LONGEST_ZONE = 60;

/** When something comes, read by `time` and `zone`. */
export function timeOptions(about: {
  time: string;
  zone: string;
}): APIApplicationCommandBasicOption[] {
  return [
    {
      type: ApplicationCommandOptionType.String,
      name: "time",
      description: about.time,
      max_length: LONGEST_TIME,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: "zone",
      description: about.zone,
      autocomplete: true,
      max_length: LONGEST_ZONE,
    },
  ];
}

export const time = z.string().transform((typed, context) => {
  const read = parseTime(typed);
  if (read !== null) return read;
  context.addIssue(say.TYPE_A_TIME);
  return z.NEVER;
});

export const zone = z.string().transform((typed, context) => {
  const meant = zoneMeant(typed);
  if (meant !== null) return meant;
  const several = findZones(typed, Temporal.Now.instant()).slice(0, 3);
  context.addIssue(
    several.length > 0
      ? say.typeOneOfZones(several.map(({ timeZone }) => timeZone))
      : say.TYPE_A_ZONE,
  );
  return z.NEVER;
});

const most = say.typeMost(MAX_PAPERS_IN_DIGEST);

const keep = say.typeDays(MAX_DAYS_KEPT);

const onOrOff = z.enum(keysOf(SWITCH), say.PICK_ON_OR_OFF).optional();

export const settingsSchema = z.object({
  time: time.optional(),
  zone: zone.optional(),
  days: z.enum(keysOf(DAYS), PICK_FROM_THE_LIST).optional(),
  most: z.int(most).min(1, most).max(MAX_PAPERS_IN_DIGEST, most).optional(),
  order: z.enum(DIGEST_ORDERS, PICK_FROM_THE_LIST).optional(),
  keep: z.int(keep).min(0, keep).max(MAX_DAYS_KEPT, keep).optional(),
  quiet: z.enum(keysOf(QUIET_DAYS), PICK_FROM_THE_LIST).optional(),
  role: z.string(say.PICK_A_ROLE).optional(),
  "no-role": z.boolean(TRUE_OR_FALSE).optional(),
  publish: z.boolean(TRUE_OR_FALSE).optional(),
  votes: onOrOff,
  taste: onOrOff,
  "round-up": z.enum(keysOf(ROUND_UPS), PICK_FROM_THE_LIST).optional(),
  "round-up-time": time.optional(),
  ...forumSchema,
  public: z.enum(keysOf(PUBLIC), PICK_FROM_THE_LIST).optional(),
  ...webhookSchema,
  "alarms-person": z.string(say.PICK_A_PERSON).optional(),
  "alarms-channel": z.string(PICK_A_CHANNEL).optional(),
  "no-alarms": z.boolean(TRUE_OR_FALSE).optional(),
  channel,
});

export const settingsOptions: APIApplicationCommandBasicOption[] = [
  ...timeOptions(say.options),
  {
    type: ApplicationCommandOptionType.String,
    name: "days",
    description: say.options.days,
    choices: choicesOf(DAYS),
  },
  {
    type: ApplicationCommandOptionType.Integer,
    name: "most",
    description: say.options.most,
    min_value: 1,
    max_value: MAX_PAPERS_IN_DIGEST,
  },
  {
    type: ApplicationCommandOptionType.String,
    name: "order",
    description: say.options.order,
    choices: choicesOf(ORDERS),
  },
  {
    type: ApplicationCommandOptionType.Integer,
    name: "keep",
    description: say.options.keep,
    min_value: 0,
    max_value: MAX_DAYS_KEPT,
  },
  {
    type: ApplicationCommandOptionType.String,
    name: "quiet",
    description: say.options.quiet,
    choices: choicesOf(QUIET_DAYS),
  },
  {
    type: ApplicationCommandOptionType.Role,
    name: "role",
    description: say.options.role,
  },
  {
    type: ApplicationCommandOptionType.Boolean,
    name: "no-role",
    description: say.options.noRole,
  },
  {
    type: ApplicationCommandOptionType.Boolean,
    name: "publish",
    description: say.options.publish,
  },
  {
    type: ApplicationCommandOptionType.String,
    name: "votes",
    description: say.options.votes,
    choices: choicesOf(SWITCH),
  },
  {
    type: ApplicationCommandOptionType.String,
    name: "taste",
    description: say.options.taste,
    choices: choicesOf(SWITCH),
  },
  {
    type: ApplicationCommandOptionType.String,
    name: "round-up",
    description: say.options.roundUp,
    choices: choicesOf(ROUND_UPS),
  },
  {
    type: ApplicationCommandOptionType.String,
    name: "round-up-time",
    description: say.options.roundUpTime,
    max_length: 20,
  },
  ...forumOptions,
  {
    type: ApplicationCommandOptionType.String,
    name: "public",
    description: say.options.public,
    choices: choicesOf(PUBLIC),
  },
  {
    type: ApplicationCommandOptionType.User,
    name: "alarms-person",
    description: say.options.alarmsPerson,
  },
  {
    ...channelOption,
    name: "alarms-channel",
    description: say.options.alarmsChannel,
  },
  {
    type: ApplicationCommandOptionType.Boolean,
    name: "no-alarms",
    description: say.options.noAlarms,
  },
  webhookOption,
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

import type { z } from "zod";
import type { Channel } from "../../../src/digests/digest.ts";
import type { DigestSettings } from "../../../src/digests/settings.ts";
import { UserError } from "../../command/command.ts";
import type { settingsSchema } from "./settings-options.ts";
import * as say from "./wording.ts";

export type SettingsOptions = z.output<typeof settingsSchema>;

/** Throws a `UserError` for what has no meaning in that kind of channel. */
export function wantedSettings(
  options: SettingsOptions,
  { settings: now, kind, guildId }: Channel,
): Omit<DigestSettings, "post" | "tag"> {
  const { role, publish = now.publish } = options;
  if (role !== undefined && guildId === null) throw new UserError(say.NOBODY_TO_MENTION);
  if (role !== undefined && role === guildId) throw new UserError(say.NEVER_EVERYONE);
  if (role !== undefined && options["no-role"]) throw new UserError(say.ROLE_OR_NO_ROLE);
  if ((options["alarms-person"] ?? options["alarms-channel"]) !== undefined && guildId === null)
    throw new UserError(say.ALARMS_ONLY_IN_SERVERS);
  const ofPeople = (["votes", "taste", "round-up", "round-up-time"] as const).find(
    (name) => options[name] !== undefined,
  );
  if (ofPeople !== undefined && guildId === null) throw new UserError(say.nobodyToVote(ofPeople));
  if (publish && kind !== "announcement") throw new UserError(say.ONLY_ANNOUNCEMENTS);
  return {
    time: options.time ?? now.time,
    timeZone: options.zone ?? now.timeZone,
    zoneChosen: options.zone !== undefined || now.zoneChosen,
    days: options.days ?? now.days,
    most: options.most ?? now.most,
    order: options.order ?? now.order,
    keep: options.keep ?? now.keep,
    quietDay: options.quiet ?? now.quietDay,
    roleId: options["no-role"] ? null : (role ?? now.roleId),
    publish,
    votes: isOn(options.votes, now.votes),
    taste: isOn(options.taste, now.taste),
    roundUp: roundUpWanted(options, now.roundUp),
    alarms: alarmsWanted(options, now.alarms),
  };
}

/** On Fridays in the afternoon people look back. */
const USUAL_ROUND_UP_TIME = "16:00";

function roundUpWanted(
  { "round-up": day, "round-up-time": time }: SettingsOptions,
  now: DigestSettings["roundUp"],
): DigestSettings["roundUp"] {
  if (day === "off") return null;
  const chosen = day ?? now?.day;
  if (chosen !== undefined) return { day: chosen, time: time ?? now?.time ?? USUAL_ROUND_UP_TIME };
  if (time === undefined) return null;
  throw new UserError(say.ROUND_UP_NEEDS_A_DAY);
}

function isOn(wanted: "on" | "off" | undefined, now: boolean): boolean {
  return wanted === undefined ? now : wanted === "on";
}

/** One person or one channel; the one that is named last stays. */
function alarmsWanted(
  options: SettingsOptions,
  now: DigestSettings["alarms"],
): DigestSettings["alarms"] {
  const { "alarms-person": person, "alarms-channel": channel, "no-alarms": none } = options;
  if (person !== undefined && channel !== undefined) throw new UserError(say.PERSON_OR_CHANNEL);
  if (none && (person ?? channel) !== undefined) throw new UserError(say.ALARMS_OR_NONE);
  if (none) return undefined;
  if (person !== undefined) return { kind: "person", id: person };
  return channel === undefined ? now : { kind: "channel", id: channel };
}

import type { z } from "zod";
import type { Channel } from "../../../src/digests/digest.ts";
import type { DigestSettings } from "../../../src/digests/settings.ts";
import { UserError } from "../../command/command.ts";
import type { settingsSchema } from "./settings-options.ts";

export type SettingsOptions = z.output<typeof settingsSchema>;

/** Throws a `UserError` for what has no meaning in that kind of channel. */
export function wantedSettings(
  options: SettingsOptions,
  { settings: now, kind, guildId }: Channel,
): Omit<DigestSettings, "post" | "tag"> {
  const { role, publish = now.publish } = options;
  if (role !== undefined && guildId === null)
    throw new UserError("role: there's nobody else to mention in a direct message.");
  if (role !== undefined && role === guildId)
    throw new UserError("role: digests never mention @everyone. Pick another role.");
  if (role !== undefined && options["no-role"])
    throw new UserError("no-role: use either role or no-role, not both.");
  if ((options["alarms-person"] ?? options["alarms-channel"]) !== undefined && guildId === null)
    throw new UserError("alarms: these options only work in a server.");
  if (options.votes !== undefined && guildId === null)
    throw new UserError("votes: there's nobody else to vote in a direct message.");
  if (publish && kind !== "announcement")
    throw new UserError("publish: only digests in announcement channels can be published.");
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
    alarms: alarmsWanted(options, now.alarms),
  };
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
  if (person !== undefined && channel !== undefined)
    throw new UserError("alarms-channel: use either alarms-person or alarms-channel, not both.");
  if (none && (person ?? channel) !== undefined)
    throw new UserError("no-alarms: leave this out to set alarms-person or alarms-channel.");
  if (none) return undefined;
  if (person !== undefined) return { kind: "person", id: person };
  return channel === undefined ? now : { kind: "channel", id: channel };
}

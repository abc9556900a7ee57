import { isDeepStrictEqual } from "node:util";
import {
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
} from "discord-api-types/v10";
import type { z } from "zod";
import type { Channel } from "../../src/digests/digest.ts";
import { nextDue, settledByChange } from "../../src/digests/next.ts";
import type { DigestSettings } from "../../src/digests/settings.ts";
import { settingsCard } from "../../src/messages/digests/digest-settings.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import type { Place } from "../../src/messages/layout/place.ts";
import { type Services, UserError } from "../command.ts";
import { noteChange } from "./log.ts";
import { managed } from "./managed.ts";
import { channelWithDigests, lacking, placeOf, reachable } from "./options/place.ts";
import { keysOf, settingsAsked, settingsOptions } from "./options/settings-options.ts";
import { suggestZone } from "./options/zone.ts";

/** Runs to look at for those of days that the new schedule may have again. */
const RECENT_RUNS = 5;

export const settings = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "settings",
    description:
      "When digests come and what they contain; without options, shows the current settings",
    options: settingsOptions,
  } satisfies APIApplicationCommandSubcommandOption,

  handler: managed({
    options: settingsAsked,
    suggest: { zone: suggestZone },
    run: async (asked, asker, services) => {
      const place = placeOf(asked.channel, asker);
      const kept = await channelWithDigests(place, services);
      const wanted = wantedBy(asked, kept);
      const changes = changesBetween(kept.settings, wanted);
      if (changes.length === 0) return card(place, kept, false, services);
      await checkNeeds(place, kept.settings, wanted, services);
      await checkAlarms(place, kept.settings, wanted, services);
      const changed = await save(kept, wanted, services);
      await noteChange(`set ${changes.join(", ")}`, place, asker, services);
      return card(place, changed, true, services);
    },
  }),
};

/** Throws a `UserError` for what has no meaning in that kind of channel. */
function wantedBy(
  asked: z.output<typeof settingsAsked>,
  { settings: now, kind, guildId }: Channel,
) {
  const { role, publish = now.publish } = asked;
  if (role !== undefined && guildId === null)
    throw new UserError("role: in a direct message there is nobody else to mention.");
  if (role !== undefined && role === guildId)
    throw new UserError("role: a digest never mentions @everyone. Pick another role.");
  if (role !== undefined && asked["no-role"])
    throw new UserError("no-role: leave it out, or leave out role.");
  if ((asked["alarms-person"] ?? asked["alarms-channel"]) !== undefined && guildId === null)
    throw new UserError("alarms: these are for channels of a server, not for direct messages.");
  if (publish && kind !== "announcement")
    throw new UserError("publish: only what stands in an announcement channel can be published.");
  return {
    time: asked.time ?? now.time,
    timeZone: asked.zone ?? now.timeZone,
    zoneChosen: asked.zone !== undefined || now.zoneChosen,
    days: asked.days ?? now.days,
    most: asked.most ?? now.most,
    quietDay: asked.quiet ?? now.quietDay,
    roleId: asked["no-role"] ? null : (role ?? now.roleId),
    publish,
    alarms: alarmsWanted(asked, now.alarms),
  } satisfies DigestSettings;
}

/** One person or one channel; the one that is named last stays. */
function alarmsWanted(
  asked: z.output<typeof settingsAsked>,
  now: DigestSettings["alarms"],
): DigestSettings["alarms"] {
  const { "alarms-person": person, "alarms-channel": channel, "no-alarms": none } = asked;
  if (person !== undefined && channel !== undefined)
    throw new UserError("alarms-channel: leave it out, or leave out alarms-person.");
  if (none && (person ?? channel) !== undefined)
    throw new UserError("no-alarms: leave it out, or leave out the other option about alarms.");
  if (none) return undefined;
  if (person !== undefined) return { kind: "person", id: person };
  return channel === undefined ? now : { kind: "channel", id: channel };
}

/** `time 17:00`, for the log. */
function changesBetween(before: DigestSettings, after: DigestSettings): string[] {
  const changed = keysOf(LOGGED).filter((key) => !isDeepStrictEqual(after[key], before[key]));
  return [...new Set(changed.map((key) => LOGGED[key](after)))];
}

const LOGGED: Record<keyof DigestSettings, (settings: DigestSettings) => string> = {
  time: ({ time: at }) => `time ${at}`,
  timeZone: ({ timeZone }) => `zone ${timeZone}`,
  zoneChosen: ({ timeZone }) => `zone ${timeZone}`,
  days: ({ days }) => `days ${days}`,
  most: (after) => `most ${after.most}`,
  quietDay: ({ quietDay }) => `quiet ${quietDay}`,
  roleId: ({ roleId }) => (roleId === null ? "no role to mention" : "a role to mention"),
  publish: ({ publish }) => (publish ? "publish" : "publish no more"),
  alarms: ({ alarms }) => {
    if (!alarms) return "no more alarms to others";
    return alarms.kind === "person" ? "alarms to another person" : "alarms to a channel";
  },
};

/** They must be able to reach the channel that they are for. */
async function checkAlarms(
  { channelId, guildId }: Place,
  { alarms: before }: DigestSettings,
  { alarms }: DigestSettings,
  services: Services,
): Promise<void> {
  if (alarms?.kind !== "channel" || isDeepStrictEqual(alarms, before)) return;
  if (alarms.id === channelId)
    throw new UserError(
      "alarms-channel: what keeps digests out of a channel keeps alarms out too. Pick another one.",
    );
  await reachable({ channelId: alarms.id, guildId }, { roleId: null, publish: false }, services);
}

/** A new role must be one that a digest can ping. */
async function checkNeeds(
  place: Place,
  before: DigestSettings,
  wanted: DigestSettings,
  services: Services,
): Promise<void> {
  const needsMore = wanted.roleId !== before.roleId || wanted.publish !== before.publish;
  if (!needsMore) return;
  const { missing, roleIsGone } = await reachable(place, wanted, services);
  if (roleIsGone && wanted.roleId !== before.roleId)
    throw new UserError("role: that role was deleted. Pick another one.");
  if (wanted.roleId !== null && wanted.roleId !== before.roleId && missing.length > 0)
    throw lacking(missing);
}

async function save(kept: Channel, wanted: DigestSettings, services: Services): Promise<Channel> {
  const { subscriptions, history } = services.digests.book;
  const { time: at, timeZone, days } = kept.settings;
  const isOnTime = wanted.time === at && wanted.timeZone === timeZone && wanted.days === days;
  const settledUntil = isOnTime
    ? kept.settledUntil
    : settledByChange(services.now(), wanted, await history.runs(kept.id, RECENT_RUNS));
  await subscriptions.changeSettings(kept.id, wanted, settledUntil);
  return (await subscriptions.channel(kept.id)) ?? kept;
}

function card(place: Place, kept: Channel, changed: boolean, { now }: Services): Reply {
  const { settings: chosen, kind, setUpBy } = kept;
  return settingsCard({
    ...chosen,
    // In a forum the line would be a post of its own.
    quietDay: kind === "forum" && chosen.quietDay === "one line" ? "nothing" : chosen.quietDay,
    place,
    publish: kind === "announcement" ? chosen.publish : null,
    alarmsTo: kind === "dm" ? null : { setUpBy, second: chosen.alarms },
    next: nextDue(kept, now()),
    changed,
  });
}

import { isDeepStrictEqual } from "node:util";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { z } from "zod";
import type { Channel } from "../../src/digests/digest.ts";
import { nextDue } from "../../src/digests/next.ts";
import type { DigestSettings } from "../../src/digests/settings.ts";
import {
  changeSettings,
  settingsChanged,
} from "../../src/digests/subscriptions/change-settings.ts";
import { settingsCard } from "../../src/messages/digests/digest-settings.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import type { Place } from "../../src/messages/layout/place.ts";
import { type Services, subcommand, type SubcommandPart, UserError } from "../command/command.ts";
import { note } from "./channel/note.ts";
import { channelWithDigests, lacking, placeMeant, reachable } from "../command/place.ts";
import { settingsSchema, settingsOptions } from "./options/settings-options.ts";
import { forumShown, forumWanted, suggestTag } from "./options/forum-posts.ts";
import { suggestZone } from "./options/zone.ts";

export const settings = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "settings",
    description: "See or change when digests come and what's in them",
    options: settingsOptions,
  },

  handler: subcommand({
    options: settingsSchema,
    suggest: { zone: suggestZone, tag: suggestTag },
    run: async (options, asker, services) => {
      const place = await placeMeant(options.channel, asker, services);
      const kept = await channelWithDigests(place, services);
      const wanted = {
        ...wantedBy(options, kept),
        ...(await forumWanted(options, kept, services)),
      };
      const changes = settingsChanged(kept.settings, wanted);
      if (changes.length === 0) return await card(place, kept, false, services);
      await checkNeeds(place, kept.settings, wanted, services);
      await checkAlarms(place, kept.settings, wanted, services);
      const now = services.now();
      const changed = await changeSettings(kept, wanted, services.digests.book, now);
      await note(`set ${changes.join(", ")}`, place, asker, services);
      return await card(place, changed, true, services);
    },
  }),
} satisfies SubcommandPart;

/** Throws a `UserError` for what has no meaning in that kind of channel. */
function wantedBy(
  options: z.output<typeof settingsSchema>,
  { settings: now, kind, guildId }: Channel,
) {
  const { role, publish = now.publish } = options;
  if (role !== undefined && guildId === null)
    throw new UserError("role: there's nobody else to mention in a direct message.");
  if (role !== undefined && role === guildId)
    throw new UserError("role: digests never mention @everyone. Pick another role.");
  if (role !== undefined && options["no-role"])
    throw new UserError("no-role: use either role or no-role, not both.");
  if ((options["alarms-person"] ?? options["alarms-channel"]) !== undefined && guildId === null)
    throw new UserError("alarms: these options only work in a server.");
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
    alarms: alarmsWanted(options, now.alarms),
  } satisfies Omit<DigestSettings, "post" | "tag">;
}

/** One person or one channel; the one that is named last stays. */
function alarmsWanted(
  options: z.output<typeof settingsSchema>,
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
      "alarms-channel: if digests can't be posted in a channel, alerts can't either. Pick another one.",
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
    throw new UserError("role: that role no longer exists. Pick another one.");
  if (wanted.roleId !== null && wanted.roleId !== before.roleId && missing.length > 0)
    throw lacking(missing);
}

async function card(
  place: Place,
  kept: Channel,
  changed: boolean,
  services: Services,
): Promise<Reply> {
  const { settings: chosen, kind, setUpBy } = kept;
  return settingsCard({
    ...chosen,
    // In a forum the line would be a post of its own.
    quietDay: kind === "forum" && chosen.quietDay === "one line" ? "nothing" : chosen.quietDay,
    place,
    publish: kind === "announcement" ? chosen.publish : null,
    alarmsTo: kind === "dm" ? null : { setUpBy, second: chosen.alarms },
    forum: await forumShown(kept, services),
    next: nextDue(kept, services.now()),
    changed,
  });
}

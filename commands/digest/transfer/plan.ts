import type { Channel } from "../../../src/digests/digest.ts";
import { defaultSettings, type DigestSettings } from "../../../src/digests/settings.ts";
import { onlySeen } from "../../../src/digests/subscriptions/here.ts";
import { MAX_TOPICS } from "../../../src/digests/subscriptions/subscribe.ts";
import type { PlannedChanges } from "../../../src/digests/subscriptions/transfer/apply-changes.ts";
import {
  changesIn,
  type Wanted,
  type WantedTopic,
} from "../../../src/digests/subscriptions/transfer/changes.ts";
import type { PortableSettings } from "../../../src/digests/subscriptions/transfer/portable.ts";
import type { ServerNames } from "../../../src/digests/server-names.ts";
import { settingsHere } from "../../../src/digests/subscriptions/transfer/settings-here.ts";
import { plainWithin } from "../../../src/messages/layout/escape.ts";
import type { Place } from "../../../src/messages/layout/place.ts";
import { type Asker, type Services, UserError } from "../../command/command.ts";
import { lacking, reachable } from "../../command/place.ts";
import * as say from "./wording.ts";

/** What is to be in a channel, from a file or from another channel. */
export interface WantedChannel {
  place: Place;
  settings: Partial<PortableSettings>;
  topics: readonly WantedTopic[];
  known: Wanted["known"];
}

/** What can be of it, and what cannot, in words for people. */
export interface PlannedChannel extends PlannedChanges {
  problems: string[];
}

/** Posting, and no more than that. */
const NO_NEEDS = { roleId: null, publish: false };

/**
 * Looks at a channel as `/digest subscribe` and `/digest settings` do. Throws a `UserError` where no digest can be
 * posted there, which the asker has to see (`demandSight`).
 */
export async function planChannel(
  { place, settings: wanted, topics, known }: WantedChannel,
  names: ServerNames,
  services: Services,
): Promise<PlannedChannel> {
  const { book, timeZone } = services.digests;
  const probe = await reachable(place, NO_NEEDS, services);
  const kept = await keptAt(place, services);
  const before = kept?.settings ?? defaultSettings(timeZone);
  const { channel: kind, forum } = probe;
  const here = { place, kind, names, forum, defaultZone: timeZone };
  const meant = settingsHere(wanted, before, here);
  const noRole = await whyNoRole(place, before, meant.settings, services);
  const noAlarms = await whyNoAlarms(place, before, meant.settings, services);
  const settings = {
    ...meant.settings,
    ...(noRole !== null && { roleId: before.roleId }),
    ...(noAlarms !== null && { alarms: before.alarms }),
  };
  const changes = changesIn({
    before: {
      settings: before,
      topics: kept ? await book.subscriptions.of(kept.id) : [],
      hasEnded: kept !== null && kept.endedAt !== null,
    },
    settings,
    topics,
    known,
  });
  const noRoom = changes.noRoom.map(({ name }) => say.noRoom(name, MAX_TOPICS));
  const repeated = changes.repeated.map(({ topic }) => say.isTwice(plainWithin(topic, 40)));
  const refused = [noRole, noAlarms].filter((why) => why !== null);
  return {
    place,
    probe,
    changes,
    problems: [...meant.problems, ...refused, ...noRoom, ...repeated],
  };
}

/** One whose digests have ended, too: it begins again with what it had. */
async function keptAt(
  { channelId, guildId }: Place,
  { digests }: Services,
): Promise<Channel | null> {
  const kept = await digests.book.subscriptions.channel(channelId);
  return kept?.guildId === guildId ? kept : null;
}

/** A new role must be one that a digest can ping. */
async function whyNoRole(
  place: Place,
  before: DigestSettings,
  settings: DigestSettings,
  services: Services,
): Promise<string | null> {
  if (settings.roleId === before.roleId || settings.roleId === null) return null;
  const { missing, roleIsGone } = await reachable(place, settings, services);
  if (roleIsGone) return say.ROLE_IS_GONE;
  return missing.length > 0 ? say.role(lacking(missing).message) : null;
}

/** Alerts must reach the other channel that they are for. */
async function whyNoAlarms(
  { guildId }: Place,
  before: DigestSettings,
  { alarms }: DigestSettings,
  services: Services,
): Promise<string | null> {
  if (alarms?.kind !== "channel" || alarms.id === before.alarms?.id) return null;
  try {
    await reachable({ channelId: alarms.id, guildId }, NO_NEEDS, services);
    return null;
  } catch (error) {
    if (error instanceof UserError) return say.alerts(error.message);
    throw error;
  }
}

/**
 * What of the server may be named: roles, and the channels that the asker sees among those that `ids` and `called`
 * speak of. Of others nobody learns here that they are there.
 */
export async function namesFor(
  { guildId, mayView }: Asker,
  mentions: { ids: ReadonlySet<string>; called: ReadonlySet<string> },
  { digests }: Services,
): Promise<ServerNames> {
  if (guildId === null) return { channels: [], roles: [] };
  const { channels, roles } = await digests.names(guildId);
  // Archived threads have no name here, but may have digests.
  const known = new Set(channels.map(({ id }) => id));
  const kept = await digests.book.subscriptions.channels({ guildId });
  const all = [
    ...channels,
    ...kept.filter(({ id }) => !known.has(id)).map(({ id }) => ({ id, name: id })),
  ];
  const meant = all.filter(({ id, name }) => mentions.ids.has(id) || mentions.called.has(name));
  return { channels: await onlySeen(meant, ({ id }) => id, mayView), roles };
}

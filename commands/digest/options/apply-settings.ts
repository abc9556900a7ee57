import { isDeepStrictEqual } from "node:util";
import type { Channel } from "../../../src/digests/digest.ts";
import type { DigestSettings } from "../../../src/digests/settings.ts";
import {
  changeSettings,
  settingsChanged,
} from "../../../src/digests/subscriptions/change-settings.ts";
import type { Place } from "../../../src/messages/layout/place.ts";
import { type Asker, type Services, UserError } from "../../command/command.ts";
import { channelWithDigests, lacking, reachable } from "../../command/place.ts";
import { note } from "../channel/note.ts";
import { forumWanted } from "./forum-posts.ts";
import { type SettingsOptions, wantedSettings } from "./wanted-settings.ts";
import * as say from "./wording.ts";
import * as sayOf from "../wording.ts";

/**
 * Gives a channel the settings that were chosen, and notes it for `/digest log`. Throws a `UserError`
 * where they make no sense there, or cannot be kept to; then nothing is changed.
 */
export async function applySettings(
  options: SettingsOptions,
  place: Place,
  asker: Asker,
  services: Services,
): Promise<{ kept: Channel; changed: boolean }> {
  const kept = await channelWithDigests(place, services);
  const wanted = {
    ...wantedSettings(options, kept),
    ...(await forumWanted(options, kept, services)),
  };
  const changes = settingsChanged(kept.settings, wanted);
  if (changes.length === 0) return { kept, changed: false };
  await checkNeeds(place, kept.settings, wanted, services);
  await checkAlarms(place, kept.settings, wanted, services);
  const after = await changeSettings(kept, wanted, services.digests.book, services.now());
  await note(sayOf.did.set(changes), place, asker, services);
  return { kept: after, changed: true };
}

/** They must be able to reach the channel that they are for. */
async function checkAlarms(
  { channelId, guildId }: Place,
  { alarms: before }: DigestSettings,
  { alarms }: DigestSettings,
  services: Services,
): Promise<void> {
  if (alarms?.kind !== "channel" || isDeepStrictEqual(alarms, before)) return;
  if (alarms.id === channelId) throw new UserError(say.ALARMS_NEED_ANOTHER_CHANNEL);
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
  if (roleIsGone && wanted.roleId !== before.roleId) throw new UserError(say.ROLE_IS_GONE);
  if (wanted.roleId !== null && wanted.roleId !== before.roleId && missing.length > 0)
    throw lacking(missing);
}

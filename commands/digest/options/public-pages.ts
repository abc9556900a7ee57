import type { Channel } from "../../../src/digests/digest.ts";
import { ALWAYS, type PublicChannel, showsPast } from "../../../src/digests/public-channels.ts";
import type { PublicSettings } from "../../../src/messages/settings/public-settings.ts";
import type { Place } from "../../../src/messages/layout/place.ts";
import { type Asker, type Services, UserError } from "../../command/command.ts";
import { reachable } from "../../command/place.ts";
import { note } from "../channel/note.ts";
import * as sayOf from "../wording.ts";
import type { SettingsOptions } from "./wanted-settings.ts";
import * as say from "./wording.ts";

export type PublicWish = NonNullable<SettingsOptions["public"]>;
export type OpenWish = Exclude<PublicWish, "off">;

/** What has to be asked first, where Discord doesn't show the channel to everybody; null where nothing has. */
export async function openingToAsk(
  wish: PublicWish | undefined,
  place: Place,
  { digests }: Services,
): Promise<OpenWish | null> {
  const { channelId, guildId } = place;
  if (wish === undefined || wish === "off" || guildId === null) return null;
  const { channels, isOpenToAll } = digests.publicPages;
  const state = await channels.find(channelId);
  // Past digests are more than those from now on.
  if (state.kind === "open" && (wish === "on" || showsPast(state.channel))) return null;
  return (await isOpenToAll(guildId, channelId)) ? null : wish;
}

/**
 * Opens or closes a channel's public pages, and notes it for `/digest log`; false where they are as is wished. Throws
 * a `UserError` for a direct message, and where Discord doesn't say what the channel is called.
 */
export async function applyPublic(
  wish: PublicWish | undefined,
  place: Place,
  asker: Asker,
  services: Services,
): Promise<boolean> {
  if (wish === undefined) return false;
  const { channelId, guildId } = place;
  if (guildId === null) throw new UserError(say.NO_PUBLIC_MESSAGES);
  const { digests, now } = services;
  const { channels } = digests.publicPages;
  const state = await channels.find(channelId);
  if (wish === wishOf(state.kind === "open" ? state.channel : null)) return false;
  if (wish === "off") {
    await channels.close(channelId, now());
    await note(sayOf.did.closePages, place, asker, services);
    return true;
  }
  // Afterwards its name is known, even that of an archived thread.
  await reachable(place, { roleId: null, publish: false }, services);
  const { name: serverName, channels: named } = await digests.names(guildId);
  const name = named.find(({ id }) => id === channelId)?.name ?? "";
  const since = wish === "past" ? ALWAYS : now();
  await channels.open({ id: channelId, name, serverName, since }, now());
  await note(wish === "past" ? sayOf.did.openPast : sayOf.did.openPages, place, asker, services);
  return true;
}

function wishOf(open: PublicChannel | null): PublicWish {
  if (open === null) return "off";
  return showsPast(open) ? "past" : "on";
}

/** What the settings show of them; null in a direct message. */
export async function pagesShown(
  { id, guildId }: Channel,
  { digests }: Services,
): Promise<PublicSettings | null> {
  if (guildId === null) return null;
  const { channels, url, isOpenToAll } = digests.publicPages;
  const state = await channels.find(id);
  const open = state.kind === "open" ? state.channel : null;
  return {
    since: open?.since ?? null,
    showsPast: open !== null && showsPast(open),
    url,
    isOpenToAll: await isOpenToAll(guildId, id),
  };
}

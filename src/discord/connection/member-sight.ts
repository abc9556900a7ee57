import type { Client } from "discord.js";
import { RESTJSONErrorCodes, Routes } from "discord-api-types/v10";
import { z } from "zod";
import { asking, RequestFailure } from "../api/failure.ts";
import { isShown } from "./place-sight.ts";

/** Of a guild member (Discord's reference, "Guild Member Object"). */
const memberOf = z.object({ roles: z.array(z.string()) });

/**
 * Whether a member of a server is shown a channel, asked of Discord now. False too for whoever is no member
 * any more, and where the channel is gone; null where nobody can say.
 */
export async function maySee(
  client: Client,
  userId: string,
  { guildId, channelId }: { guildId: string; channelId: string },
): Promise<boolean | null> {
  const guild = client.guilds.cache.get(guildId);
  if (!guild?.available) return null;
  const member = await look(async () =>
    memberOf.parse(await client.rest.get(Routes.guildMember(guildId, userId))),
  );
  if (member.is !== "there") return isThere(member);
  const channel = await look(() => client.channels.fetch(channelId));
  if (channel.is !== "there") return isThere(channel);
  const place = channel.what;
  if (place.isDMBased() || place.guildId !== guildId) return false;
  const shown = isShown(place, { userId, roles: member.what.roles }, guild);
  if (shown !== "as a member") return shown;
  return isThere(await look(() => client.rest.get(Routes.threadMembers(channelId, userId))));
}

/** How Discord says that there is no such channel, member or user. */
const GONE: readonly number[] = [
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.UnknownMember,
  RESTJSONErrorCodes.UnknownUser,
  RESTJSONErrorCodes.UnknownGuild,
];

type Found<T> = { is: "there"; what: T } | { is: "gone" } | { is: "unknown" };

async function look<T>(request: () => Promise<T | null>): Promise<Found<T>> {
  try {
    const what = await asking("whether somebody sees a channel", request);
    return what === null ? { is: "gone" } : { is: "there", what };
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error;
    // What else answers 404 is a proxy, or an address that is wrong.
    const isGone = error.status === 404 && GONE.includes(Number(error.code));
    return { is: isGone ? "gone" : "unknown" };
  }
}

/** Whether something is there; null where nobody can say. */
function isThere({ is }: Found<unknown>): boolean | null {
  return is === "unknown" ? null : is === "there";
}

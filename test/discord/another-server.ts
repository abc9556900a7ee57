import { PermissionFlagsBits } from "discord-api-types/v10";
import type { Joined } from "./gateway.ts";
import { shardOf } from "./gateway.ts";
import {
  channelData,
  guildData,
  memberData,
  memberPermissions,
  roleData,
  snowflake,
  world,
} from "./world.ts";

export interface AnotherServer {
  guildId: string;
  channelIds: string[];
  data: Joined["data"];
}

/** A server beside the one that the stand-in has, as `GUILD_CREATE` tells it, for one shard of so many. */
export function anotherServer(shard: number, count: number, channels: number): AnotherServer {
  const guildId = idFor(shard, count);
  const channelIds = Array.from({ length: channels }, () => snowflake(FOUNDED_MS));
  const everyone = roleData(guildId, "@everyone", memberPermissions, 0);
  const data = {
    ...guildData({
      roles: [
        everyone,
        roleData(world.botRoleId, "paperboy", String(PermissionFlagsBits.ReadMessageHistory), 1),
      ],
      channels: channelIds.map((id, position) => ({
        ...channelData,
        id,
        guild_id: guildId,
        position,
      })),
      threads: [],
      members: [memberData],
    }),
    id: guildId,
    name: "Another Reading Group",
  };
  return { guildId, channelIds, data };
}

const FOUNDED_MS = Date.parse("2025-01-17T09:00:00Z");

/** Its shard follows from the millisecond in which a server was made. */
function idFor(shard: number, count: number): string {
  for (let later = 0; later < count; later += 1) {
    const id = snowflake(FOUNDED_MS + later);
    if (shardOf(id, count) === shard) return id;
  }
  throw new Error(`There is no shard ${shard} of ${count}`);
}

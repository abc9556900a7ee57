import {
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  PermissionFlagsBits,
  Routes,
} from "discord-api-types/v10";
import { REST } from "discord.js";
import { z } from "zod";
import type { EventMade, Events } from "../../community/clubs/events.ts";
import type { Connection } from "../connection/connection.ts";
import { asking, RequestFailure } from "../api/failure.ts";
import { type Pace, paced } from "../delivery/pace.ts";

const event = z.object({
  id: z.string(),
  creator_id: z.string().nullish(),
  description: z.string().nullish(),
});

export interface EventsOptions {
  rest: Pick<REST, "delete" | "get">;
  /** Repeats nothing by itself: an event takes no nonce. */
  onceRest: Pick<REST, "post">;
  userId: string;
  /** Whether we may make events in a server; null where nobody knows yet. */
  mayCreate: (guildId: string) => boolean | null;
}

/** The events of a client that is logged in. */
export function eventsOf(
  { client, shards }: Pick<Connection, "client" | "shards">,
  pace: Pace,
): Events {
  const onceRest = new REST({ ...client.rest.options, retries: 0 }).setToken(client.token);
  return createEvents({
    rest: paced(client.rest, pace),
    onceRest: paced(onceRest, pace),
    userId: client.user.id,
    mayCreate(guildId) {
      const guild = client.guilds.cache.get(guildId);
      if (guild?.available === false || shards.whereIs(guildId) !== "here") return null;
      return guild?.members.me?.permissions.has(PermissionFlagsBits.CreateEvents) ?? false;
    },
  });
}

export function createEvents({ rest, onceRest, userId, mayCreate }: EventsOptions): Events {
  /** One that an earlier attempt made. */
  async function find(guildId: string, mark: string): Promise<string | null> {
    const all = await asking("a look at events", async () =>
      z.array(event).parse(await rest.get(Routes.guildScheduledEvents(guildId))),
    );
    const ours = all.find(
      ({ creator_id, description }) =>
        creator_id === userId && (description ?? "").split("\n").includes(mark),
    );
    return ours?.id ?? null;
  }

  return {
    async ensure({ guildId, name, description, mark, location, start, end }) {
      const may = mayCreate(guildId);
      if (may === null) return { kind: "unavailable", reason: "The server can't be reached now" };
      if (!may) return { kind: "none" };
      const body = {
        name,
        description,
        scheduled_start_time: start.toString(),
        scheduled_end_time: end.toString(),
        privacy_level: GuildScheduledEventPrivacyLevel.GuildOnly,
        entity_type: GuildScheduledEventEntityType.External,
        entity_metadata: { location },
      };
      try {
        const known = await find(guildId, mark);
        if (known !== null) return { kind: "made", eventId: known };
        const { id } = await asking("an event", async () =>
          event.parse(await onceRest.post(Routes.guildScheduledEvents(guildId), { body })),
        );
        return { kind: "made", eventId: id };
      } catch (error) {
        if (!(error instanceof RequestFailure)) throw error;
        return afterRefusal(error);
      }
    },

    async cancel(guildId, eventId) {
      try {
        await asking("cancelling an event", () =>
          rest.delete(Routes.guildScheduledEvent(guildId, eventId)),
        );
        return "cancelled";
      } catch (error) {
        if (!(error instanceof RequestFailure)) throw error;
        // Gone, or not ours to cancel any more: nothing is left to do.
        return isPassing(error) ? "unavailable" : "cancelled";
      }
    },
  };
}

function afterRefusal(error: RequestFailure): EventMade {
  if (!isPassing(error)) return { kind: "none" };
  return { kind: "unavailable", reason: error.message };
}

function isPassing({ passing, status }: RequestFailure): boolean {
  return passing || status === 429;
}

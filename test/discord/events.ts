import {
  GuildScheduledEventEntityType,
  GuildScheduledEventStatus,
  PermissionFlagsBits,
} from "discord-api-types/v10";
import * as spec from "discord-api-spec/zod";
import { ApiError, invalidFormBody } from "./api-error.ts";
import { shapeFlaws } from "./check-shape.ts";
import type { Guild } from "./guild.ts";
import type { Route } from "./rest.ts";
import { trusted } from "./trusted.ts";
import { snowflake, world } from "./world.ts";

interface NewEvent {
  name: string;
  description?: string;
  scheduled_start_time: string;
  scheduled_end_time?: string;
  privacy_level: number;
  entity_type: number;
  entity_metadata?: { location?: string };
}

export type ServerEvent = NewEvent & { id: string; creator_id: string };

/** The events of the server. */
export interface ServerEvents {
  readonly all: readonly ServerEvent[];
  readonly routes: Route[];
}

const LONGEST_LOCATION = 100;

/** A bot may make events with Create Events, and cancel its own with it. */
export function createEvents(guild: Guild, now: () => number): ServerEvents {
  const all: ServerEvent[] = [];

  function create(body: unknown): ServerEvent {
    guild.demandEverywhere(PermissionFlagsBits.CreateEvents);
    const flaws = shapeFlaws(spec.ExternalScheduledEventCreateRequestSchema, body);
    if (flaws.length > 0) throw invalidFormBody(flaws);
    const given = trusted<NewEvent>(body);
    const { scheduled_start_time: start, scheduled_end_time: end, entity_metadata: its } = given;
    const location = its?.location ?? "";
    // Documented for events elsewhere: they need an end and a place, and begin in the future.
    if (end === undefined || Date.parse(end) <= Date.parse(start))
      throw invalidFormBody([
        { path: ["scheduled_end_time"], message: "is needed, after the start" },
      ]);
    if (location === "" || location.length > LONGEST_LOCATION)
      throw invalidFormBody([
        { path: ["entity_metadata", "location"], message: "1 to 100 characters" },
      ]);
    if (Date.parse(start) <= now())
      throw invalidFormBody([
        { path: ["scheduled_start_time"], message: "Cannot schedule event in the past" },
      ]);
    const event = { ...given, id: snowflake(now()), creator_id: world.botId };
    all.push(event);
    return event;
  }

  const asTold = (event: ServerEvent) => ({
    ...event,
    guild_id: world.guildId,
    channel_id: null,
    entity_id: null,
    entity_type: GuildScheduledEventEntityType.External,
    status: GuildScheduledEventStatus.Scheduled,
  });

  return {
    all,
    routes: [
      { method: "GET", path: "/guilds/:guild/scheduled-events", run: () => all.map(asTold) },
      {
        method: "POST",
        path: "/guilds/:guild/scheduled-events",
        run: ({ body }) => asTold(create(body)),
      },
      {
        method: "DELETE",
        path: "/guilds/:guild/scheduled-events/:event",
        run({ parameters: { event: id } }) {
          guild.demandEverywhere(PermissionFlagsBits.CreateEvents);
          const place = all.findIndex((one) => one.id === id);
          if (place < 0) throw new ApiError(404, 10070, "Unknown Guild Scheduled Event");
          all.splice(place, 1);
        },
      },
    ],
  };
}

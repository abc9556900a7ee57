import { type Client, Events, RESTEvents } from "discord.js";
import type { Logger } from "pino";
import type { Shards } from "./shards.ts";

/**
 * Says in the log what happens to the connection, and to which shard. discord.js connects again by itself:
 * after an ordinary close it waits half a second and resumes the session, in which Discord replays what was
 * missed; after an invalid session it identifies anew when it is its turn. While the gateway refuses
 * connections it tries twice a second, so of a row of failures only the 1st, 2nd, 4th, 8th …
 * makes a line.
 */
export function logConnection(client: Client, shards: Shards, log: Logger): void {
  const failures = new Map<number, number>();
  client.on(Events.ShardReady, (shard) => {
    failures.delete(shard);
    const servers = client.guilds.cache.reduce((sum, { shardId }) => sum + +(shardId === shard), 0);
    log.info({ shard, shards: shards.count, servers }, "Connected to Discord");
  });
  client.on(Events.ShardResume, (shard, replayed) => {
    failures.delete(shard);
    log.info({ shard, replayed }, "Resumed the connection to Discord");
  });
  client.on(Events.ShardReconnecting, (shard) => {
    const attempt = (failures.get(shard) ?? 0) + 1;
    failures.set(shard, attempt);
    if (isPowerOfTwo(attempt))
      log.warn({ shard, attempt }, "The connection to Discord closed; reconnecting");
  });
  client.on(Events.ShardError, (error, shard) => {
    log.warn({ shard, reason: error.message }, "The connection to Discord failed");
  });
  client.on(Events.Error, (error) => log.error({ err: error }, "discord.js reported an error"));
  client.on(Events.Warn, (warning) => log.warn({ warning }, "discord.js warned"));
  client.on(Events.Debug, (line) => {
    // An invalid session has no event of its own.
    const [, shard] = /\bShard (\d+)\b.*Invalid session;/s.exec(line) ?? [];
    if (shard !== undefined)
      log.warn(
        { shard: Number(shard) },
        "Discord ended the session; starting a new one if it can't be resumed",
      );
  });
  logRequests(client, log);
}

/** Beyond Discord's own five seconds for the messages of one channel. */
const LONG_WAIT_MS = 10_000;

/** Of requests the route is logged and not the address, in which interactions have their token. */
function logRequests({ rest }: Client, log: Logger): void {
  rest.on(RESTEvents.Response, ({ method, route, retries }, response) => {
    if (response.status === 429) {
      const retryAfterS = Number(response.headers.get("retry-after"));
      log.warn({ method, route, retryAfterS }, "Discord is rate limiting Paperboy");
    } else if (response.status >= 500) {
      log.warn(
        { method, route, status: response.status, retries },
        "Discord failed to answer a request",
      );
    }
  });
  rest.on(RESTEvents.RateLimited, ({ method, route, timeToReset }) => {
    // Shorter ones are what pacing is made of, hundreds in a minute when many digests go out.
    if (timeToReset > LONG_WAIT_MS)
      log.warn({ method, route, waitMs: timeToReset }, "Waiting for Discord's rate limit");
  });
  rest.on(RESTEvents.InvalidRequestWarning, ({ count, remainingTime }) => {
    log.error(
      { count, withinMs: remainingTime },
      "Discord refused many requests. At 10,000 in 10 minutes it blocks this address for a while, so check the warnings above",
    );
  });
}

function isPowerOfTwo(n: number): boolean {
  return Number.isInteger(Math.log2(n));
}

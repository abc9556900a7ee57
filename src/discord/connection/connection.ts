import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { type APIInteraction, type Client, Events, GatewayDispatchEvents } from "discord.js";
import type { Logger } from "pino";
import { createClient } from "./client.ts";
import { createDiscordClock, type DiscordClock } from "./clock.ts";
import { logConnection } from "./connection-log.ts";
import { createSessionGate, type SharedMemory } from "./session-gate.ts";
import { forgetUntold } from "./servers.ts";
import { createShards, type Shards, type ShardSpan } from "./shards.ts";
import type { Tenure } from "./tenure.ts";
import { type FatalError, fatalClose, fatalLogin } from "./fatal.ts";

export interface Connection {
  client: Client<true>;
  /** As it is for Discord. */
  clock: DiscordClock;
  shards: Shards;
  /** Resolves when Discord has closed the connection for good, with the reason; else never. */
  ended: Promise<FatalError>;
  close: () => Promise<void>;
}

export interface ConnectionOptions {
  token: string;
  apiBase: string;
  /** Null: all that the gateway recommends. */
  span: ShardSpan | null;
  /** Where the sessions are counted that processes of this bot start; null: there is only this one. */
  memory: SharedMemory | null;
  /** Between the starts of two sessions. */
  startPauseMs?: number | undefined;
  tenure: Tenure;
  now: () => Temporal.Instant;
  onInteraction: (interaction: APIInteraction, client: Client) => void;
  /** Told the HTTP status of each answer to a request; null where it got none. */
  onAnswer?: ((status: number | null) => void) | undefined;
  log: Logger;
  signal: AbortSignal;
}

/** How long Discord may take to return the goodbye. */
const GOODBYE_MS = 1500;

/**
 * One client, logged in and with its first shard ready; the others follow. Fails with `FatalError` when Discord turns the bot away, and with
 * whatever the library threw when Discord cannot be reached; the client is gone then.
 */
export async function connect(options: ConnectionOptions): Promise<Connection> {
  const { token, apiBase, span, memory, startPauseMs, onInteraction, onAnswer, log, signal } =
    options;
  const { tenure, now } = options;
  const clock = createDiscordClock();
  const gate = createSessionGate({ memory, pauseMs: startPauseMs, log, leaving: signal });
  const client = createClient(apiBase, { clock, onAnswer, span, gate, tenure, now });
  const shards = createShards(client);
  forgetUntold(client);
  logConnection(client, shards, log);
  // What comes first after a long sleep.
  client.on(Events.Raw, () => void tenure.isOn());
  // As Discord sends them: discord.js drops what it does not know, and keeps the JSON to itself.
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (interaction: APIInteraction) => {
    if (tenure.mayAnswer()) onInteraction(interaction, client);
  });
  const ended = new Promise<FatalError>((resolve) => {
    client.on(Events.ShardDisconnect, ({ code }) => {
      const fatal = fatalClose(code);
      if (fatal) resolve(fatal);
    });
  });
  const close = async () => {
    // discord.js reports our own goodbye as if it were to connect again.
    client.removeAllListeners(Events.ShardReconnecting);
    const goodbye = new AbortController();
    const late = delay(GOODBYE_MS, undefined, { signal: goodbye.signal }).catch(() => undefined);
    await Promise.race([client.destroy(), late]);
    goodbye.abort();
  };
  try {
    return { client: await ready(client, { token, ended, signal }), clock, shards, ended, close };
  } catch (error) {
    await close();
    throw fatalLogin(error) ?? error;
  }
}

/** Logs in and waits for the servers of a shard, unless Discord or `signal` ends it. */
async function ready(
  client: Client,
  { token, ended, signal }: Pick<ConnectionOptions, "token" | "signal"> & Pick<Connection, "ended">,
): Promise<Client<true>> {
  const isReady = new Promise<Client<true>>((resolve) => {
    client.once(Events.ClientReady, resolve);
  });
  // Until it counts as ready the library keeps back what its shards hear, and one that cannot start would
  // keep all others waiting.
  client.once(Events.ShardReady, () => {
    if (!client.isReady()) client.ws["triggerClientReady"]();
  });
  const isAborted = once(signal, "abort").then(() => Promise.reject(signal.reason));
  const isEnded = ended.then((fatal) => {
    throw fatal;
  });
  await Promise.race([client.login(token), isEnded, isAborted]);
  return await Promise.race([isReady, isEnded, isAborted]);
}

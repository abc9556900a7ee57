import { EventEmitter, once } from "node:events";
import type { Server } from "node:http";
import type { Duplex } from "node:stream";
import { GatewayCloseCodes, GatewayOpcodes } from "discord-api-types/v10";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { inTime } from "../in-time.ts";
import { trusted } from "./trusted.ts";
import { botUser, snowflake, world } from "./world.ts";

/** Far apart enough that no test sees one by chance. */
const HEARTBEAT_MS = 41_250;

/** What a test can wait for. `left` has the close code; the last two happen while it is deaf. */
type Turn = "identified" | "resumed" | "left" | "knocked" | "gone away";

/** What `GET /gateway/bot` tells, and how it is held to. */
export interface GatewayLimits {
  /** How many shards the gateway recommends. */
  recommended: number;
  /** How few it serves the bot with. */
  required: number;
  maxConcurrency: number;
  total: number;
  remaining: number;
  resetAfterMs: number;
  /** Between two sessions of shards with the same number modulo `maxConcurrency`; Discord's is 5 s. */
  pauseMs: number;
}

export interface Gateway {
  /** An event for the bot, by the shard of its server; kept for a resume while it is away. */
  dispatch(type: string, data: object): void;
  /** The same; a shard that is not there hears of it all when it comes. */
  tell(type: string, data: object): void;
  /** Ends the connection of a shard, or of all, the way Discord does for `code`. */
  close(code: number, shard?: number): void;
  /** Breaks the connection without a goodbye. */
  cut(shard?: number): void;
  /** Asks the bot to connect anew. */
  askToReconnect(shard?: number): void;
  invalidateSession(resumable: boolean, shard?: number): void;
  /** Closes whoever identifies next with this code, until it is null again. */
  refuseWith: GatewayCloseCodes | null;
  /** From now on leaves a shard that identifies without an answer; then answers. */
  hold(shard: number): void;
  release(shard: number): void;
  /** The next turn of this kind, of any shard or of one; ask before what brings it about. */
  next(turn: Turn, shard?: number): Promise<unknown[]>;
  /** Whether it leaves whoever connects waiting at the door. */
  isDeaf: boolean;
  readonly intents: number | null;
  readonly limits: GatewayLimits;
  /** Of all that identified, as `[shard, count]`, with those that were too fast. */
  readonly identified: readonly (readonly [number, number])[];
  /** How many of these were too fast. */
  readonly tooFast: number;
  stop(): void;
}

interface Identity {
  token: string;
  intents: number;
  shard?: readonly [number, number];
}

interface Resumption {
  token: string;
  session_id: string;
  seq: number;
}

type FromBot =
  | { op: GatewayOpcodes.Identify; d: Identity }
  | { op: GatewayOpcodes.Resume; d: Resumption }
  | { op: GatewayOpcodes.Heartbeat; d: unknown };

interface Sent {
  op: GatewayOpcodes.Dispatch;
  t: string;
  s: number;
  d: object;
}

interface Session {
  id: string;
  shard: number;
  count: number;
  sent: Sent[];
  socket: WebSocket;
}

/** A server that the bot is in: its id, and what `GUILD_CREATE` tells. */
export interface Joined {
  id: string;
  data: object;
}

/** The gateway of one bot: one session and at most one connection for each of its shards. */
export function createGateway(
  server: Server,
  { token, url, servers }: { token: string; url: string; servers: () => readonly Joined[] },
): Gateway {
  const sockets = new WebSocketServer({ noServer: true });
  const turns = new EventEmitter();
  /** By shard; all are of one number of shards. */
  const sessions = new Map<number, Session>();
  const identified: (readonly [number, number])[] = [];
  const lastStarts = new Map<number, number>();
  /** With what is to be done for them at last. */
  const held = new Map<number, (() => void)[]>();
  let intents: number | null = null;
  let tooFast = 0;

  server.on("upgrade", (request, stream: Duplex, head) => {
    if (gateway.isDeaf) {
      // The far end may leave in good order or not.
      stream.on("end", () => stream.destroy()).on("error", () => stream.destroy());
      stream.on("close", () => turns.emit("gone away")).resume();
      turns.emit("knocked");
      return;
    }
    sockets.handleUpgrade(request, stream, head, (connection) => {
      connection.on("message", (raw) => receive(connection, raw));
      connection.on("close", (code) => {
        const its = [...sessions.values()].find(({ socket }) => socket === connection);
        took("left", its?.shard, code);
      });
      send(connection, {
        op: GatewayOpcodes.Hello,
        d: { heartbeat_interval: HEARTBEAT_MS },
      });
    });
  });

  function took(turn: Turn, shard: number | undefined, ...told: unknown[]): void {
    turns.emit(turn, ...told);
    turns.emit(`${turn} ${shard}`, ...told);
  }

  function receive(connection: WebSocket, raw: RawData): void {
    const text = Buffer.isBuffer(raw) ? raw.toString() : "";
    const { op, d } = trusted<FromBot>(JSON.parse(text));
    if (op === GatewayOpcodes.Identify) identify(connection, d);
    else if (op === GatewayOpcodes.Resume) resume(connection, d);
    else if (op === GatewayOpcodes.Heartbeat) send(connection, { op: GatewayOpcodes.HeartbeatAck });
    else connection.close(GatewayCloseCodes.UnknownOpcode);
  }

  function identify(connection: WebSocket, as: Identity): void {
    const { limits } = gateway;
    const [shard, count] = as.shard ?? [0, 1];
    identified.push([shard, count]);
    limits.remaining -= 1;
    if (gateway.refuseWith) return connection.close(gateway.refuseWith);
    if (as.token !== token) return connection.close(GatewayCloseCodes.AuthenticationFailed);
    if (shard >= count) return connection.close(GatewayCloseCodes.InvalidShard);
    if (count < limits.required) return connection.close(GatewayCloseCodes.ShardingRequired);
    const bucket = shard % limits.maxConcurrency;
    const now = performance.now();
    if (now - (lastStarts.get(bucket) ?? -Infinity) < limits.pauseMs) {
      tooFast += 1;
      return send(connection, { op: GatewayOpcodes.InvalidSession, d: false });
    }
    lastStarts.set(bucket, now);
    intents = as.intents;
    const begin = () => beginSession(connection, shard, count);
    const waiting = held.get(shard);
    if (waiting) waiting.push(begin);
    else begin();
  }

  function beginSession(connection: WebSocket, shard: number, count: number): void {
    for (const [other, its] of sessions) if (its.count !== count) sessions.delete(other);
    const session = { id: snowflake(Date.now()), shard, count, sent: [], socket: connection };
    sessions.set(shard, session);
    const joined = servers().filter(({ id }) => shardOf(id, count) === shard);
    dispatchTo(session, "READY", {
      v: 10,
      user: botUser,
      guilds: joined.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: url,
      shard: [shard, count],
      application: { id: world.applicationId, flags: 0 },
    });
    for (const { data } of joined) dispatchTo(session, "GUILD_CREATE", data);
    took("identified", shard);
  }

  function resume(connection: WebSocket, from: Resumption): void {
    if (from.token !== token) return connection.close(GatewayCloseCodes.AuthenticationFailed);
    const session = [...sessions.values()].find(({ id }) => id === from.session_id);
    if (!session) return send(connection, { op: GatewayOpcodes.InvalidSession, d: false });
    session.socket = connection;
    for (const missed of session.sent.filter(({ s }) => s > from.seq)) send(connection, missed);
    dispatchTo(session, "RESUMED", {});
    took("resumed", session.shard);
  }

  function dispatchTo({ sent, socket }: Session, type: string, data: object): void {
    const event: Sent = { op: GatewayOpcodes.Dispatch, t: type, s: sent.length + 1, d: data };
    sent.push(event);
    if (socket.readyState === socket.OPEN) send(socket, event);
  }

  /** Whose event it is: what is of no server goes to the first. */
  function sessionFor(type: string, data: object): Session | undefined {
    const { guild_id, id } = trusted<{ guild_id?: string; id?: string }>(data);
    const guildId = guild_id ?? (OF_SERVERS.has(type) ? id : undefined);
    const [one] = sessions.values();
    return sessions.get(guildId === undefined || !one ? 0 : shardOf(guildId, one.count));
  }

  const those = (shard: number | undefined) =>
    [...sessions.values()].filter((its) => shard === undefined || its.shard === shard);

  const gateway: Gateway = {
    refuseWith: null,
    isDeaf: false,
    limits: {
      recommended: 1,
      required: 1,
      maxConcurrency: 1,
      total: 1000,
      remaining: 999,
      resetAfterMs: 86_400_000,
      pauseMs: 0,
    },
    dispatch(type, data) {
      const session = sessionFor(type, data);
      if (!session) throw new Error("The bot is not there");
      dispatchTo(session, type, data);
    },
    tell(type, data) {
      const session = sessionFor(type, data);
      if (session) dispatchTo(session, type, data);
    },
    close(code, shard) {
      for (const { socket } of those(shard)) socket.close(code);
    },
    cut(shard) {
      for (const { socket } of those(shard)) socket.terminate();
    },
    askToReconnect(shard) {
      for (const { socket } of those(shard))
        send(socket, { op: GatewayOpcodes.Reconnect, d: null });
    },
    invalidateSession(resumable, shard) {
      for (const { socket, shard: its } of those(shard)) {
        if (!resumable) sessions.delete(its);
        send(socket, { op: GatewayOpcodes.InvalidSession, d: resumable });
      }
    },
    hold: (shard) => void held.set(shard, []),
    release(shard) {
      const waiting = held.get(shard) ?? [];
      held.delete(shard);
      // Of several attempts the last one is still there.
      waiting.at(-1)?.();
    },
    next: (turn, shard) =>
      inTime(
        once(turns, shard === undefined ? turn : `${turn} ${shard}`),
        () => `the bot at the gateway: ${turn} ${shard ?? ""}`,
      ),
    get intents() {
      return intents;
    },
    identified,
    get tooFast() {
      return tooFast;
    },
    stop() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
  return gateway;
}

/** Events that tell of a server by its own id. */
const OF_SERVERS = new Set(["GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE"]);

/** By Discord's own formula (discord-api-docs, "Sharding"). */
export function shardOf(guildId: string, count: number): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(count));
}

function send(connection: WebSocket, payload: object): void {
  connection.send(JSON.stringify(payload));
}

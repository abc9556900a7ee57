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

export interface Gateway {
  /** An event for the bot; kept for a resume while it is away. */
  dispatch(type: string, data: object): void;
  /** Ends the connection the way Discord does for `code`. */
  close(code: number): void;
  /** Breaks the connection without a goodbye. */
  cut(): void;
  /** Asks the bot to connect anew. */
  askToReconnect(): void;
  invalidateSession(resumable: boolean): void;
  /** Closes whoever identifies next with this code, until it is null again. */
  refuseWith: GatewayCloseCodes | null;
  /** The next turn of this kind; ask before what brings it about. */
  next(turn: Turn): Promise<unknown[]>;
  /** Whether it leaves whoever connects waiting at the door. */
  isDeaf: boolean;
  readonly intents: number | null;
  stop(): void;
}

interface Identity {
  token: string;
  intents: number;
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

/** The gateway of one bot: one session, at most one connection. */
export function createGateway(
  server: Server,
  { token, url, guild }: { token: string; url: string; guild: () => object | null },
): Gateway {
  const sockets = new WebSocketServer({ noServer: true });
  const turns = new EventEmitter();
  let socket: WebSocket | null = null;
  let session: { id: string; sent: Sent[] } | null = null;
  let intents: number | null = null;

  server.on("upgrade", (request, stream: Duplex, head) => {
    if (gateway.isDeaf) {
      // The far end may leave in good order or not.
      stream.on("end", () => stream.destroy()).on("error", () => stream.destroy());
      stream.on("close", () => turns.emit("gone away")).resume();
      turns.emit("knocked");
      return;
    }
    sockets.handleUpgrade(request, stream, head, (connection) => {
      socket = connection;
      connection.on("message", (raw) => receive(connection, raw));
      connection.on("close", (code) => turns.emit("left", code));
      send(connection, {
        op: GatewayOpcodes.Hello,
        d: { heartbeat_interval: HEARTBEAT_MS },
      });
    });
  });

  function receive(connection: WebSocket, raw: RawData): void {
    const text = Buffer.isBuffer(raw) ? raw.toString() : "";
    const { op, d } = trusted<FromBot>(JSON.parse(text));
    if (op === GatewayOpcodes.Identify) identify(connection, d);
    else if (op === GatewayOpcodes.Resume) resume(connection, d);
    else if (op === GatewayOpcodes.Heartbeat) send(connection, { op: GatewayOpcodes.HeartbeatAck });
    else connection.close(GatewayCloseCodes.UnknownOpcode);
  }

  function identify(connection: WebSocket, as: Identity): void {
    if (gateway.refuseWith) return connection.close(gateway.refuseWith);
    if (as.token !== token) return connection.close(GatewayCloseCodes.AuthenticationFailed);
    intents = as.intents;
    session = { id: snowflake(Date.now()), sent: [] };
    const joined = guild();
    gateway.dispatch("READY", {
      v: 10,
      user: botUser,
      guilds: joined ? [{ id: world.guildId, unavailable: true }] : [],
      session_id: session.id,
      resume_gateway_url: url,
      shard: [0, 1],
      application: { id: world.applicationId, flags: 0 },
    });
    if (joined) gateway.dispatch("GUILD_CREATE", joined);
    turns.emit("identified");
  }

  function resume(connection: WebSocket, from: Resumption): void {
    if (from.token !== token) return connection.close(GatewayCloseCodes.AuthenticationFailed);
    if (from.session_id !== session?.id)
      return send(connection, { op: GatewayOpcodes.InvalidSession, d: false });
    for (const missed of session.sent.filter(({ s }) => s > from.seq)) send(connection, missed);
    gateway.dispatch("RESUMED", {});
    turns.emit("resumed");
  }

  const gateway: Gateway = {
    refuseWith: null,
    isDeaf: false,
    dispatch(type, data) {
      if (!session) throw new Error("The bot is not there");
      const event: Sent = {
        op: GatewayOpcodes.Dispatch,
        t: type,
        s: session.sent.length + 1,
        d: data,
      };
      session.sent.push(event);
      if (socket && socket.readyState === socket.OPEN) send(socket, event);
    },
    close: (code) => socket?.close(code),
    cut: () => socket?.terminate(),
    askToReconnect: () => socket && send(socket, { op: GatewayOpcodes.Reconnect, d: null }),
    invalidateSession(resumable) {
      if (!resumable) session = null;
      if (socket) send(socket, { op: GatewayOpcodes.InvalidSession, d: resumable });
    },
    next: (turn) => inTime(once(turns, turn), () => `the bot at the gateway: ${turn}`),
    get intents() {
      return intents;
    },
    stop() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
  return gateway;
}

function send(connection: WebSocket, payload: object): void {
  connection.send(JSON.stringify(payload));
}

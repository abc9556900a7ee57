import { setTimeout as delay } from "node:timers/promises";
import type { APIGatewaySessionStartLimit } from "discord-api-types/v10";
import type { Logger } from "pino";
import {
  heard,
  KEPT_BACK,
  readStarts,
  type SessionStarts,
  type StartTurn,
  takeTurn,
} from "./session-starts.ts";

/** What all processes of the bot share; each change is made while the others wait. */
export interface SharedMemory {
  change(key: string, to: (saved: unknown) => unknown): Promise<void>;
}

const MEMORY_KEY = "sessions of the bot";

/**
 * A session every 5 s for shards with the same number modulo `max_concurrency` (discord-api-docs, "Max
 * concurrency"). Discord counts when they arrive, which may be a little less apart.
 */
const PAUSE_MS = 5250;

/** While no session may start at all, we look again after so long. */
const LOOK_AGAIN_MS = 60_000;

export interface SessionGateOptions {
  /** Null: this process counts alone. */
  memory: SharedMemory | null;
  /** Default: Discord's. */
  pauseMs?: number | undefined;
  log: Logger;
  /** Nobody waits for a turn any more. */
  leaving: AbortSignal;
  /** In milliseconds since 1970. */
  nowMs?: () => number;
  /** A clock that nobody sets, in milliseconds. */
  steadyMs?: () => number;
}

/** What shards pass before they start a session. */
export interface SessionGate {
  /**
   * Notes what the gateway says of the sessions that may start. Fails with `NoSessionsLeft` where that is too
   * little for so many shards.
   */
  open(said: APIGatewaySessionStartLimit, shards: number): Promise<void>;
  /** Sessions of a bucket start one after the other, in this process and all others. */
  waitForIdentify(shard: number, signal: AbortSignal): Promise<void>;
}

export function createSessionGate({
  memory,
  pauseMs = PAUSE_MS,
  log,
  leaving,
  nowMs = Date.now,
  steadyMs = () => performance.now(),
}: SessionGateOptions): SessionGate {
  let buckets = 1;
  /** For each bucket, when those that came before have had their turn. */
  const lines = new Map<number, Promise<void>>();
  /** When this process took the last turn: after a leap of the clock only this one knows. */
  const tookAtMs = new Map<number, number>();
  let ownStarts = readStarts(null);

  async function passed(shard: number, bucket: number, signal: AbortSignal): Promise<void> {
    let isTold = false;
    for (;;) {
      signal.throwIfAborted();
      const turn = await askForTurn(bucket);
      if (turn.kind === "ours") return;
      if (turn.kind === "used up" && !isTold) {
        isTold = true;
        const until = Temporal.Instant.fromEpochMilliseconds(turn.untilMs).toString();
        log.warn(
          { shard, until },
          "Discord lets this bot start no more sessions until then; a shard waits for it",
        );
      }
      const waitMs = turn.kind === "used up" ? LOOK_AGAIN_MS : Math.ceil(turn.waitMs);
      await delay(waitMs, undefined, { signal, ref: false });
    }
  }

  async function askForTurn(bucket: number): Promise<StartTurn> {
    const waitMs = (tookAtMs.get(bucket) ?? -Infinity) + pauseMs - steadyMs();
    if (waitMs > 0) return { kind: "too soon", waitMs };
    let turn: StartTurn = { kind: "ours" };
    await change((starts) => {
      const taken = takeTurn(starts, bucket, { nowMs: nowMs(), pauseMs });
      turn = taken.turn;
      return taken.starts;
    });
    if (turn.kind === "ours") tookAtMs.set(bucket, steadyMs());
    return turn;
  }

  /**
   * Paperboy starts without its database, too. Where another process starts a session in that moment, Discord ends
   * one of the two, and that is tried again.
   */
  async function change(to: (starts: SessionStarts) => SessionStarts): Promise<void> {
    try {
      if (memory) return await memory.change(MEMORY_KEY, (saved) => to(readStarts(saved)));
    } catch (error) {
      log.warn({ reason: String(error) }, "Starting a session without asking other processes");
    }
    ownStarts = to(ownStarts);
  }

  return {
    async open({ total, remaining, reset_after: resetMs, max_concurrency: most }, shards) {
      buckets = Math.max(1, most);
      const limit = { total, remaining, resetsAtMs: nowMs() + resetMs };
      let left = remaining;
      await change((before) => {
        const starts = heard(before, limit, nowMs());
        left = starts.limit?.remaining ?? remaining;
        return starts;
      });
      if (left < shards + KEPT_BACK) throw new NoSessionsLeft(left, shards, limit.resetsAtMs);
    },

    async waitForIdentify(shard, signal) {
      const bucket = shard % buckets;
      const before = lines.get(bucket);
      const { promise: over, resolve } = Promise.withResolvers<void>();
      lines.set(bucket, over);
      try {
        await before;
        await passed(shard, bucket, AbortSignal.any([signal, leaving]));
      } catch (error) {
        // The library would connect again.
        if (leaving.aborted && !signal.aborted) await new Promise(() => undefined);
        throw error;
      } finally {
        resolve();
      }
    },
  };
}

/** Too few sessions are left for all shards. */
export class NoSessionsLeft extends Error {
  override name = "NoSessionsLeft";
  readonly until: string;

  constructor(left: number, shards: number, untilMs: number) {
    super(`Discord lets this bot start ${left} more sessions, too few for shards: ${shards}`);
    this.until = Temporal.Instant.fromEpochMilliseconds(Math.ceil(untilMs)).toString();
  }
}

import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { LEASE_MS } from "../../src/process/duties.ts";
import { type BotProcess, openHarbour } from "./processes.ts";

export interface TakeOver {
  way: "SIGKILL" | "SIGSTOP";
  /** Milliseconds from the last renewal until the other process has the shards, and until it has connected. */
  takenMs: number;
  connectedMs: number;
}

const ROUNDS = ["SIGKILL", "SIGSTOP", "SIGKILL", "SIGSTOP"] as const;
/** A process ends at any moment between two renewals. */
const AFTER_MS = [1000, 3000, 6000, 9000];

/** One process holds the shards, another stands by, and the first is killed or stopped. */
export async function takeOvers(): Promise<TakeOver[]> {
  const harbour = await openHarbour({ shards: 1, servers: 1, channels: 1 });
  const took: TakeOver[] = [];
  try {
    let holder = harbour.start("process 0", "auto");
    await holder.line(/^Ready/);
    for (const [n, way] of ROUNDS.entries()) {
      const next = harbour.start(`process ${n + 1}`, "auto");
      await next.line(/standing by until/);
      await delay(AFTER_MS[n]);
      holder.child.kill(way);
      // What it had asked for a moment before is done by then.
      await delay(1000);
      const renewedAt = await lastRenewal(harbour.database);
      took.push({ way, ...(await timesOf(next, renewedAt)) });
      holder.child.kill("SIGKILL");
      holder = next;
    }
    return took;
  } finally {
    await harbour.close();
  }
}

async function timesOf(next: BotProcess, renewedAt: number): Promise<Omit<TakeOver, "way">> {
  const taken = await next.line(/^These shards are/);
  const connected = await next.line(/^Connected to Discord/);
  return {
    takenMs: (taken.time ?? Number.NaN) - renewedAt,
    connectedMs: (connected.time ?? Number.NaN) - renewedAt,
  };
}

/** By the clock of the database, which is that of this machine. */
async function lastRenewal(database: string): Promise<number> {
  const client = new Client(database);
  await client.connect();
  const { rows } = await client.query<{ until: string }>(
    "select max(until) as until from work_lease where key like 'shard %'",
  );
  await client.end();
  return Number(rows[0]?.until) - LEASE_MS;
}

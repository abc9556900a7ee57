import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { defaultSettings } from "../src/digests/settings.ts";
import { openStore } from "../src/store/open.ts";
import { printTable } from "./table.ts";

const SERVERS = 10_000;
const CHANNELS_EACH = 20;
/** As Discord recommends them: for about a thousand servers each. */
const SHARDS = 10;

const servers = z.object({
  token: z.string(),
  apiBase: z.string(),
  /** Of each server, with one of its channels. */
  ids: z.array(z.object({ guildId: z.string(), channelId: z.string() })),
});
export type ThereAre = z.infer<typeof servers>;

const held = z.object({
  /** Since the process began, until all servers were known and looked at. */
  ms: z.number(),
  /** How long a processor worked at that. */
  workMs: z.number(),
  /** In MB: what is in use then, and what the process has. */
  heap: z.number(),
  rss: z.number(),
});
export type Held = z.infer<typeof held>;

/** Ten thousand servers in one process, with a subscription in each. */
export async function benchShards(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "paperboy-bench-"));
  const scale = [SERVERS, CHANNELS_EACH, SHARDS].map(String);
  const farEnd = fork(new URL("many-servers.ts", import.meta.url), scale);
  try {
    const there = servers.parse(await told(farEnd));
    const path = join(folder, "paperboy.db");
    await subscribeAll(path, there.ids);
    const { token, apiBase } = there;
    const hold = async (who: "bare" | "paperboy") =>
      await holdServers(["--expose-gc"], [who, token, apiBase, path]);
    const baseline = await hold("bare");
    const ours = await hold("paperboy");
    printTable(`${SERVERS.toLocaleString("en")} servers on ${SHARDS} shards`, "bare discord.js", [
      { what: "start until all are known", ours: ours.ms, baseline: baseline.ms },
      { what: "work of the processor", ours: ours.workMs, baseline: baseline.workMs },
      { what: "memory in use", unit: "MB", ours: ours.heap, baseline: baseline.heap },
      { what: "memory of the process", unit: "MB", ours: ours.rss, baseline: baseline.rss },
    ]);
  } finally {
    farEnd.kill("SIGKILL");
    await rm(folder, { recursive: true });
  }
}

async function holdServers(execArgv: string[], given: string[]): Promise<Held> {
  const child = fork(new URL("hold-servers.ts", import.meta.url), given, { execArgv });
  try {
    return held.parse(await told(child));
  } finally {
    child.kill("SIGKILL");
  }
}

async function told(process: ChildProcess): Promise<unknown> {
  const message = once(process, "message").then(([one]: unknown[]) => one);
  const [first] = await Promise.race([
    message.then((one) => [one]),
    once(process, "exit").then(() => []),
  ]);
  if (first === undefined) throw new Error("A process of the benchmark ended before its time");
  return first;
}

async function subscribeAll(path: string, ids: ThereAre["ids"]): Promise<void> {
  const store = await openStore(path);
  const now = Temporal.Now.instant();
  for (const { guildId, channelId } of ids)
    await store.book.subscriptions.saveChannel({
      id: channelId,
      guildId,
      kind: "text",
      settings: defaultSettings("UTC"),
      settledUntil: now,
      pause: null,
      endedAt: null,
      setUpBy: "1",
    });
  await store.close();
}

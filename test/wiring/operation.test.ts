import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FatalError } from "../../src/discord/connection/fatal.ts";
import { parseConfig } from "../../src/settings/config.ts";
import { runBot } from "../../src/wiring/bot.ts";
import { recordLog } from "../discord/log.ts";
import { type StandIn, startStandIn } from "../discord/stand-in.ts";
import { world } from "../discord/world.ts";
import { folderInMemory } from "../folder-in-memory.ts";
import { readMetrics, valueOf } from "../metrics/read-metrics.ts";
import { aPage, FURNITURE, METADATA } from "../papers/a-page.ts";
import { openWithConnection } from "../store/connection-of.ts";

const TOKEN = "a-token-nobody-guesses";
const TITLE = "Hibernation of rodents";

let folder: string;
let standIn: StandIn;
let end: () => Promise<void>;

beforeEach(async () => {
  folder = folderInMemory("paperboy-operation-");
  writeFileSync(
    join(folder, "page.txt"),
    aPage(...FURNITURE, TITLE, "They sleep below the snow.", METADATA),
  );
  standIn = await startStandIn();
});

afterEach(async () => {
  await end();
  await standIn.stop();
  rmSync(folder, { recursive: true });
});

/** The bot at the stand-in, as the program runs it, and how its ports are asked. */
async function start(settings: Record<string, string>) {
  const read = parseConfig({
    DISCORD_TOKEN: standIn.token,
    DISCORD_API_BASE: standIn.apiBase,
    PAPERBOY_SEEDS: folder,
    PAPERBOY_DATA: folder,
    PAPERBOY_HF: "off",
    ...settings,
  });
  if (!read.ok) throw new Error(read.problems.join("\n"));
  const { store, connection } = await openWithConnection(join(folder, "paperboy.db"));
  const recorded = recordLog();
  const ending = new AbortController();
  const run = { config: read.config, store, log: recorded.log, stopped: ending.signal };
  // It may end before anybody waits for that.
  const running = runBot(standIn.token, run).catch((error: unknown) => error);
  end = async () => {
    ending.abort();
    await running;
    await store.close();
  };
  const asking =
    (line: RegExp) =>
    async (path: string, headers: Record<string, string> = {}) => {
      const { url } = await recorded.line(line);
      return await fetch(`${String(url)}${path}`, { headers });
    };
  return {
    running,
    connection,
    log: recorded,
    atPages: asking(/^Public pages are served/),
    atMetrics: asking(/^Metrics are served/),
  };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

test("metrics tell what the bot did, and name nobody and nothing", async () => {
  const registration = standIn.registration();
  const { atMetrics } = await start({ PAPERBOY_METRICS_PORT: "0" });
  await registration;
  await standIn.command("/paper search", { query: "rodents" });
  const response = await atMetrics("/metrics");
  expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await response.text();
  const samples = readMetrics(text);
  expect(valueOf(samples, "paperboy_papers")).toBe(1);
  expect(valueOf(samples, "paperboy_papers_arrived_total", { source: "pages" })).toBe(1);
  expect(valueOf(samples, "paperboy_search_seconds_count")).toBeGreaterThan(0);
  expect(valueOf(samples, "paperboy_discord_responses_total", { status: "200" })).toBeGreaterThan(
    0,
  );
  expect(valueOf(samples, "paperboy_gateway_connected")).toBe(1);
  expect(valueOf(samples, "paperboy_shards", { state: "connected" })).toBe(1);
  expect(valueOf(samples, "paperboy_copies_unfinished", { outlet: "mail" })).toBe(0);
  expect(valueOf(samples, "paperboy_tick_delay_seconds_count", { timer: "rounds" })).toBe(1);
  expect(valueOf(samples, "paperboy_digests_unfinished")).toBe(0);
  for (const secret of [standIn.token, world.guildId, world.channelId, "rodents", "Hibernation"])
    expect(text).not.toContain(secret);
  expect(samples.flatMap(({ labels }) => Object.values(labels).filter(isId))).toEqual([]);
});

/** Of a server, channel or person. */
function isId(label: string): boolean {
  return /\d{15,}/.test(label);
}

test("on the web port metrics want their token, and are not there without one", async () => {
  const { atPages, atMetrics } = await start({
    PAPERBOY_WEB_PORT: "0",
    PAPERBOY_METRICS_PORT: "0",
    PAPERBOY_METRICS_TOKEN: TOKEN,
  });
  for (const ask of [atPages, atMetrics]) {
    const statuses = await Promise.all([
      ask("/metrics"),
      ask("/metrics", bearer("another-token-of-mine")),
      ask("/metrics", { authorization: TOKEN }),
      ask(`/metrics?token=${TOKEN}`),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([401, 401, 400, 401]);
    const given = await ask("/metrics", bearer(TOKEN));
    expect(given.status).toBe(200);
    expect(given.headers.get("cache-control")).toBe("no-store");
    expect(await given.text()).not.toContain(TOKEN);
  }
  const samples = readMetrics(await (await atPages("/metrics", bearer(TOKEN))).text());
  expect(valueOf(samples, "paperboy_web_responses_total", { status: "401" })).toBe(3);
});

test("without a token the web port has no metrics, and without settings nothing is counted", async () => {
  const { atPages } = await start({ PAPERBOY_WEB_PORT: "0" });
  expect((await atPages("/metrics", bearer(TOKEN))).status).toBe(404);
  expect((await atPages("/healthz")).status).toBe(200);
});

test("it is ready while Discord cannot be reached, and says so", async () => {
  standIn.fail({ on: /gateway/, times: Infinity, with: { status: 503 } });
  const { atPages, log } = await start({ PAPERBOY_WEB_PORT: "0" });
  await log.line(/Can't reach Discord/);
  const health = await atPages("/healthz");
  expect([health.status, await health.text()]).toEqual([200, "ok\n"]);
  const ready = await atPages("/readyz");
  expect(ready.status).toBe(200);
  expect(await ready.json()).toMatchObject({
    ready: true,
    store: "ok",
    tick: "not yet",
    gateway: "not connected",
  });
});

test("where Discord turns the bot away, the port is given back", async () => {
  standIn.fail({ on: /gateway/, times: Infinity, with: { status: 401 } });
  const { running, atPages } = await start({ PAPERBOY_WEB_PORT: "0" });
  expect(await running).toBeInstanceOf(FatalError);
  await expect(atPages("/healthz")).rejects.toThrow("fetch failed");
});

test("it is not ready while what happens cannot be kept", async () => {
  const { atPages, log, connection } = await start({ PAPERBOY_WEB_PORT: "0" });
  await log.line(/Public pages are served/);
  // As on a full disk.
  connection.exec("pragma query_only = 1");
  const ready = await atPages("/readyz");
  expect(ready.status).toBe(503);
  expect(ready.headers.get("cache-control")).toBe("no-store");
  expect(await ready.json()).toMatchObject({ ready: false, store: "failing" });
  expect((await atPages("/healthz")).status).toBe(200);
  connection.exec("pragma query_only = 0");
});

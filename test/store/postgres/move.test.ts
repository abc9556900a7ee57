import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import { takeInFiles } from "../../../src/papers/corpus/take-in.ts";
import { openStore } from "../../../src/store/open.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "../../digests/a-channel.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import { anEntry, aSnapshot } from "../../papers/a-page.ts";
import { newAddress, run } from "../test-store.ts";

const root = join(import.meta.dirname, "..", "..", "..");

let folder: string;
let file: string;
let address: string;

beforeEach(async () => {
  folder = folderInMemory("paperboy-move-");
  mkdirSync(join(folder, "data"));
  file = join(folder, "data", "paperboy.db");
  address = await newAddress();
});

/** An installation with papers, channels and what was sent to them. */
async function install(draws = 0): Promise<void> {
  const store = await openStore(file);
  const entries = ["Sparse attention", "Dense\0retrieval"].map((title, i) =>
    anEntry({ title, line: i + 1 }),
  );
  await takeInFiles([aSnapshot({ entries })], store.paperStore);
  const [first = ""] = store.paperStore.corpus().ids();
  await store.book.arrivals.note([first, "gone"], FRIDAY);
  await subscribed(store.book, aChannel(), "vision");
  await store.book.deliveries.plan(aDigest(), [aMessage(first)]);
  await store.shelves.save("u1", {
    paperId: first,
    at: FRIDAY,
    note: "odd: \0 'quotes' \u{1f4da}",
  });
  for (let i = 0; i < draws; i += 1) await store.draws.note("c1", `p${i}`, FRIDAY, null);
  await store.close();
}

function begin(to = address) {
  const env = { ...process.env, DISCORD_TOKEN: "token", PAPERBOY_DATA: join(folder, "data") };
  return spawn(process.execPath, [join(root, "bin/paperboy.cjs"), "migrate", "--to", to], {
    cwd: folder,
    env: { ...env, LOG_LEVEL: "silent" },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function migrate(to = address) {
  const child = begin(to);
  const [said, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { code: Number(code), said, error };
}

test("what a file holds goes on in PostgreSQL, with numbers that were never given", async () => {
  await install();
  const moved = await migrate();
  expect(moved).toMatchObject({ code: 0, error: "" });
  expect(moved.said).toMatch(/\d+ rows in \d+ tables, counted on both sides/);
  const before = await openStore(file);
  const after = await openStore(join(folder, "papers.db"), { postgres: address });
  await after.paperStore.version();
  const [old, now] = [before, after].map(({ paperStore }) => [...paperStore.corpus().all()]);
  expect(now).toEqual(old);
  expect(await after.book.history.digest("d1")).toEqual(await before.book.history.digest("d1"));
  expect(await after.shelves.of("u1")).toEqual([
    { ...(await before.shelves.of("u1"))[0], note: "odd: \u{fffd} 'quotes' \u{1f4da}" },
  ]);
  expect(await after.book.arrivals.newest()).toBe(2);
  await after.book.arrivals.note(["next"], FRIDAY);
  expect(await after.book.arrivals.newest()).toBe(3);
  for (const store of [before, after]) await store.close();
  const again = await migrate();
  expect(again.code).not.toBe(0);
  expect(again.error).toMatch(/something in that database already/);
});

test("cut at any moment, it can be run again", async () => {
  await install(4000);
  let cuts = 0;
  for (const waits of [600, 900, 1200, 1500]) {
    const child = begin();
    const exited = once(child, "exit");
    await Promise.race([delay(waits), exited]);
    if (child.kill("SIGKILL")) cuts += 1;
    await exited;
    if (child.signalCode === null) break;
  }
  expect(cuts).toBeGreaterThan(0);
  const outcome = await migrate();
  // A cut after the end of it all left nothing to do.
  expect(outcome.code === 0 || outcome.error).toSatisfy(
    (how) => how === true || /something in that database already/.test(String(how)),
  );
  expect(await run(address, "select count(*)::int as count from draw")).toEqual([{ count: 4000 }]);
  expect(await run(address, "select count(*)::int as count from saved")).toEqual([{ count: 1 }]);
});

test("a file that Paperboy has open, and a PostgreSQL that isn't there, are left alone", async () => {
  await install();
  const store = await openStore(file);
  expect((await migrate()).error).toMatch(/Paperboy is running on/);
  await store.close();
  const nowhere = new URL(address);
  nowhere.password = "s3cret";
  nowhere.pathname = "/nowhere";
  const refused = await migrate(nowhere.href);
  expect(refused.code).not.toBe(0);
  expect(refused.error).toMatch(/no database of that name/);
  expect(refused.error + refused.said).not.toContain("s3cret");
  expect(await run(address, "select count(*)::int as count from paper")).toEqual([{ count: 0 }]);
});

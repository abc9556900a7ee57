import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { aFront } from "../a-front.ts";
import { commands } from "../../commands/index.ts";
import { type House, openHouse } from "../../src/wiring/house.ts";
import { processName } from "../../src/process/process-name.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { aLibrary } from "../a-library.ts";
import { createCourier } from "../commands/courier.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "../digests/a-channel.ts";
import { recordLog } from "../discord/log.ts";
import { createRecorder } from "../recorder.ts";
import { openWithConnection } from "../store/connection-of.ts";

const SATURDAY = FRIDAY.add({ hours: 24 });

/** As owners were named once; another container may have a process of that name. */
const OF_OLD = `${hostname()}:999999999`;

const asker = {
  userId: "u1",
  channelId: "c1",
  guildId: "g1",
  mayManage: true,
  hasDigests: true,
  mayView: () => true,
};

let store: Store;
let courier: ReturnType<typeof createCourier>;

beforeEach(async () => {
  store = await openStore(":memory:");
  courier = createCourier({
    c1: { kind: "here", guildId: "g1", channel: "text", missing: [] },
  });
});

afterEach(() => store.close());

async function open(now = () => SATURDAY): Promise<House> {
  return await openHouse({
    commands,
    store,
    library: aLibrary([]),
    timeZone: "UTC",
    log: recordLog().log,
    now,
  });
}

/** A digest that a process had begun with. */
async function leftBy(owner: string): Promise<void> {
  await subscribed(store.book, aChannel(), "vision");
  await store.book.deliveries.plan(aDigest(), [aMessage("p1")]);
  await store.book.leases.claim("d1", owner, SATURDAY, SATURDAY.add({ minutes: 3 }));
}

/** The name of a process that ran here. */
async function killed(): Promise<string> {
  const script = fileURLToPath(new URL("../process/named-process.ts", import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
  const [name] = await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
  return String(name).trim();
}

test.each([
  ["a process that was killed goes on at once", killed, 1],
  ["this process goes on at once", () => processName, 1],
  ["a process that nobody here can see is left to it", () => OF_OLD, 0],
])("a digest of %s", async (_what, owner, posts) => {
  await leftBy(await owner());
  const house = await open();
  house.open(aFront(courier));
  await house.tick();
  expect(courier.posted).toHaveLength(posts);
});

test("a database that can't be written for hours ends no digest, and is no mistake of ours", async () => {
  await store.close();
  const folder = mkdtempSync(join(tmpdir(), "paperboy-house-"));
  const opened = await openWithConnection(join(folder, "paperboy.db"));
  ({ store } = opened);
  await leftBy(processName);
  let now = SATURDAY;
  const house = await open(() => now);
  let isFull = true;
  const writable = (is: boolean) =>
    opened.connection.exec(`pragma query_only = ${is ? "off" : "on"}`);
  house.open(
    aFront({
      ...courier,
      async probe(...asked) {
        if (isFull) writable(false);
        return await courier.probe(...asked);
      },
    }),
  );
  const tick = async () => {
    now = now.add({ minutes: 21 });
    await house.tick();
    writable(true);
  };
  for (let ticks = 0; ticks < 5; ticks += 1) await tick();
  expect(courier.posted).toEqual([]);

  // Then Discord has trouble, for the first time.
  isFull = false;
  courier.fates.set("c1", { kind: "unavailable", reason: "502" });
  await tick();
  const [digest] = await store.book.history.runs("c1", 1);
  expect(digest).toMatchObject({ finishedAt: null });
  expect(digest?.note).not.toContain("mistake");
  courier.fates.clear();
  await tick();
  expect(courier.posted).toHaveLength(1);
  rmSync(folder, { recursive: true });
});

test("what is due waits for a front, and so does who asks about a channel", async () => {
  await leftBy(await killed());
  const house = await open();
  const ticking = house.tick();
  const recorder = createRecorder();
  const asking = house.dispatcher.handle(
    {
      kind: "command",
      command: "digest",
      subcommand: "subscribe",
      options: { topic: "noise" },
      asker,
    },
    recorder,
  );
  await house.look();
  expect(courier.posted).toEqual([]);
  house.open(aFront(courier, { inviteUrl: "https://discord.com/invite-me" }));
  await Promise.all([ticking, asking]);
  expect(courier.posted).toHaveLength(1);
  expect(JSON.stringify(recorder.calls)).toContain("Subscribe to “noise”");
  expect(house.services.inviteUrl).toBe("https://discord.com/invite-me");
});

test("a house that closes lets a message on its way arrive, and begins no other", async () => {
  await subscribed(store.book, aChannel(), "vision");
  await store.book.deliveries.plan(aDigest(), [aMessage("p1"), aMessage("p2")]);
  const leaving = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const house = await open();
  house.open(
    aFront({
      ...courier,
      async send(...asked) {
        leaving.resolve();
        await released.promise;
        return await courier.send(...asked);
      },
    }),
  );
  const ticking = house.tick();
  await leaving.promise;
  const closing = house.close(10_000);
  released.resolve();
  expect(await closing).toBe(true);
  await ticking;
  expect(courier.posted).toHaveLength(1);
  const messages = await store.book.history.messages("d1");
  expect(messages.map(({ state }) => state.kind === "delivered")).toEqual([true, false]);
  expect(await store.book.leases.owners()).toEqual([]);
});

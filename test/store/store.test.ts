import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../src/store/open.ts";
import { openAt } from "./open-at.ts";
import { forget, newAddress, openTestStore, run } from "./test-store.ts";

const now = Temporal.Instant.from("2026-11-21T09:00:00Z");
const SHOWN = { at: now, toAll: true };
const view = { list: "search", query: "federated", since: null, codeOnly: false } as const;

/** As keys were made before there was a secret. */
const oldKey = (value: object) =>
  createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 10);

let address: string;
let store: Store;

beforeEach(async () => {
  address = await newAddress();
  store = await openAt(address);
});

afterEach(async () => {
  await store.close();
  await forget(address);
});

async function reopen(): Promise<void> {
  await store.close();
  store = await openAt(address);
}

describe("the store", () => {
  it("gives equal views the same key, whatever the order of their fields, and keeps them", async () => {
    const key = await store.views.save(view, SHOWN);
    const turned = { codeOnly: false, since: null, query: "federated", list: "search" };
    const same = await store.views.save(turned, SHOWN);
    expect(same).toBe(key);
    expect(await store.views.save({ ...view, codeOnly: true }, SHOWN)).not.toBe(key);
    await reopen();
    expect(await store.views.load(key)).toEqual(view);
    expect(await store.views.load("unknown")).toBeNull();
  });

  it("gives keys that nobody can work out who knows the view alone, and the same after a restart", async () => {
    const key = await store.views.save(view, SHOWN);
    const json = JSON.stringify(view);
    for (const algorithm of ["sha256", "sha512", "sha1", "md5"])
      expect(createHash(algorithm).update(json).digest("base64url")).not.toContain(key);
    await reopen();
    expect(await store.views.save(view, SHOWN)).toBe(key);
    const another = await openTestStore();
    expect(await another.views.save(view, SHOWN)).not.toBe(key);
    await another.close();
  });

  it("agrees with another process about the secret, whoever comes first", async () => {
    const other = await openAt(address);
    const keys = await Promise.all([store.views.save(view, SHOWN), other.views.save(view, SHOWN)]);
    expect(new Set(keys).size).toBe(1);
    await other.close();
  });

  it("finds views and drafts under the keys of earlier versions, and guesses find none of this one", async () => {
    const draft = { channelId: "c1", guildId: "g1", topic: "noise", name: null };
    await store.views.save(view, SHOWN);
    await store.drafts.save({ ...draft, userId: "u1" }, now);
    expect(await store.views.load(oldKey(view))).toBeNull();
    expect(await store.drafts.load(oldKey({ ...draft, userId: "u1" }))).toBeNull();
    for (const value of [view, draft])
      await run(
        address,
        `insert into view (key, view) values ('${oldKey(value)}', '${JSON.stringify(value)}')`,
      );
    expect(await store.views.load(oldKey(view))).toEqual(view);
    expect(await store.drafts.load(oldKey(draft))).toEqual({ ...draft, userId: null });
  });

  it("remembers what a channel was dealt, apart from other channels", async () => {
    await store.draws.note("c1", "p1", now, null);
    await store.draws.note("c1", "p2", now, null);
    await store.draws.note("c2", "p3", now, null);
    await reopen();
    expect(await store.draws.drawn("c1")).toEqual(new Set(["p1", "p2"]));
    expect(await store.draws.drawn("c2")).toEqual(new Set(["p3"]));
  });

  it("forgets the draws of a used-up pool, and only those", async () => {
    for (const paper of ["p1", "p2", "p3"]) await store.draws.note("c1", paper, now, null);
    await store.draws.note("c1", "p1", now, ["p1", "p2"]);
    expect(await store.draws.drawn("c1")).toEqual(new Set(["p1", "p3"]));
  });

  it("lets a second process write between its own writes", async () => {
    const writer = fileURLToPath(new URL("write-draws.ts", import.meta.url));
    const other = promisify(execFile)(process.execPath, [writer, address]);
    for (let i = 0; i < 200; i += 1) await store.draws.note("ours", `p${i}`, now, null);
    await other;
    expect((await store.draws.drawn("ours")).size).toBe(200);
    expect((await store.draws.drawn("theirs")).size).toBe(200);
  });
});

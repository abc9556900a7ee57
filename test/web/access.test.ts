import { expect, test } from "vitest";
import { FRIDAY } from "../digests/a-channel.ts";
import { pruneAll } from "../store/prune-all.ts";
import { aPaper } from "../papers/a-paper.ts";
import { anOpenChannel, aPostedDigest, aSite } from "./a-site.ts";

const LATER = FRIDAY.add({ hours: 48 });

test("a channel is shown while it is open, gone once it was, and unknown before", async () => {
  const { store, get } = await aSite([aPaper({ id: "p1" })]);
  expect((await get("/c/c1")).status).toBe(404);
  await anOpenChannel(store, { name: "<b>papers" });
  await aPostedDigest(store, ["p1"]);
  const page = await get("/c/c1");
  expect(page.status).toBe(200);
  const text = await page.text();
  expect(text).toContain("#&lt;b&gt;papers");
  expect(text).toContain("2026-11-2");
  expect(await (await get("/")).text()).toContain('href="/c/c1"');

  await store.publicChannels.close("c1", LATER);
  expect((await get("/c/c1")).status).toBe(410);
  expect(await (await get("/")).text()).not.toContain("/c/c1");
});

test("a channel that ended is gone, and back with its channel", async () => {
  const { store, get } = await aSite([]);
  await anOpenChannel(store);
  await store.book.subscriptions.end("c1", LATER);
  expect((await get("/c/c1")).status).toBe(410);
  await store.book.subscriptions.end("c1", null);
  expect((await get("/c/c1")).status).toBe(200);
  await store.book.subscriptions.end("c1", LATER);
  await pruneAll(store, LATER.add({ hours: 24 * 40 }));
  expect((await get("/c/c1")).status).toBe(410);
});

test("digests of before a channel was open are not shown, nor are their papers public", async () => {
  const { store } = await aSite([]);
  await anOpenChannel(store, { since: FRIDAY.add({ hours: 30 }) });
  const by = { kind: "by hand" as const };
  await aPostedDigest(store, ["early"], { id: "d1", occasion: by, dueAt: FRIDAY });
  await aPostedDigest(store, ["late"], { id: "d2", occasion: by, dueAt: LATER });
  expect([...(await store.publicChannels.paperIds())]).toEqual(["late"]);
  expect(await store.publicChannels.holding("early")).toEqual([]);
  expect(await store.publicChannels.holding("late")).toMatchObject([
    { channel: { id: "c1", serverName: "Lab" }, digestId: "d2" },
  ]);
});

test("every answer says that nothing else may be loaded, framed or run", async () => {
  const { get } = await aSite([]);
  for (const path of ["/", "/c/none", "/none"]) {
    const { headers } = await get(path);
    expect(headers.get("content-security-policy")).toMatch(
      /default-src 'none'.*frame-ancestors 'none'/,
    );
    expect(headers.get("content-security-policy")).toContain("form-action 'self'");
    expect(headers.get("content-security-policy")).not.toContain("unsafe");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  }
});

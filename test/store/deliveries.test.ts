import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Book } from "../../src/digests/book.ts";
import { type Digest, isOpen, type TopicMatch } from "../../src/digests/digest.ts";
import { NO_WISHES } from "../../src/digests/wishes.ts";
import type { Store } from "../../src/store/open.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "../digests/a-channel.ts";
import { openAt } from "./open-at.ts";
import { newAddress, onPostgres, openTestStore, run } from "./test-store.ts";

let store: Store;
let book: Book;

beforeEach(async () => {
  store = await openTestStore();
  book = store.book;
});

afterEach(() => store.close());

const SATURDAY = FRIDAY.add({ hours: 24 });
const LATER = SATURDAY.add({ minutes: 5 });

function aMatch(paperId: string, strength = 1): TopicMatch {
  return { paperId, strength, words: ["vision", "seeing"], fields: ["title", "text"] };
}

/** Channels that want "vision", which all of some new papers match. */
async function withNews(paperIds: string[], ...channelIds: string[]): Promise<void> {
  for (const id of channelIds) await subscribed(book, aChannel({ id }), "vision");
  const from = await book.arrivals.newest();
  await book.arrivals.note(paperIds, FRIDAY);
  const matches = new Map([["vision", paperIds.map((id) => aMatch(id))]]);
  await book.arrivals.matched(from, await book.arrivals.newest(), matches);
}

async function unsent(channelId = "c1", which: "new" | "archive" = "new"): Promise<string[]> {
  return (await book.candidates.unsent(channelId, which)).map(({ paperId }) => paperId);
}

test("what is planned as the first of a topic is planned once, whichever papers it has", async () => {
  await withNews(["p1", "p2", "p3"], "c1", "c2");
  const [topic] = await book.subscriptions.of("c1");
  const plan = (id: string, paperId: string) =>
    book.deliveries.plan(
      aDigest({ id, occasion: { kind: "by hand" } }),
      [aMessage(paperId)],
      [],
      topic!.id,
    );
  expect(await plan("d1", "p1")).not.toBeNull();
  await book.deliveries.delivered("d1", 1, "m1", SATURDAY);
  await book.deliveries.finish("d1", "sent", null, SATURDAY);
  expect(await plan("d2", "p2")).toBeNull();
  expect(await book.candidates.anyHeld(topic!.id)).toBe(true);
  const [elsewhere] = await book.subscriptions.of("c2");
  expect(await book.candidates.anyHeld(elsewhere!.id)).toBe(false);
});

test("unsent papers come with their why, best match first, once for each topic", async () => {
  await book.arrivals.note(["a1"], FRIDAY);
  await subscribed(book, aChannel(), "vision", "audio");
  await book.arrivals.note(["p2", "p3"], FRIDAY);
  await book.arrivals.matched(
    0,
    3,
    new Map([
      ["vision", [aMatch("a1"), aMatch("p2", 0.5), aMatch("p3", 0.7)]],
      ["audio", [aMatch("p2", 0.9)]],
    ]),
  );
  const [vision, audio] = await book.subscriptions.of("c1");
  expect(await book.candidates.unsent("c1", "new")).toMatchObject([
    { paperId: "p2", topic: "audio", subscriptionId: audio?.id, strength: 0.9, arrival: 2 },
    { paperId: "p3", topic: "vision", subscriptionId: vision?.id, strength: 0.7, arrival: 3 },
    { paperId: "p2", topic: "vision", subscriptionId: vision?.id, strength: 0.5, arrival: 2 },
  ]);
  expect(await book.candidates.unsent("c1", "archive")).toEqual([
    {
      ...aMatch("a1"),
      topic: "vision",
      heading: "vision",
      subscriptionId: vision?.id,
      arrival: 1,
      arrivedAt: FRIDAY,
      waitingSince: null,
      wishes: NO_WISHES,
    },
  ]);
});

test("a digest is stored whole, with a nonce for each message, and settles its slot", async () => {
  await withNews(["p1", "p2", "p3"], "c1");
  const planned = aDigest({ late: true, note: "a note" });
  const messages = [aMessage("p1", "p2"), aMessage("p3")];
  expect(await book.deliveries.plan(planned, messages)).toEqual({ ...planned, finishedAt: null });
  expect(await book.history.digest("d1")).toEqual({ ...planned, finishedAt: null });
  expect(await book.history.messages("d1")).toEqual(
    messages.map((message, i) => ({
      ...message,
      digestId: "d1",
      number: i + 1,
      nonce: `d1.${i + 1}`,
      state: { kind: "waiting" },
    })),
  );
  expect((await book.subscriptions.channel("c1"))?.settledUntil.equals(SATURDAY)).toBe(true);
  expect(await unsent()).toEqual([]);
});

test("a digest without messages is finished when it is stored", async () => {
  await subscribed(book, aChannel(), "vision");
  const stored = await book.deliveries.plan(aDigest({ outcome: "nothing new", quiet: true }), []);
  expect(stored?.finishedAt?.equals(SATURDAY)).toBe(true);
  expect(await book.deliveries.open("c1")).toBeNull();
  expect(await book.deliveries.unfinished(LATER)).toEqual([]);
});

test("a slot has one digest: the second is refused, and its slot settled all the same", async () => {
  await withNews(["p1", "p2"], "c1");
  await book.deliveries.plan(aDigest({ outcome: "nothing new" }), []);
  const evening = SATURDAY.add({ hours: 9 });
  const second = aDigest({ id: "d2", dueAt: evening, plannedAt: evening });
  expect(await book.deliveries.plan(second, [aMessage("p1")])).toBeNull();
  expect(await book.history.digest("d2")).toBeNull();
  expect((await book.subscriptions.channel("c1"))?.settledUntil.equals(evening)).toBe(true);
  expect(await unsent()).toEqual(["p1", "p2"]);
});

test("a channel has one digest under way, and its slot stays open meanwhile", async () => {
  await withNews(["p1", "p2"], "c1", "c2");
  await book.deliveries.plan(aDigest({ occasion: { kind: "by hand" } }), [aMessage("p1")]);
  expect(await book.deliveries.plan(aDigest({ id: "d2" }), [aMessage("p2")])).toBeNull();
  expect((await book.subscriptions.channel("c1"))?.settledUntil.equals(FRIDAY)).toBe(true);
  expect(
    await book.deliveries.plan(aDigest({ id: "d3", channelId: "c2" }), [aMessage("p2")]),
  ).not.toBeNull();
  await book.deliveries.finish("d1", "sent", null, LATER);
  expect(await book.deliveries.plan(aDigest({ id: "d2" }), [aMessage("p2")])).not.toBeNull();
});

test("a digest sent by hand leaves the slots as they are, and there may be many", async () => {
  await withNews(["p1", "p2"], "c1");
  for (const id of ["d1", "d2"]) {
    await book.deliveries.plan(aDigest({ id, occasion: { kind: "by hand" } }), [
      aMessage(`p${id.at(-1)}`),
    ]);
    await book.deliveries.finish(id, "sent", null, LATER);
  }
  expect((await book.subscriptions.channel("c1"))?.settledUntil.equals(FRIDAY)).toBe(true);
});

test("a paper that a digest of the channel holds cannot stand in another", async () => {
  await withNews(["p1", "p2"], "c1", "c2");
  await book.deliveries.plan(aDigest(), [aMessage("p1")]);
  await book.deliveries.delivered("d1", 1, "m1", LATER);
  await book.deliveries.finish("d1", "sent", null, LATER);
  const other = aDigest({ id: "d2", occasion: { kind: "slot", date: "2026-11-22" } });
  expect(await book.deliveries.plan(other, [aMessage("p2"), aMessage("p1")])).toBeNull();
  expect(await unsent()).toEqual(["p2"]);
  expect(await unsent("c2")).toEqual(["p1", "p2"]);
});

test("a message's delivery and its papers' are known together", async () => {
  await withNews(["p1", "p2", "p3"], "c1");
  await book.deliveries.plan(aDigest(), [aMessage("p1", "p2"), aMessage("p3")]);
  await book.deliveries.attempting("d1", 1, LATER);
  await book.deliveries.attempting("d1", 1, LATER.add({ minutes: 1 }));
  expect(await book.history.digest("d1")).toMatchObject({ outcome: "sending" });
  await book.deliveries.delivered("d1", 1, "m1", LATER);
  const messages = await book.history.messages("d1");
  expect(messages.map(({ state }) => state)).toEqual([
    { kind: "delivered", id: "m1", at: LATER },
    { kind: "waiting" },
  ]);
  const digest = await book.history.digest("d1");
  const where = (paperId: string) => book.history.whereabouts("c1", paperId);
  expect(await where("p2")).toEqual({ kind: "delivered", digest, id: "m1" });
  expect(await where("p3")).toEqual({ kind: "under way", digest });
  expect(await where("p4")).toBeNull();
});

test("a message that was deleted, or that nobody could find for a day, is stored as ever", async () => {
  await store.close();
  const address = await newAddress();
  store = await openAt(address);
  ({ book } = store);
  await withNews(["p1", "p2"], "c1");
  await book.deliveries.plan(aDigest(), [aMessage("p1"), aMessage("p2")]);
  const there = LATER.subtract({ minutes: 1 });
  for (const number of [1, 2]) await book.deliveries.attempting("d1", number, LATER, there);
  const states = async () => (await book.history.messages("d1")).map(({ state }) => state);
  const unsure = { kind: "unsure", attemptedAt: LATER, attemptedThere: there };
  expect(await states()).toEqual([unsure, unsure]);
  await book.deliveries.delivered("d1", 1, null, LATER);
  await book.deliveries.unconfirmed("d1", 2);
  expect(await states()).toEqual([{ kind: "deleted", at: LATER }, { kind: "unconfirmed" }]);
  expect(await book.history.whereabouts("c1", "p1")).toMatchObject({ kind: "deleted" });
  expect(await book.history.whereabouts("c1", "p2")).toMatchObject({ kind: "unconfirmed" });
  expect(await run(address, "select message_id, refused from ledger order by number")).toEqual([
    { message_id: "0", refused: null },
    { message_id: null, refused: "It may have arrived." },
  ]);
});

test("a digest that ends early gives back what was not delivered", async () => {
  await withNews(["p1", "p2", "p3"], "c1");
  await book.deliveries.plan(aDigest(), [aMessage("p1"), aMessage("p2"), aMessage("p3")]);
  await book.deliveries.delivered("d1", 1, "m1", LATER);
  await book.deliveries.refused("d1", 2, "Invalid Form Body", []);
  await book.deliveries.finish("d1", "partly sent", "one paper was refused", LATER);
  expect(await unsent()).toEqual(["p3"]);
  const note = "one paper was refused";
  const finished = { ...aDigest({ outcome: "partly sent", note }), finishedAt: LATER };
  expect(await book.history.digest("d1")).toEqual(finished);
  await book.deliveries.finish("d1", "failed", null, LATER.add({ hours: 1 }));
  expect(await book.history.digest("d1")).toEqual(finished);
});

test("a delivery that becomes known after its digest was given up still counts", async () => {
  await withNews(["p1"], "c1");
  await book.deliveries.plan(aDigest(), [aMessage("p1")]);
  await book.deliveries.finish("d1", "failed", null, LATER);
  await book.deliveries.delivered("d1", 1, "m1", LATER);
  expect(await unsent()).toEqual([]);
});

test("a delivery that becomes known late takes nothing from one that came before it", async () => {
  await withNews(["p1", "p2"], "c1");
  await book.deliveries.plan(aDigest(), [aMessage("p1"), aMessage("p2")]);
  await book.deliveries.finish("d1", "failed", null, LATER);
  const next = aDigest({ id: "d2", occasion: { kind: "slot", date: "2026-11-22" } });
  await book.deliveries.plan(next, [aMessage("p1"), aMessage("p2")]);
  await book.deliveries.delivered("d2", 1, "m21", LATER);
  for (const number of [1, 2]) await book.deliveries.delivered("d1", number, `m1${number}`, LATER);
  const where = (paperId: string) => book.history.whereabouts("c1", paperId);
  expect(await where("p1")).toMatchObject({ kind: "delivered", digest: { id: "d2" }, id: "m21" });
  // Only reserved until then.
  expect(await where("p2")).toMatchObject({ kind: "delivered", digest: { id: "d1" }, id: "m12" });
  await book.deliveries.finish("d2", "partly sent", null, LATER);
  expect(await unsent()).toEqual([]);
  expect(await where("p2")).toMatchObject({ kind: "delivered", digest: { id: "d1" }, id: "m12" });
});

test("papers of a refused message are tried one by one; what is refused alone is set aside", async () => {
  await withNews(["p1", "p2", "p3"], "c1");
  await book.deliveries.plan(aDigest(), [aMessage("p1", "p2"), aMessage("p3")]);
  await book.deliveries.refused("d1", 1, "too long", [aMessage("p1"), aMessage("p2")]);
  expect(await book.history.messages("d1")).toMatchObject([
    { number: 1, state: { kind: "refused", reason: "too long" } },
    { number: 2, nonce: "d1.2", state: { kind: "waiting" } },
    { number: 3, nonce: "d1.3", paperIds: ["p1"], state: { kind: "waiting" } },
    { number: 4, nonce: "d1.4", paperIds: ["p2"], state: { kind: "waiting" } },
  ]);
  await book.deliveries.delivered("d1", 3, "m3", LATER);
  await book.deliveries.refused("d1", 4, "still too long", []);
  await book.deliveries.finish("d1", "partly sent", null, LATER);
  expect(await unsent()).toEqual(["p3"]);
  expect(await book.history.whereabouts("c1", "p1")).toMatchObject({ kind: "delivered", id: "m3" });
  expect(await book.history.whereabouts("c1", "p2")).toMatchObject({
    kind: "refused",
    reason: "still too long",
  });
});

test("unfinished digests come oldest first, a postponed one when its time has come", async () => {
  await withNews(["p1"], "c1", "c2", "c3");
  const plan = (id: string, channelId: string, plannedAt: Temporal.Instant) =>
    book.deliveries.plan(aDigest({ id, channelId, plannedAt }), [aMessage("p1")]);
  await plan("d1", "c1", LATER);
  await plan("d2", "c2", SATURDAY);
  await plan("d3", "c3", SATURDAY);
  await book.deliveries.finish("d3", "sent", null, LATER);
  const ids = async (now: Temporal.Instant) =>
    (await book.deliveries.unfinished(now)).map(({ id }) => id);
  expect(await ids(LATER)).toEqual(["d2", "d1"]);
  const inAnHour = LATER.add({ hours: 1 });
  await book.leases.claim("d2", "us", LATER, inAnHour);
  await book.deliveries.postpone("d2", inAnHour, "blocked", "Send Messages");
  expect(await ids(LATER)).toEqual(["d1"]);
  expect(await ids(inAnHour)).toEqual(["d2", "d1"]);
  const postponed = { outcome: "blocked", note: "Send Messages", finishedAt: null };
  expect(await book.deliveries.open("c2")).toMatchObject(postponed);
  expect(await book.leases.claim("d2", "others", LATER, inAnHour)).toBe(true);
});

test("a digest that waits for longer than any does was put off by a clock that was ahead", async () => {
  await withNews(["p1"], "c1");
  await book.deliveries.plan(aDigest(), [aMessage("p1")]);
  const isDue = async () => (await book.deliveries.unfinished(LATER)).length > 0;
  const longest = LATER.add({ hours: 2 });
  await book.deliveries.postpone("d1", longest, "sending", "");
  expect(await isDue()).toBe(false);
  await book.deliveries.postpone("d1", longest.add({ milliseconds: 1 }), "sending", "");
  expect(await isDue()).toBe(true);
});

test("what a dead process held is free, and what others hold stays theirs", async () => {
  await withNews(["p1"], "c1", "c2", "c3");
  for (const n of [1, 2, 3])
    await book.deliveries.plan(aDigest({ id: `d${n}`, channelId: `c${n}` }), [aMessage("p1")]);
  const until = LATER.add({ minutes: 3 });
  await book.leases.claim("d1", "dead", LATER, until);
  await book.leases.claim("d2", "alive", LATER, until.add({ minutes: 5 }));
  expect(new Set(await book.leases.owners())).toEqual(new Set(["dead", "alive"]));
  await book.leases.release("dead");
  expect(await book.leases.owners()).toEqual(["alive"]);
  expect(await book.leases.claim("d1", "us", LATER, until)).toBe(true);
  expect(await book.leases.claim("d2", "us", LATER, until)).toBe(false);
  // A lease beyond the longest is cut to that, a shorter one stays.
  await book.leases.claim("d1", "us", LATER, LATER.add({ minutes: 1 }));
  await book.leases.shortenLeases(LATER, until);
  const soon = LATER.add({ minutes: 1 });
  expect(await book.leases.claim("d1", "others", soon, until)).toBe(true);
  expect(await book.leases.claim("d2", "others", until.subtract({ seconds: 1 }), until)).toBe(
    false,
  );
  expect(await book.leases.claim("d2", "others", until, until)).toBe(true);
});

test("one process at a time holds a digest, until its lease ends", async () => {
  await withNews(["p1"], "c1");
  await book.deliveries.plan(aDigest(), [aMessage("p1")]);
  const until = LATER.add({ minutes: 2 });
  expect(await book.leases.claim("d1", "us", LATER, until)).toBe(true);
  expect(await book.leases.claim("d1", "others", LATER, until)).toBe(false);
  expect(await book.leases.claim("d1", "us", LATER, until)).toBe(true);
  expect(await book.leases.claim("d1", "others", until, until.add({ minutes: 2 }))).toBe(true);
  expect(await book.leases.claim("d1", "us", until, until.add({ minutes: 2 }))).toBe(false);
  await book.deliveries.finish("d1", "sent", null, until);
  expect(await book.leases.claim("d1", "us", until.add({ hours: 1 }), until)).toBe(false);
  expect(await book.leases.claim("unknown", "us", LATER, until)).toBe(false);
});

test("of two processes that plan and claim the same digests, each digest has one", async () => {
  const address = await newAddress();
  const shared = await openAt(address);
  const channels = Array.from({ length: 40 }, (_, i) => `c${i}`);
  try {
    for (const id of channels) await subscribed(shared.book, aChannel({ id }), "vision");
    const rival = fileURLToPath(new URL("plan-and-claim.ts", import.meta.url));
    const start = promisify(execFile);
    const [a, b] = await Promise.all(
      ["a", "b"].map((name) => start(process.execPath, [rival, address, name])),
    );
    const claimed = [a, b].map((one) => one!.stdout.match(/\S+/g) ?? []);
    expect(claimed.flat().toSorted()).toEqual(channels.toSorted());
    for (const id of channels) expect(await shared.book.history.runs(id, 5)).toHaveLength(1);
  } finally {
    await shared.close();
  }
});

test("a channel's runs come newest first, at most as many as asked for", async () => {
  await withNews([], "c1", "c2");
  for (const day of [21, 22, 23]) {
    const plannedAt = Temporal.Instant.from(`2026-11-${day}T08:00:00Z`);
    const occasion = { kind: "slot", date: `2026-11-${day}` } as const;
    await book.deliveries.plan(
      aDigest({ id: `d${day}`, occasion, plannedAt, dueAt: plannedAt }),
      [],
    );
  }
  await book.deliveries.plan(aDigest({ id: "other", channelId: "c2" }), []);
  const runs = async (most: number) => (await book.history.runs("c1", most)).map(({ id }) => id);
  expect(await runs(2)).toEqual(["d23", "d22"]);
  expect(await runs(5)).toEqual(["d23", "d22", "d21"]);
});

test("whatever happens to digests, no paper is delivered twice and none is lost", async () => {
  const step = fc.record({
    what: fc.constantFrom("plan", "deliver", "refuse", "finish", "join"),
    pick: fc.nat({ max: 5 }),
    size: fc.integer({ min: 1, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      await store.close();
      store = await openTestStore();
      book = store.book;
      const papers = ["p1", "p2", "p3", "p4", "p5", "p6"];
      await withNews(papers, "c1");
      const delivered = new Set<string>();
      const refused = new Set<string>();
      const joined = new Map<string, string>();
      // Two messages of one digest that turn out to show one paper, of which one is refused: the
      // paper may be set aside or come again.
      const unclear = new Set<string>();
      const nameNow = (id: string): string => nameNowOf(joined, id);
      let made = 0;
      for (const { what, pick, size } of steps) {
        const open: Digest | null = await book.deliveries.open("c1");
        const pending = open ? (await book.history.messages(open.id)).filter(isOpen) : [];
        const message = pending[pick % Math.max(1, pending.length)];
        if (what === "plan" && !open) {
          const chosen = (await unsent()).slice(0, size);
          made += 1;
          const digest = aDigest({ id: `d${made}`, occasion: { kind: "by hand" } });
          await book.deliveries.plan(
            digest,
            chosen.map((id) => aMessage(id)),
          );
        } else if (what === "deliver" && open && message) {
          await book.deliveries.delivered(open.id, message.number, `m${message.nonce}`, LATER);
          for (const id of message.paperIds) delivered.add(nameNow(id));
        } else if (what === "refuse" && open && message) {
          await book.deliveries.refused(open.id, message.number, "refused", []);
          const others = pending.filter((one) => one !== message).flatMap((one) => one.paperIds);
          for (const id of message.paperIds.map(nameNow))
            (others.map(nameNow).includes(id) ? unclear : refused).add(id);
        } else if (what === "finish" && open) {
          await book.deliveries.finish(open.id, "partly sent", null, LATER);
        } else if (what === "join" && joined.size < 3) {
          const [old, kept] = [papers[pick], papers[(pick + size) % papers.length]];
          if (!old || !kept || joined.has(old) || joined.has(kept)) continue;
          await book.arrivals.join(old, kept);
          joined.set(old, kept);
        }
      }
      const last = await book.deliveries.open("c1");
      if (last) await book.deliveries.finish(last.id, "failed", null, LATER);
      const settled = new Set([...delivered, ...refused].map(nameNow));
      const open = new Set([...unclear].map(nameNow));
      const left = papers.filter((id) => !joined.has(id) && !settled.has(id) && !open.has(id));
      const found = (await unsent()).filter((id) => settled.has(id) || !open.has(id));
      expect(found.toSorted()).toEqual(left);
    }),
    { numRuns: onPostgres ? 25 : 100 },
  );
});

function nameNowOf(joined: ReadonlyMap<string, string>, id: string): string {
  const next = joined.get(id);
  return next === undefined ? id : nameNowOf(joined, next);
}

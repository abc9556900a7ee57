import { afterEach, beforeEach, expect, test } from "vitest";
import { inSections } from "../../src/digests/edition.ts";
import type { Reason } from "../../src/digests/reason.ts";
import type { Store } from "../../src/store/open.ts";
import { aDigest, aMessage, FRIDAY } from "../digests/a-channel.ts";
import { openTestStore } from "./test-store.ts";

let store: Store;

beforeEach(async () => {
  store = await openTestStore();
});

afterEach(() => store.close());

const SATURDAY = FRIDAY.add({ hours: 24 });

function aReason(heading: string): Reason {
  return {
    heading,
    topic: `"${heading}"`,
    strength: 0.8,
    words: ["vision"],
    fields: ["title"],
    attention: { upvotes: 12, days: 1 },
    votesHere: 2,
  };
}

test("an edition has the papers in their places, with the reasons for which they were chosen", async () => {
  const { deliveries, history } = store.book;
  const reasons = new Map([
    ["zebra", aReason("Vision")],
    ["ant", aReason("Vision")],
    ["bee", aReason("Language")],
  ]);
  const messages = [aMessage("zebra", "ant"), aMessage("bee", "unknown")];
  await deliveries.plan({ ...aDigest(), reasons }, messages);

  const before = await history.edition("d1");
  expect(before?.papers).toEqual([
    { paperId: "zebra", reason: aReason("Vision"), isPosted: false },
    { paperId: "ant", reason: aReason("Vision"), isPosted: false },
    { paperId: "bee", reason: aReason("Language"), isPosted: false },
    { paperId: "unknown", reason: null, isPosted: false },
  ]);
  expect(before?.digest.id).toBe("d1");
  expect(inSections(before?.papers ?? []).map(({ heading }) => heading)).toEqual([
    "Vision",
    "Language",
    null,
  ]);

  await deliveries.delivered("d1", 1, "m1", SATURDAY);
  await deliveries.delivered("d1", 2, null, SATURDAY);
  const after = await history.edition("d1");
  expect(after?.papers.map(({ isPosted }) => isPosted)).toEqual([true, true, false, false]);
  expect(await history.edition("another")).toBeNull();
});

test("a channel's editions are those that were posted, newest first, within a span", async () => {
  const { deliveries, history } = store.book;
  for (const [i, outcome] of ["sent", "sent", "failed"].entries()) {
    const dueAt = SATURDAY.add({ hours: 24 * i });
    const id = `d${i}`;
    const occasion = { kind: "by hand" as const };
    await deliveries.plan(aDigest({ id, dueAt, plannedAt: dueAt, occasion }), [aMessage(`p${i}`)]);
    if (outcome === "sent") await deliveries.delivered(id, 1, `m${i}`, dueAt);
    await deliveries.finish(id, outcome === "sent" ? "sent" : "failed", null, dueAt);
  }
  const of = async (due: { from?: Temporal.Instant; before: Temporal.Instant }, most = 9) =>
    (await history.editions("c1", due, most)).map(({ digest }) => digest.id);
  const far = SATURDAY.add({ hours: 1000 });
  expect(await of({ before: far })).toEqual(["d1", "d0"]);
  expect(await of({ before: far }, 1)).toEqual(["d1"]);
  expect(await of({ before: SATURDAY.add({ hours: 24 }) })).toEqual(["d0"]);
  expect(await of({ from: SATURDAY.add({ hours: 1 }), before: far })).toEqual(["d1"]);
  expect(await history.editions("another", { before: far }, 9)).toEqual([]);
});

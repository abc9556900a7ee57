import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inOrder, type Orderable } from "../../src/digests/planning/order.ts";
import { DIGEST_ORDERS, type DigestOrder } from "../../src/digests/settings.ts";
import { aPaper } from "../papers/a-paper.ts";
import { FRIDAY } from "./a-channel.ts";

interface Given {
  /** Of people here. */
  votes?: number;
  strength: number;
  upvotes: number | null;
  comments: number | null;
  /** Days before the digest on which it was listed. */
  age: number;
}

const NOW = FRIDAY;
const TODAY = NOW.toZonedDateTimeISO("UTC").toPlainDate();

function candidate({ strength, upvotes, comments, age, votes }: Given, i: number): Orderable {
  const listed = TODAY.subtract({ days: age }).toString();
  return {
    paper: aPaper({
      id: `p${i}`,
      comments,
      dates: { listed },
      ...(upvotes !== null && { upvotes }),
    }),
    strength,
    ...(votes !== undefined && { votes }),
    arrival: i + 1,
    arrivedAt: NOW.subtract({ hours: 24 * age }),
  };
}

/** `p3 p0 p1` */
function ordered(given: readonly Orderable[], order: DigestOrder): string[] {
  return inOrder(given, order, NOW).map(({ paper }) => paper.id);
}

const average: Given = { strength: 0.5, upvotes: 10, comments: 1, age: 1 };

const anyGiven: fc.Arbitrary<Given> = fc.record({
  strength: fc.constantFrom(0.2, 0.5, 0.7, 1),
  upvotes: fc.option(fc.nat({ max: 300 })),
  comments: fc.option(fc.nat({ max: 20 })),
  age: fc.nat({ max: 8 }),
});
const someGiven = fc.array(anyGiven, { minLength: 1, maxLength: 40 });
const anyOrder = fc.constantFrom(...DIGEST_ORDERS);

describe("whatever there is", () => {
  test("each stands there once, and in the same place however they are given", () => {
    fc.assert(
      fc.property(someGiven, anyOrder, fc.integer(), (given, order, seed) => {
        const all = given.map(candidate);
        const shuffled = all.toSorted((a, b) => hash(a, seed) - hash(b, seed));
        const places = ordered(all, order);
        expect(ordered(shuffled, order)).toEqual(places);
        expect(places.toSorted()).toEqual(all.map(({ paper }) => paper.id).toSorted());
      }),
    );
  });

  /** Who uses what, and which way is better. */
  const better: [
    Exclude<keyof Given, "votes">,
    DigestOrder[],
    (value: number, by: number) => number,
  ][] = [
    ["strength", ["balanced", "best match"], (value, by) => Math.min(1, value + by / 100)],
    ["upvotes", ["balanced", "most upvoted"], (value, by) => value + by],
    ["comments", ["balanced"], (value, by) => value + by],
  ];

  test.each(better)("more %s never costs a place", (key, orders, more) => {
    fc.assert(
      fc.property(
        someGiven,
        fc.constantFrom(...orders),
        fc.nat(),
        fc.integer({ min: 1, max: 100 }),
        (given, order, at, by) => {
          const which = at % given.length;
          const before = given[which]!;
          const value = before[key];
          fc.pre(value !== null);
          const after = given.with(which, { ...before, [key]: more(value, by) });
          const placeIn = (some: Given[]) =>
            ordered(some.map(candidate), order).indexOf(`p${which}`);
          expect(placeIn(after)).toBeLessThanOrEqual(placeIn(given));
        },
      ),
    );
  });

  test("a newer paper never comes later for it", () => {
    fc.assert(
      fc.property(
        // Its votes count for the time that it has been there, so that nothing else changes here.
        fc.array(
          anyGiven.map((one) => ({ ...one, upvotes: null, comments: null })),
          {
            minLength: 1,
          },
        ),
        fc.constantFrom("balanced" as const, "newest" as const),
        fc.nat(),
        fc.integer({ min: 1, max: 8 }),
        (given, order, at, by) => {
          const which = at % given.length;
          const before = given[which]!;
          const after = given.with(which, { ...before, age: before.age - by });
          const placeIn = (some: Given[]) =>
            ordered(some.map(candidate), order).indexOf(`p${which}`);
          expect(placeIn(after)).toBeLessThanOrEqual(placeIn(given));
        },
      ),
    );
  });

  test("whose votes nobody knows is never behind the one that is known to have fewest", () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.nat({ max: 50 })), { minLength: 1, maxLength: 40 }),
        fc.constantFrom("balanced" as const, "most upvoted" as const),
        (votes, order) => {
          const known = votes.filter((one) => one !== null);
          const fewest = Math.min(...known);
          fc.pre(known.length > 1 && new Set(known).size > 1 && known.length < votes.length);
          const given = votes.map((upvotes) => ({ ...average, upvotes }));
          const places = ordered(given.map(candidate), order);
          const worst = votes.flatMap((one, i) => (one === fewest ? places.indexOf(`p${i}`) : []));
          const unknown = votes.flatMap((one, i) => (one === null ? places.indexOf(`p${i}`) : []));
          expect(Math.max(...unknown)).toBeLessThan(Math.min(...worst));
        },
      ),
    );
  });
});

test("forty votes since yesterday are more than sixty in a week", () => {
  const given = [
    { ...average, upvotes: 60, age: 7 },
    { ...average, upvotes: 40, age: 1 },
  ].map(candidate);
  expect(ordered(given, "balanced")).toEqual(["p1", "p0"]);
  expect(ordered(given, "most upvoted")).toEqual(["p0", "p1"]);
});

describe("votes of people here", () => {
  test("bring a paper before others like it, in the balanced order alone", () => {
    const given = [average, average, { ...average, votes: 2 }].map(candidate);
    expect(ordered(given, "balanced")).toEqual(["p2", "p0", "p1"]);
    for (const order of DIGEST_ORDERS.filter((one) => one !== "balanced"))
      expect(ordered(given, order)).toEqual(["p0", "p1", "p2"]);
    expect(inOrder(given, "balanced", NOW).map(({ votesHere }) => votesHere)).toEqual([2, 0, 0]);
  });

  test("change nothing where nobody has voted", () => {
    fc.assert(
      fc.property(someGiven, anyOrder, (given, order) => {
        const none = given.map((one) => ({ ...one, votes: 0 }));
        expect(ordered(none.map(candidate), order)).toEqual(ordered(given.map(candidate), order));
      }),
    );
  });

  test("never cost a place", () => {
    const voted = fc.record({ one: anyGiven, votes: fc.nat({ max: 9 }) });
    fc.assert(
      fc.property(fc.array(voted, { minLength: 1 }), fc.nat(), (drawn, at) => {
        const given = drawn.map(({ one, votes }) => ({ ...one, votes }));
        const which = at % given.length;
        const after = given.with(which, { ...given[which]!, votes: given[which]!.votes + 1 });
        const placeIn = (some: Given[]) =>
          ordered(some.map(candidate), "balanced").indexOf(`p${which}`);
        expect(placeIn(after)).toBeLessThanOrEqual(placeIn(given));
      }),
    );
  });
});

test("each order has its own first", () => {
  const given = [
    { ...average, strength: 1 },
    { ...average, upvotes: 300, age: 7 },
    { ...average, age: 0, upvotes: null },
    average,
  ].map(candidate);
  expect(ordered(given, "best match")[0]).toBe("p0");
  expect(ordered(given, "most upvoted")[0]).toBe("p1");
  expect(ordered(given, "newest")[0]).toBe("p2");
});

test("among many, the one that everybody talks about comes first though it matches as any", () => {
  const crowd = Array.from({ length: 600 }, (_, i) => ({
    strength: (i % 100) / 100,
    upvotes: i % 30,
    comments: i % 3,
    age: i % 8,
  }));
  const star = { strength: 0.5, upvotes: 212, comments: 9, age: 1 };
  const [first] = inOrder([...crowd, star].map(candidate), "balanced", NOW);
  expect(first).toMatchObject({ paper: { id: "p600" }, attention: { upvotes: 212, days: 1 } });
});

test("votes are named where they decided, and else are not", () => {
  const quiet = inOrder([average, { ...average, strength: 1 }].map(candidate), "balanced", NOW);
  expect(quiet.map(({ attention }) => attention)).toEqual([null, null]);
  const votes = inOrder([average].map(candidate), "most upvoted", NOW);
  expect(votes[0]?.attention).toEqual({ upvotes: 10, days: 1 });
  const unknown = inOrder([{ ...average, upvotes: null }].map(candidate), "most upvoted", NOW);
  expect(unknown[0]?.attention).toBeNull();
});

function hash({ arrival }: Orderable, seed: number): number {
  return Math.imul(arrival + seed, 2_654_435_761) % 1009;
}

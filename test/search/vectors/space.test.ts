import * as fc from "fast-check";
import { expect, test } from "vitest";
import { gateOf } from "../../../src/search/vectors/content-words.ts";
import { likenessOf } from "../../../src/search/vectors/likeness.ts";
import { quantise } from "../../../src/search/vectors/quantise.ts";
import { createSpace, type Nearness } from "../../../src/search/vectors/space.ts";

const number = fc.float({ min: -8, max: 8, noNaN: true });
const vectors = fc.integer({ min: 1, max: 24 }).chain((length) =>
  fc.array(fc.array(number, { minLength: length, maxLength: length }), {
    minLength: 2,
    maxLength: 40,
  }),
);

function sum(one: readonly number[], other: readonly number[]): number {
  return one.reduce((total, value, i) => total + value * (other[i] ?? 0), 0);
}

function cosine(a: readonly number[], b: readonly number[]): number {
  return sum(a, b) / Math.sqrt(sum(a, a) * sum(b, b));
}

test("papers are as near as their vectors are, whatever a byte loses", async () => {
  await fc.assert(
    fc.asyncProperty(vectors, async (all) => {
      const space = createSpace();
      const kept = all.flatMap((vector, i) => {
        const bytes = quantise(Float32Array.from(vector));
        if (bytes) space.set(`p${i}`, bytes);
        return bytes ? [vector] : [];
      });
      const [asked] = kept;
      const query = asked && quantise(Float32Array.from(asked));
      if (!query) return;
      const nearness = await space.compare(query);
      expect(nearness?.cosines).toHaveLength(kept.length);
      for (const [i, vector] of kept.entries())
        expect(nearness?.cosines[i]).toBeCloseTo(cosine(asked, vector), 1);
    }),
  );
});

test.each([
  ["zeros", [0, 0]],
  ["NaN", [1, Number.NaN]],
  ["infinity", [1, Infinity]],
  ["nothing", []],
])("a vector of %s has no direction", (_, numbers) => {
  expect(quantise(Float32Array.from(numbers))).toBeNull();
});

test("a later vector stands in place of the paper's first, and one of another length nowhere", async () => {
  const space = createSpace();
  space.set("a", Int8Array.of(1, 0));
  space.set("a", Int8Array.of(0, 1));
  space.set("b", Int8Array.of(1, 1, 1));
  expect(space.size).toBe(1);
  expect([...(space.vectorOf("a") ?? [])]).toEqual([0, 1]);
  expect(space.vectorOf("b")).toBeUndefined();
  expect(await space.compare(Int8Array.of(1, 1, 1))).toBeNull();
  space.clear();
  expect(await space.compare(Int8Array.of(1, 1))).toBeNull();
  space.set("b", Int8Array.of(1, 1, 1));
  expect(space.length).toBe(3);
});

test("many papers are compared, each with its own vector, while others get their turn", async () => {
  const space = createSpace();
  const MANY = 30_000;
  const length = 1024;
  for (let i = 0; i < MANY; i += 1)
    space.set(`p${i}`, new Int8Array(length).fill(1).fill(127, i % length, (i % length) + 1));
  let turns = 0;
  const others = setInterval(() => (turns += 1));
  const first = new Int8Array(length).fill(1).fill(127, 0, 1);
  const nearness = await space.compare(first);
  clearInterval(others);
  const nearest = [...(nearness?.cosines ?? [])].flatMap((one, i) => (one > 0.99999 ? [i] : []));
  expect(nearest).toEqual(
    Array.from({ length: MANY }, (_, i) => i).filter((i) => i % length === 0),
  );
  expect(turns).toBeGreaterThan(0);
});

test("what is cleared while it is compared is not answered with", async () => {
  const space = createSpace();
  for (let i = 0; i < 100_000; i += 1) space.set(`p${i}`, new Int8Array(256).fill(1));
  const comparing = space.compare(new Int8Array(256).fill(1));
  space.clear();
  expect(await comparing).toBeNull();
});

function nearnessOf(cosines: readonly number[]): Nearness {
  return {
    paperIds: cosines.map((_, i) => `p${i}`),
    cosines: Float32Array.from(cosines),
    rowOf: (id) => Number(id.slice(1)),
  };
}

test("only what stands out counts: cubed, from the paper in the middle on", () => {
  const { bonusOf, nearest } = likenessOf(nearnessOf([0.2, 0.9, 0.5, 0.5, 0.7, 0.4, 0.5]), 0.7);
  expect(bonusOf("p1")).toBeCloseTo(0.7);
  expect(bonusOf("p4")).toBeCloseTo(0.7 * 0.5 ** 3);
  expect(["p0", "p2", "p5"].map(bonusOf)).toEqual([0, 0, 0]);
  expect(nearest).toEqual(["p1", "p4"]);
});

test("nothing counts where all papers are as near", () => {
  const { bonusOf, nearest } = likenessOf(nearnessOf([0.5, 0.5, 0.5]), 0.7);
  expect([bonusOf("p0"), bonusOf("p2"), nearest]).toEqual([0, 0, []]);
});

test("papers that came after the comparison have nothing", () => {
  expect(likenessOf(nearnessOf([0.1, 0.2, 0.9]), 1).bonusOf("p7")).toBe(0);
});

test("the nearest are those that a sort has first", () => {
  const share = fc.float({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(share, { minLength: 1, maxLength: 300 }), (cosines) => {
      const { bonusOf, nearest } = likenessOf(nearnessOf(cosines), 1);
      const sorted = cosines
        .map((_, i) => `p${i}`)
        .toSorted((a, b) => bonusOf(b) - bonusOf(a) || Number(a.slice(1)) - Number(b.slice(1)))
        .slice(0, nearest.length);
      expect(nearest.map(bonusOf)).toEqual(sorted.map(bonusOf));
      expect(nearest.length).toBeLessThanOrEqual(25);
      expect(nearest.every((id) => bonusOf(id) >= 0.124)).toBe(true);
    }),
  );
});

test.each([
  ["diffusion models", 0],
  ["the use of graph neural networks", 0],
  ["graph neural networks molecules", 1 / 3],
  ["how do models forget what they were trained on privately", 1 / 3],
  ["graph networks molecules energy prediction", 2 / 3],
  ["graph networks molecules energy prediction crystals", 1],
  ["graph graph graph graph graph graph graph", 0],
  ["大型语言模型的遗忘", 1],
  ["", 0],
])("how much the meaning of “%s” counts", (text, gate) => {
  expect(gateOf(text)).toBeCloseTo(gate);
});

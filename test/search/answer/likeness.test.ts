import { describe, expect, test } from "vitest";
import { readQuery } from "../../../src/search/query/read-query.ts";
import type { Likeness } from "../../../src/search/vectors/likeness.ts";
import { aPaper } from "../../papers/a-paper.ts";
import { engines } from "../engines.ts";

const asleep = aPaper({ title: "Marmots asleep in winter burrows of the Alps" });
const winter = aPaper({ title: "Winter tyres", abstract: "Burrows are no good place for them." });
const rodents = aPaper({ title: "Hibernation of rodents", published: day("2020-02-01") });
const cars = aPaper({ title: "Cars" });
const papers = [asleep, winter, rodents, cars, aPaper({ title: "Proteins" })];

function day(date: string) {
  return { date, precision: "day", inferred: false } as const;
}

const likeness = (bonuses: Record<string, number>): Likeness => ({
  bonusOf: (id) => bonuses[id] ?? 0,
  nearest: Object.keys(bonuses),
});

describe.each(engines)("likeness in meaning, %s", (_, createIndex) => {
  const index = createIndex(papers);
  const QUERY = "marmots asleep winter burrows";
  const found = (options: object, query = QUERY) =>
    index.search(query, options).hits.map(({ paper }) => paper.title);

  test("brings papers without a word in common, where their nearness has them", () => {
    const alike = likeness({ [rodents.id]: 0.7 });
    expect(found({})).toEqual([asleep.title, winter.title]);
    expect(found({ likeness: alike })).toEqual([asleep.title, rodents.title, winter.title]);
    expect(found({ likeness: likeness({ [rodents.id]: 1.2 }) })[0]).toBe(rodents.title);
  });

  test("adds to what words found, of which the best has 1", () => {
    const { hits } = index.search(QUERY, { likeness: likeness({ [asleep.id]: 0.5 }) });
    expect(hits[0]?.score).toBeCloseTo(1.5);
  });

  test("says how many there are, page by page", () => {
    const alike = likeness({ [rodents.id]: 0.7, [cars.id]: 0.1 });
    expect(index.search(QUERY, { likeness: alike, limit: 1 }).total).toBe(4);
    const pages = [0, 1, 2, 3].flatMap((offset) => found({ likeness: alike, offset, limit: 1 }));
    expect(pages).toEqual(found({ likeness: alike }));
    expect(new Set(pages).size).toBe(4);
  });

  test("keeps within limits", () => {
    const alike = likeness({ [rodents.id]: 0.7, [cars.id]: 0.6 });
    expect(found({ likeness: alike, where: readQuery("since:2019") })).toEqual([rodents.title]);
    expect(found({ likeness: alike, where: readQuery("since:2021") })).toEqual([]);
  });

  test("finds where words find nothing", () => {
    const alike = likeness({ [rodents.id]: 0.7 });
    const result = index.search("xylophones qwertz", { likeness: alike });
    expect(result.hits.map(({ paper }) => paper.title)).toEqual([rodents.title]);
    expect(result.missing).toEqual(["xylophones", "qwertz"]);
    expect(result.nearest).toEqual([]);
  });

  test("leaves filters, phrases and orders by date as they are", () => {
    const alike = likeness({ [rodents.id]: 5 });
    for (const query of ['"winter burrows"', "winter -tyres", "title:winter marmots"])
      expect(found({ likeness: alike }, query)).toEqual(found({}, query));
    expect(found({ likeness: alike, order: "newest" })).toEqual(found({ order: "newest" }));
  });

  test("does not know papers that are not there", () => {
    expect(found({ likeness: likeness({ gone: 5 }) })).toEqual([asleep.title, winter.title]);
  });

  test("counts for similar papers, never for the paper itself", () => {
    const alike = likeness({ [asleep.id]: 5, [rodents.id]: 0.7 });
    const similar = index.similar(asleep, { likeness: alike });
    expect(similar.map(({ paper }) => paper.title)).toContain(rodents.title);
    expect(similar.map(({ paper }) => paper.title)).not.toContain(asleep.title);
    expect(index.similar(asleep).map(({ paper }) => paper.title)).not.toContain(rodents.title);
  });
});

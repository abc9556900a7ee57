import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Query } from "../../src/search/query/query.ts";
import { aPaper } from "../papers/a-paper.ts";
import { engines } from "./engines.ts";
import { seedPapers } from "./seed-papers.ts";

describe.each(engines)("%s", (_, createIndex) => {
  const seeds = createIndex(seedPapers);

  /** Anything at all, and words that mean something, so that queries also find. */
  const someText = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc
      .array(
        fc.constantFrom("learning", "federated", "NAS", "the", "diffsuion", "pre-", "(", "x", " "),
        { maxLength: 12 },
      )
      .map((words) => words.join(" ")),
  );

  test("any query is answered with at most as many hits as asked for, all of the time asked for", () => {
    fc.assert(
      fc.property(
        someText,
        fc.nat({ max: 20 }),
        fc.nat({ max: 20 }),
        fc.integer({ min: 1, max: 5 }),
        (text, limit, offset, nth) => {
          const where: Query = { kind: "since", time: String(2015 + nth) };
          const { hits, total } = seeds.search(text, { limit, offset, where });
          expect(hits.length).toBe(Math.max(0, Math.min(limit, total - offset)));
          const days = hits.map(({ paper }) => paper.published?.date ?? "");
          expect(days.every((day) => day >= String(2015 + nth))).toBe(true);
          expect(new Set(hits.map(({ paper }) => paper.id)).size).toBe(hits.length);
          const scores = hits.map(({ score }) => score);
          expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        },
      ),
    );
  });

  test("any text is completed with at most as many suggestions as asked for, none twice", () => {
    fc.assert(
      fc.property(someText, fc.integer({ min: 1, max: 25 }), (text, limit) => {
        const suggestions = seeds.suggest(text, { limit });
        expect(suggestions.length).toBeLessThanOrEqual(limit);
        const said = suggestions.map((one) => (one.kind === "paper" ? one.paper.id : one.text));
        expect(new Set(said).size).toBe(said.length);
      }),
    );
  });

  test("any paper can be indexed, found under its words, and compared", () => {
    fc.assert(
      fc.property(fc.array(someText, { minLength: 1, maxLength: 5 }), someText, (texts, query) => {
        const papers = texts.map((text) =>
          aPaper({ title: text, displayTitle: text, abstract: text }),
        );
        const index = createIndex(papers);
        expect(index.size).toBe(papers.length);
        for (const { words } of index.search(query).hits)
          expect(words.every((word) => word !== "")).toBe(true);
        for (const paper of papers)
          expect(index.similar(paper).every((hit) => hit.paper.id !== paper.id)).toBe(true);
      }),
    );
  });

  describe("hostile queries", () => {
    test.each(["", " ", "\n\t", "?!…—", "🙂🙂", "\u202e\u200b\u2066", ".*", "(", "\\", "\0"])(
      "no word in it, nothing found: %j",
      (text) => {
        const nothing = {
          hits: [],
          total: 0,
          isMore: false,
          corrected: [],
          missing: [],
          nearest: [],
        };
        expect(seeds.search(text)).toEqual(nothing);
      },
    );

    test.each(["__proto__", "constructor", "hasOwnProperty toString", "prototype"])(
      "names that objects have are words like others: %s",
      (text) => {
        const paper = aPaper({ title: `On ${text}`, abstract: text });
        const index = createIndex([paper, aPaper({ title: "Marmots" })]);
        expect(index.search(text).hits.map((hit) => hit.paper)).toEqual([paper]);
        expect(index.suggest(`on ${text}`)).toEqual([{ kind: "paper", paper }]);
      },
    );

    test("signs between words don't hide them", () => {
      expect(seeds.search("\u202e[federated]*\u200b 🙂").total).toBe(
        seeds.search("federated ").total,
      );
    });

    test("of an endless query the beginning counts", () => {
      const endless = `federated ${"zzzzyx ".repeat(20_000)}`;
      expect(seeds.search(endless).hits[0]?.words).toContain("federated");
      expect(seeds.search("x".repeat(1_000_000))).toMatchObject({ hits: [], total: 0 });
      const pasted = "federated learning ".repeat(50_000);
      expect(seeds.suggest(pasted)).toEqual(seeds.suggest(pasted.slice(0, 2000)));
    });

    test("an endless text does not hide a paper", () => {
      const index = createIndex([
        aPaper({ title: "Endless", abstract: `marmots ${"word ".repeat(100_000)}` }),
        aPaper({ title: "One word", abstract: "y".repeat(1_000_000) }),
      ]);
      expect(index.search("marmots").hits[0]?.paper.title).toBe("Endless");
    });
  });

  test("an index of no papers answers too", () => {
    const empty = createIndex([]);
    expect(empty.size).toBe(0);
    expect(empty.search("marmots")).toEqual({
      hits: [],
      total: 0,
      isMore: false,
      corrected: [],
      missing: [],
      nearest: [],
    });
    expect(empty.suggest("m")).toEqual([]);
    expect(empty.suggest("")).toEqual([]);
    expect(empty.similar(aPaper({ title: "Marmots" }))).toEqual([]);
  });
});

import { describe, expect, test } from "vitest";
import type { Snapshot } from "../../../src/papers/paper.ts";
import { anEntry, aSnapshot, corpusOf, linesWithProblems } from "../a-page.ts";

const printed = (date: string) => ({ date, precision: "day" as const, inferred: false });
const yearless = (monthDay: string) => ({
  date: `--${monthDay}`,
  precision: "month-day" as const,
  inferred: false,
});
const inferred = (date: string) => ({ date, precision: "day" as const, inferred: true });

/** Today is November 21, 2026. */
function inferredIn(...snapshots: Snapshot[]): Snapshot[] {
  return [...corpusOf(snapshots).snapshots];
}

describe("the year of a page", () => {
  test("is that in which another snapshot dates one of its papers in full", () => {
    const [page] = inferredIn(
      aSnapshot({
        file: "a.txt",
        savedOn: yearless("11-19"),
        entries: [
          anEntry({ line: 1, title: "Known", published: yearless("10-01") }),
          anEntry({ line: 5, title: "Other", published: yearless("05-20") }),
          anEntry({ line: 9, title: "Older", published: printed("2019-03-01") }),
        ],
      }),
      aSnapshot({
        file: "b.txt",
        entries: [anEntry({ title: "KNOWN ", published: printed("2023-10-01") })],
      }),
    );
    expect(page?.savedOn).toEqual(inferred("2023-11-19"));
    expect(page?.entries.map((entry) => entry.published)).toEqual([
      inferred("2023-10-01"),
      inferred("2023-05-20"),
      printed("2019-03-01"),
    ]);
    expect(page?.year).toEqual({
      inferred: 2023,
      why: "“KNOWN ” is dated Oct 1, 2023 in b.txt",
    });
    expect(page?.problems).toEqual([]);
  });

  test("is not told by another day of the same paper, nor by another paper of that day", () => {
    const [page] = inferredIn(
      aSnapshot({ entries: [anEntry({ title: "Known", published: yearless("10-01") })] }),
      aSnapshot({
        entries: [
          anEntry({ line: 1, title: "Known", published: printed("2023-10-02") }),
          anEntry({ line: 5, title: "Another", published: printed("2023-10-01") }),
        ],
      }),
    );
    expect(page?.entries[0]?.published).toEqual(yearless("10-01"));
  });

  test("is not told by the page itself, which dates the same paper in full as well", () => {
    const [page] = inferredIn(
      aSnapshot({
        entries: [
          anEntry({ line: 1, title: "Known", published: yearless("10-01") }),
          anEntry({ line: 5, title: "Known", published: printed("2019-10-01") }),
          anEntry({ line: 9, title: "Older", published: printed("2018-03-01") }),
        ],
      }),
    );
    expect(page?.year).toEqual({ inferred: 2020, why: "the newest year printed is 2019" });
    expect(page?.entries[0]?.published).toEqual(inferred("2020-10-01"));
  });

  test("is told by another page of the same file, and where both tell it by the other", () => {
    const pages = inferredIn(
      ...[2019, 2022].map((year) =>
        aSnapshot({
          file: "both.txt",
          entries: [
            anEntry({ line: 1, title: "Known", published: yearless("10-01") }),
            anEntry({ line: 5, title: "Known", published: printed(`${year}-10-01`) }),
          ],
        }),
      ),
    );
    expect(pages.map((page) => page.year?.inferred)).toEqual([2022, 2019]);
  });

  test("is else the one after the newest that the page prints", () => {
    const [page] = inferredIn(
      aSnapshot({
        savedOn: yearless("04-17"),
        entries: [
          anEntry({ line: 1, published: printed("2024-12-31") }),
          anEntry({ line: 5, title: "B", published: yearless("03-02") }),
        ],
      }),
    );
    expect(page?.savedOn).toEqual(inferred("2025-04-17"));
    expect(page?.entries[1]?.published).toEqual(inferred("2025-03-02"));
    expect(page?.year?.why).toBe("the newest year printed is 2024");
  });

  test("is never one in which the page would be saved in the future", () => {
    const [today, tomorrow] = inferredIn(
      ...["11-21", "11-22"].map((monthDay) =>
        aSnapshot({
          savedOn: yearless(monthDay),
          entries: [anEntry({ title: monthDay, published: printed("2025-02-01") })],
        }),
      ),
    );
    expect(today?.savedOn?.date).toBe("2026-11-21");
    expect(tomorrow?.savedOn?.date).toBe("2025-11-22");
  });

  test("stays unknown where nothing tells it", () => {
    const [page] = inferredIn(
      aSnapshot({
        savedOn: yearless("04-17"),
        entries: [anEntry({ published: yearless("03-02") })],
      }),
    );
    expect(page?.savedOn).toEqual(yearless("04-17"));
    expect(page?.entries[0]?.published).toEqual(yearless("03-02"));
    expect(page?.year?.inferred).toBeNull();
  });

  test("is the one that the page prints with its own day", () => {
    const [page] = inferredIn(
      aSnapshot({
        savedOn: printed("2025-04-17"),
        entries: [anEntry({ published: yearless("03-02") })],
      }),
    );
    expect(page?.entries[0]?.published).toEqual(inferred("2025-03-02"));
  });

  test("is the one that most papers speak for where pages disagree, and it is said", () => {
    const titles = ["A", "B", "C"];
    const [page] = inferredIn(
      aSnapshot({
        entries: titles.map((title, at) =>
          anEntry({ line: at + 1, title, published: yearless("10-01") }),
        ),
      }),
      aSnapshot({
        file: "b.txt",
        entries: ["2022-10-01", "2024-10-01", "2022-10-01"].map((date, at) =>
          anEntry({ line: at + 1, title: titles[at] ?? "", published: printed(date) }),
        ),
      }),
    );
    expect(page?.year?.inferred).toBe(2022);
    expect(page?.problems[0]).toMatchObject({ line: null });
  });
});

describe("dates that cannot be", () => {
  test("a year far ahead is left out, and tells nothing about the year of the page", () => {
    const [page] = inferredIn(
      aSnapshot({
        savedOn: yearless("04-17"),
        entries: [
          anEntry({ line: 1, published: printed("2099-01-01") }),
          anEntry({ line: 5, title: "B", published: printed("2023-01-01") }),
          anEntry({ line: 9, title: "C", published: yearless("02-02") }),
        ],
      }),
    );
    expect(page?.entries.map((entry) => entry.published)).toEqual([
      null,
      printed("2023-01-01"),
      inferred("2024-02-02"),
    ]);
    expect(page && linesWithProblems(page)).toEqual([1]);
  });

  test("a date without a year later than the page's own day keeps its month and day", () => {
    const [page] = inferredIn(
      aSnapshot({
        savedOn: yearless("04-17"),
        entries: [
          anEntry({ line: 1, published: yearless("10-01") }),
          anEntry({ line: 5, title: "B", published: printed("2023-01-01") }),
        ],
      }),
      aSnapshot({ entries: [anEntry({ published: printed("2018-10-01") })] }),
    );
    expect(page?.savedOn).toEqual(inferred("2024-04-17"));
    expect(page?.entries[0]?.published).toEqual(yearless("10-01"));
    expect(page?.problems).toMatchObject([{ line: 1 }]);
  });

  test("February 29 keeps its month and day where the year of the page has none", () => {
    const [page] = inferredIn(
      aSnapshot({
        savedOn: yearless("04-17"),
        entries: [
          anEntry({ line: 1, published: yearless("02-29") }),
          anEntry({ line: 5, title: "B", published: printed("2024-01-01") }),
        ],
      }),
    );
    expect(page?.savedOn).toEqual(inferred("2025-04-17"));
    expect(page?.entries[0]?.published).toEqual(yearless("02-29"));
    expect(page && linesWithProblems(page)).toEqual([1]);
  });

  test("the day after today is no mistake, since it has begun elsewhere", () => {
    const [page] = inferredIn(
      aSnapshot({
        entries: [
          anEntry({ line: 1, published: printed("2026-11-22") }),
          anEntry({ line: 5, title: "B", published: printed("2026-11-23") }),
        ],
      }),
    );
    expect(page?.entries.map((entry) => entry.published?.date)).toEqual(["2026-11-22", undefined]);
  });
});

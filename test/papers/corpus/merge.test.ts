import { describe, expect, test } from "vitest";
import type { Entry, Published, Snapshot } from "../../../src/papers/paper.ts";
import { anEntry, aSnapshot, corpusOf } from "../a-page.ts";

const day = (date: string, isInferred = false): Published => ({
  date,
  precision: "day",
  inferred: isInferred,
});

/** The entries as pages of their own, and the day on which each was saved. */
function pages(
  ...all: { savedOn?: string; textKind?: Snapshot["textKind"]; entry: Partial<Entry> }[]
) {
  return all.map(({ savedOn, textKind, entry }, index) =>
    aSnapshot({
      file: `${index}.txt`,
      savedOn: savedOn ? day(savedOn) : null,
      textKind: textKind ?? "abstract",
      entries: [anEntry({ line: 10 + index, ...entry })],
    }),
  );
}

/** The paper that the pages make, and for each page the lines and words of its problems. */
function merged(...all: Parameters<typeof pages>) {
  const corpus = corpusOf(pages(...all));
  expect(corpus.papers).toHaveLength(1);
  return {
    paper: corpus.papers[0],
    problems: corpus.snapshots.map(({ problems }) =>
      problems.map(({ line, done }) => [line, done] as const),
    ),
  };
}

const none: unknown[] = [];

describe("one paper of many entries", () => {
  test("a present value beats an absent one, wherever it stands", () => {
    const { paper, problems } = merged(
      { savedOn: "2026-01-01", entry: {} },
      {
        savedOn: "2020-01-01",
        entry: {
          text: "A text.",
          authorCount: 3,
          organisation: "Stanford AI",
          published: day("2019-01-01"),
          comments: 0,
        },
      },
    );
    expect(paper).toMatchObject({
      abstract: "A text.",
      authorCount: 3,
      organisation: "Stanford AI",
      published: day("2019-01-01"),
      comments: 0,
      seenIn: [
        { file: "0.txt", line: 10 },
        { file: "1.txt", line: 11 },
      ],
    });
    expect(problems).toEqual([none, none]);
  });

  test("abstracts and summaries are kept apart", () => {
    const { paper, problems } = merged(
      { textKind: "summary", entry: { text: "Ours." } },
      { textKind: "abstract", entry: { text: "Theirs." } },
    );
    expect(paper).toMatchObject({ summary: "Ours.", abstract: "Theirs." });
    expect(problems).toEqual([none, none]);
  });

  test("of two printed dates the earlier stays, noted where the later stands", () => {
    const { paper, problems } = merged(
      { entry: { published: day("2024-05-02") } },
      { entry: { published: day("2024-05-01") } },
    );
    expect(paper?.published).toEqual(day("2024-05-01"));
    expect(problems).toEqual([[[10, "Kept 2024-05-01, the earlier"]], none]);
  });

  test("a printed year beats an inferred one, and a whole date a month and a day", () => {
    const { paper } = merged(
      { entry: { published: { date: "--05-01", precision: "month-day", inferred: false } } },
      { entry: { published: day("2024-05-01", true) } },
      { entry: { published: day("2025-05-01") } },
    );
    expect(paper?.published).toEqual(day("2025-05-01"));
  });

  test("of author counts that of the newest page stays", () => {
    const { paper, problems } = merged(
      { savedOn: "2025-01-01", entry: { authorCount: 9 } },
      { savedOn: "2026-01-01", entry: { authorCount: 4 } },
    );
    expect(paper?.authorCount).toBe(4);
    expect(problems).toEqual([[[10, "Kept 4, from the newest page"]], none]);
  });

  test.each([
    ["the day of a page is unknown", "2026-01-01", undefined],
    ["they were saved on one day", "2026-01-01", "2026-01-01"],
  ])("of author counts the larger stays where %s", (_, ...days) => {
    const { paper, problems } = merged(
      ...[4, 9].map((authorCount, at) => {
        const savedOn = days[at];
        return { entry: { authorCount }, ...(savedOn === undefined ? {} : { savedOn }) };
      }),
    );
    expect(paper?.authorCount).toBe(9);
    expect(problems).toEqual([[[10, "Kept 9, the larger number"]], none]);
  });

  test("of comments the largest number stays, without a word", () => {
    const { paper, problems } = merged({ entry: { comments: 7 } }, { entry: { comments: 2 } });
    expect(paper?.comments).toBe(7);
    expect(problems).toEqual([none, none]);
  });

  test("of texts the longer stays where it holds the other; nothing is lost", () => {
    const { paper, problems } = merged(
      { savedOn: "2025-01-01", entry: { text: "All of it. And more." } },
      { savedOn: "2026-01-01", entry: { text: "All of it." } },
    );
    expect(paper?.abstract).toBe("All of it. And more.");
    expect(problems).toEqual([none, none]);
  });

  test("of different texts that of the newest page stays, and it is noted", () => {
    const { paper, problems } = merged(
      { savedOn: "2026-01-01", entry: { text: "New." } },
      { savedOn: "2025-01-01", entry: { text: "Old, and longer." } },
    );
    expect(paper?.abstract).toBe("New.");
    expect(problems).toEqual([none, [[11, "Kept the newer abstract"]]]);
  });

  test("entries of one page that disagree are merged too", () => {
    const corpus = corpusOf([
      aSnapshot({
        entries: [anEntry({ line: 1, authorCount: 2 }), anEntry({ line: 9, authorCount: 3 })],
      }),
    ]);
    expect(corpus.papers).toMatchObject([{ authorCount: 3, seenIn: [{ line: 1 }, { line: 9 }] }]);
    expect(corpus.snapshots[0]?.problems).toMatchObject([{ line: 1 }]);
  });
});

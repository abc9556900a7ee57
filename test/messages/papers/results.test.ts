import { describe, expect, test } from "vitest";
import { errorNotice, nothingFound } from "../../../src/messages/notices.ts";
import { resultPage } from "../../../src/messages/papers/results.ts";
import { aPaper } from "../../papers/a-paper.ts";
import { WORDINGS } from "../list-wordings.ts";
import { buttonsOf, linesOf } from "../read-reply.ts";

const paper = aPaper({ id: "marmots", title: "On Marmots" });

describe("a list of papers", () => {
  const page = {
    wording: WORDINGS.search,
    about: "marmots",
    hits: [{ paper, words: [] }],
    before: 0,
    total: 1,
    page: 1,
    pages: 1,
    isMore: false,
    since: null,
    codeOnly: false,
    undated: 0,
    corrected: [],
    understood: null,
    unread: [],
    lacksAuthors: false,
    previous: null,
    next: null,
    open: "open",
    asTyped: null,
    missing: [],
  };
  const two = [
    { paper, words: [] },
    { paper: { ...paper, id: "other" }, words: [] },
  ];

  test.each([
    [{}, "### Papers on “marmots”", "-# 1 of 1"],
    [{ hits: two, total: 2 }, "### Papers on “marmots”", "-# 1–2 of 2"],
    [
      { hits: two, before: 1000, total: 1200, isMore: true, page: 501, pages: 600 },
      "### Papers on “marmots”",
      "-# 1,001–1,002 of 1,200+ · page 501 of 600",
    ],
    [{ wording: WORDINGS.latest }, "### Latest papers on “marmots”", "-# 1 of 1"],
    [{ wording: WORDINGS.latest, about: "" }, "### Latest papers", "-# 1 of 1"],
    [
      { wording: WORDINGS.similar, total: 10 },
      "### Papers like “marmots”",
      "-# 1 of the 10 most similar",
    ],
    [{ wording: WORDINGS.choice }, "### Which paper do you mean by “marmots”?", "-# 1 of 1"],
    [
      { since: "2024-11-17", codeOnly: true, undated: 1024 },
      "### Papers on “marmots”",
      "-# 1 of 1 · since 17 Nov 2024 · with code · 1,024 undated papers left out",
    ],
  ])("with %j", (changes, heading, footer) => {
    const lines = linesOf(resultPage({ ...page, ...changes }));
    expect(lines[0]).toBe(heading);
    expect(lines.at(-1)).toBe(footer);
  });

  test("says how it was understood", () => {
    const unread = { written: "has:cheese", takes: "code" };
    const corrected = ["a", "b", "c"].map((typed) => ({ typed, used: ["w", "x", "y", "z"] }));
    expect(
      linesOf(
        resultPage({
          ...page,
          corrected,
          understood: "a -b",
          unread: [unread],
          lacksAuthors: true,
        }),
      )
        .filter((line) => line.startsWith("-# "))
        .slice(0, -1),
    ).toEqual([
      "-# Searched for a -b",
      "-# Left out: has\\:cheese can't be read. has: takes code",
      "-# No papers here list their authors, so author: finds nothing",
      "-# No results for “a”, showing *w*, *x*, *y*",
      "-# No results for “b”, showing *w*, *x*, *y*",
    ]);
  });

  test("turns its pages where there are others", () => {
    expect(buttonsOf(resultPage(page))).toEqual([]);
    expect(buttonsOf(resultPage({ ...page, next: "n" }))).toEqual(["-Previous", "Next"]);
    expect(buttonsOf(resultPage({ ...page, previous: "p" }))).toEqual(["Previous", "-Next"]);
    expect(buttonsOf(resultPage({ ...page, previous: "p", next: "n" }))).toEqual([
      "Previous",
      "Next",
    ]);
  });

  const empty = {
    wording: WORDINGS.search,
    about: "marmots",
    since: null,
    codeOnly: false,
    corrected: [],
    understood: null,
    unread: [],
    lacksAuthors: false,
    withoutLimits: 0,
    tooNarrow: null,
    undated: 0,
    instead: [],
  };
  const advice = "-# Try fewer words, or words you'd expect in a title";

  test.each([
    [{}, ["No papers on “marmots”.", advice]],
    [
      { isLibraryEmpty: true },
      ["There are no papers yet. They show up here once Paperboy has read its sources."],
    ],
    [
      { wording: WORDINGS.similar },
      ["No papers similar to “marmots”.", "-# Similar papers may show up as the library grows"],
    ],
    [{ wording: WORDINGS.latest }, ["No dated papers on “marmots”.", advice]],
    [
      { since: "2024-11-17", withoutLimits: 1 },
      ["No papers on “marmots” since 17 Nov 2024.", "-# Without that filter: 1 paper"],
    ],
    [
      { about: "", since: "2024-11-17", codeOnly: true, withoutLimits: 2, undated: 1 },
      [
        "No papers since 17 Nov 2024 with code.",
        "-# Without these filters: 2 papers, 1 of them undated",
      ],
    ],
    [
      { codeOnly: true, withoutLimits: 2 },
      ["No papers on “marmots” with code.", "-# Without that filter: 2 papers"],
    ],
  ])("without any, with %j", (changes, lines) => {
    expect(linesOf(nothingFound({ ...empty, ...changes }))).toEqual(lines);
  });

  test.each([
    [{ kind: "since" }, "No papers on “marmots” are that new."],
    [{ kind: "before" }, "No papers on “marmots” are that old."],
    [{ kind: "code" }, "No papers on “marmots” have code."],
    [{ kind: "title", text: "lynx" }, "No papers on “marmots” have “lynx” in the title."],
    [{ kind: "organisation", text: "lynx" }, "No papers on “marmots” are from “lynx”."],
    [{ kind: "author", text: "lynx" }, "No papers on “marmots” are by “lynx”."],
    [{ kind: "time", text: "from 2019" }, "No papers on “marmots” are from 2019."],
    [{ kind: "several" }, "No papers on “marmots” with “lynx” in the title, since 2030."],
  ] as const)("without any says which filter leaves nothing: %j", (reason, line) => {
    const filters = "with “lynx” in the title, since 2030";
    const narrow = { reason, filters, papers: "papers on “marmots”", total: 3 };
    const shown = { ...empty, tooNarrow: narrow, undated: 2 };
    expect(linesOf(nothingFound(shown))).toEqual([
      line,
      "-# Without “with ‘lynx’ in the title, since 2030”: 3 papers, 2 of them undated",
    ]);
    const bare = nothingFound({ ...shown, tooNarrow: { ...narrow, papers: "papers" } });
    expect(linesOf(bare)[0]).toBe(line.replace(" on “marmots”", ""));
  });

  test("without any offers what comes nearest", () => {
    const reply = nothingFound({ ...empty, instead: [{ label: "lynx", customId: "a" }] });
    expect(linesOf(reply)[1]).toBe("-# Did you mean:");
    expect(buttonsOf(reply)).toEqual(["lynx"]);
  });

  test("that failed tells an id only where the fault is ours", () => {
    expect(linesOf(errorNotice("Try again."))).toEqual(["Try again."]);
    expect(linesOf(errorNotice("Try again.", { id: "a1b2" }))).toEqual([
      "Try again.",
      "-# Error a1b2",
    ]);
  });
});

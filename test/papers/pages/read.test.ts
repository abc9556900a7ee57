import { describe, expect, test } from "vitest";
import { readSnapshots } from "../../../src/papers/pages/read.ts";
import {
  aPage,
  bytesOf,
  FURNITURE,
  linesWithProblems,
  METADATA,
  readPage,
  titlesAndTexts,
} from "../a-page.ts";

describe("the format", () => {
  test("an entry has its line, title, text, authors, date and comments", () => {
    const page = readPage(
      aPage(...FURNITURE, "A title", "A text.", "  • 3 authors\n·\nSep 10, 2024 2"),
    );
    expect(page.savedOn).toEqual({ date: "--04-17", precision: "month-day", inferred: false });
    expect(page.entries).toEqual([
      {
        line: 13,
        title: "A title",
        text: "A text.",
        authorCount: 3,
        organisation: null,
        published: { date: "2024-09-10", precision: "day", inferred: false },
        comments: 2,
      },
    ]);
    expect(page.problems).toEqual([]);
  });

  test("a date without a year is a month and a day, and the number after it counts comments", () => {
    const page = readPage(aPage("A title", "A text.", "  • 1 author\n·\nNov 11 3"));
    expect(page.entries[0]).toMatchObject({
      authorCount: 1,
      published: { date: "--11-11", precision: "month-day", inferred: false },
      comments: 3,
    });
  });

  test.each([
    ["Stanford Stanford AI", "Stanford AI"],
    ["NVIDIA NVIDIA", "NVIDIA"],
    ["ByteDance-Seed ByteDance Seed", "ByteDance Seed"],
    ["deepseek-ai DeepSeek", "DeepSeek"],
    ["Allen Institute for AI Allen Institute for AI", "Allen Institute for AI"],
    ["ICT Institute of Computing Technology", "Institute of Computing Technology"],
    ["Google DeepMind", "Google DeepMind"],
    ["DeepMind", "DeepMind"],
  ])("the organisation in “%s” is “%s”", (line, name) => {
    const page = readPage(aPage("A title", "A text.", `${line}\n·\nNov 11, 2024 3`));
    expect(page.entries[0]).toMatchObject({ organisation: name, comments: 3 });
    expect(page.problems).toEqual([]);
  });

  test("metadata may be missing for single entries and for all", () => {
    const mixed = readPage(
      aPage(
        ...FURNITURE,
        "First",
        "Text one.",
        METADATA,
        "Second",
        "Text two.",
        "Third",
        "Text three.",
        METADATA,
      ),
    );
    expect(mixed.entries.map(({ title, authorCount }) => [title, authorCount])).toEqual([
      ["First", 3],
      ["Second", null],
      ["Third", 3],
    ]);
    const bare = readPage(aPage(...FURNITURE, "First", "Text one.", "Second", "Text two."));
    expect(titlesAndTexts(bare)).toEqual([
      ["First", "Text one."],
      ["Second", "Text two."],
    ]);
    expect([...mixed.problems, ...bare.problems]).toEqual([]);
  });

  test("every line of the furniture is optional", () => {
    for (let leftOut = 0; leftOut < FURNITURE.length; leftOut++) {
      const page = readPage(
        aPage(...FURNITURE.toSpliced(leftOut, 1), "A title", "A text.", METADATA),
      );
      expect(titlesAndTexts(page)).toEqual([["A title", "A text."]]);
      expect(page.problems).toEqual([]);
    }
    expect(titlesAndTexts(readPage(aPage("A title", "A text.")))).toEqual([["A title", "A text."]]);
  });

  test("a header says that the texts are summaries, above or below the day", () => {
    const above = aPage("by AK and the research community", "Summaries by Paperboy", "Mar 12");
    const below = aPage("byAK and the research community", "Mar 12", "Summaries by Paperboy");
    for (const furniture of [above, below]) {
      const page = readPage(aPage(furniture, "A title", "A text."));
      expect(page).toMatchObject({ textKind: "summary", savedOn: { date: "--03-12" } });
      expect(titlesAndTexts(page)).toEqual([["A title", "A text."]]);
    }
    expect(readPage(aPage(...FURNITURE, "A title", "A text.")).textKind).toBe("abstract");
  });
});

describe("what saved pages also hold", () => {
  test("no blank lines at all", () => {
    const page = readPage(
      aPage(
        ...FURNITURE,
        "First\nText one.\n  • 3 authors\n·\nNov 17, 2024",
        "Second\nText two.",
        "Third\nText three.\nStanford Stanford AI\n·\nNov 11 3",
        "Fourth\nText four.\nDeepMind\n·\nNov 12",
      ).replaceAll("\n\n", "\n"),
    );
    expect(
      page.entries.map(({ title, text, organisation }) => [title, text, organisation]),
    ).toEqual([
      ["First", "Text one.", null],
      ["Second", "Text two.", null],
      ["Third", "Text three.", "Stanford AI"],
      ["Fourth", "Text four.", "DeepMind"],
    ]);
    expect(page.problems).toEqual([]);
  });

  test.each(["\n\n", "\n", ""])("two pages in one file, parted by %j", (between) => {
    const first = aPage(...FURNITURE, "First", "Text one.", METADATA);
    const second = aPage(...FURNITURE.with(5, "Mar 12"), "Second", "Text two.");
    const pages = readSnapshots("two.txt", bytesOf(first + between + second));
    expect(pages.map((page) => page.savedOn?.date)).toEqual(["--04-17", "--03-12"]);
    expect(pages.map(titlesAndTexts)).toEqual([
      [["First", "Text one."]],
      [["Second", "Text two."]],
    ]);
    expect(pages[0]?.entries[0]?.published?.date).toBe("2024-11-17");
    expect(pages.flatMap((page) => page.problems)).toEqual([]);
  });

  test("what is wrong on the first or the last line of a page is said with that page", () => {
    const hidden = "\u00AD";
    const one = aPage(
      `${hidden}Daily Papers`,
      ...FURNITURE.slice(4),
      "A title",
      `A text.${hidden}`,
    );
    const pages = readSnapshots("both.txt", bytesOf(aPage(one, one)));
    expect(pages.map(linesWithProblems)).toEqual([
      [1, 9],
      [11, 19],
    ]);
  });

  test("a problem on the first line comes after those of the whole file", () => {
    const [page, ...others] = readSnapshots("short.txt", bytesOf("\u00ADnew\n\nSubscribe"));
    expect(others).toEqual([]);
    expect(page && linesWithProblems(page)).toEqual([null, 1]);
  });

  test("a second page glued to a text does not change the text", () => {
    const first = aPage(...FURNITURE, "First", "Text one is not new");
    const second = aPage(...FURNITURE, "Second", "Text two.");
    const pages = readSnapshots("two.txt", bytesOf(first + second));
    expect(pages.map(titlesAndTexts)).toEqual([
      [["First", "Text one is not new"]],
      [["Second", "Text two."]],
    ]);
  });

  test("words of the furniture are titles after the byline", () => {
    const titles = [...FURNITURE.slice(0, 5), "Summaries by Paperboy"];
    const page = readPage(
      aPage(...FURNITURE, ...titles.flatMap((title) => [title, `A text on ${title}.`, METADATA])),
    );
    expect(page.entries.map(({ title }) => title)).toEqual(titles);
    expect(page.problems).toEqual([]);
  });

  test.each([
    ["authors first", "  • 3 authors\nStanford Stanford AI\n·\nNov 11, 2024"],
    ["authors last", "Stanford Stanford AI\n  • 3 authors\n·\nNov 11, 2024"],
    ["a dot between", "  • 3 authors\n·\nStanford Stanford AI\n·\nNov 11, 2024"],
  ])("authors and an organisation together, %s", (_, metadata) => {
    const page = readPage(aPage("First", "Text one.", metadata, "Second", "Text two."));
    expect(page.entries[0]).toMatchObject({
      authorCount: 3,
      organisation: "Stanford AI",
      published: { date: "2024-11-11" },
    });
    expect(page.entries[1]?.title).toBe("Second");
    expect(page.problems).toEqual([]);
  });

  test("large numbers", () => {
    const page = readPage(
      aPage(
        "A",
        "Text.",
        "  • 1,024 authors\n·\nNov 17, 2024 1,204",
        "B",
        "Text.",
        "  • 1,024 authors\n·\nNov 17 1.2k",
      ),
    );
    expect(page.entries.map(({ authorCount, comments }) => [authorCount, comments])).toEqual([
      [1024, 1204],
      [1024, 1200],
    ]);
  });

  test.each([
    ["May Mayo Clinic", "Mayo Clinic"],
    ["Mar 3 Mar 3 Labs", "Mar 3 Labs"],
    ["Sep 10", "Sep 10"],
  ])("an organisation that begins like a date: “%s”", (line, name) => {
    for (const authors of ["", "  • 3 authors\n"]) {
      const page = readPage(aPage("A", "A text.", `${authors}${line}\n·\nNov 17, 2024`));
      expect(page.entries).toMatchObject([
        { organisation: name, published: { date: "2024-11-17" } },
      ]);
      expect(page.problems).toEqual([]);
    }
  });

  test.each([
    ["  • 5 authors\n·\nNov 17, 20", 5],
    ["  • 5 authors\n·\nNov", 5],
    ["  • 5 authors\n·", 5],
    ["  • 5 authors", 5],
    ["  • 5 auth", 5],
    ["  • 5", null],
    ["  •", null],
    ["Stanford Stanford AI\n·", null],
  ])("a last block that is cut off: %j", (rest, authorCount) => {
    const page = readPage(aPage("First", "Text one.", METADATA, "Second", "Text two.", rest));
    expect(titlesAndTexts(page)).toEqual([
      ["First", "Text one."],
      ["Second", "Text two."],
    ]);
    expect(page.entries[1]).toMatchObject({ authorCount, published: null });
    expect(page.problems).toHaveLength(1);
  });

  test("Markdown around the furniture and the authors; titles and texts stay as they are", () => {
    const page = readPage(
      aPage(
        "# Daily Papers",
        "**byAK and the research community**",
        "*Bold* and [linked](https://example.org)",
        "Text with `code` and **stars**.",
        "- 3 authors\n·\nNov 17, 2024",
        "---",
        "_Second_",
        "> A quoted text.",
        "* 4 authors\n·\nNov 18, 2024",
      ),
    );
    expect(page.entries.map(({ title, text, authorCount }) => [title, text, authorCount])).toEqual([
      ["*Bold* and [linked](https://example.org)", "Text with `code` and **stars**.", 3],
      ["_Second_", "> A quoted text.", 4],
    ]);
    expect(page.problems).toEqual([{ line: 13, what: "A line without words", done: "Left out" }]);
  });

  test.each([
    [["One sentence.", "Another one.", "The last one."]],
    [["One sentence.", "Another one.", "One more.", "The last one."]],
  ])("a text in several paragraphs, whatever their number: %j", (paragraphs) => {
    const page = readPage(
      aPage("First", ...paragraphs, METADATA, "Second", "Text two.", METADATA, "Third", "Three."),
    );
    expect(titlesAndTexts(page)).toEqual([
      ["First", paragraphs.join("\n\n")],
      ["Second", "Text two."],
      ["Third", "Three."],
    ]);
    expect(page.problems).toHaveLength(paragraphs.length - 1);
  });

  test("titles that end in a full stop, on a page without metadata", () => {
    const titles = ["First things first.", "Second thoughts.", "Third time lucky."];
    const page = readPage(aPage(...titles.flatMap((title) => [title, "A text about it."])));
    expect(page.entries.map(({ title }) => title)).toEqual(titles);
  });

  test("titles that are names of JavaScript's own", () => {
    const titles = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    const page = readPage(aPage(...titles.flatMap((title) => [title, "A text.", METADATA])));
    expect(page.entries.map(({ title }) => title)).toEqual(titles);
  });

  test("U+2028 inside a text ends no line", () => {
    const page = readPage(aPage("A title", "One\u2028two\u2029three.", METADATA));
    expect(titlesAndTexts(page)).toEqual([["A title", "One\u2028two\u2029three."]]);
    expect(page.problems).toEqual([]);
  });

  test("a title and its text without a blank line between them", () => {
    const page = readPage(aPage("First\nText one.", METADATA, "Second\nText two.", METADATA));
    expect(titlesAndTexts(page)).toEqual([
      ["First", "Text one."],
      ["Second", "Text two."],
    ]);
  });

  test("metadata on one line, and with blank lines inside", () => {
    const page = readPage(
      aPage(
        "A",
        "Text.",
        "• 3 authors · Nov 17, 2024 1",
        "B",
        "Text.",
        "• 4 authors",
        "·",
        "Nov 18, 2024",
      ),
    );
    expect(page.entries).toMatchObject([
      { title: "A", authorCount: 3, published: { date: "2024-11-17" }, comments: 1 },
      { title: "B", authorCount: 4, published: { date: "2024-11-18" } },
    ]);
    expect(page.problems).toEqual([]);
  });
});

describe("what is wrong is said, and the rest is read", () => {
  test("a title without a text", () => {
    const page = readPage(
      aPage(...FURNITURE, "Lonely", METADATA, "Second", "Text two.", METADATA, "Last"),
    );
    expect(titlesAndTexts(page)).toEqual([
      ["Lonely", null],
      ["Second", "Text two."],
      ["Last", null],
    ]);
    expect(page.entries[0]?.authorCount).toBe(3);
    expect(linesWithProblems(page)).toEqual([13, 27]);
  });

  test("a title without a text on a page without metadata", () => {
    const page = readPage(
      aPage(...FURNITURE, "First", "Text one.", "Lonely", "Third", "Text three."),
    );
    expect(titlesAndTexts(page)).toEqual([
      ["First", "Text one."],
      ["Lonely", null],
      ["Third", "Text three."],
    ]);
    expect(linesWithProblems(page)).toEqual([17]);
  });

  test("a text in several paragraphs", () => {
    const page = readPage(
      aPage(
        ...FURNITURE,
        "First",
        "One paragraph.",
        "And another one.",
        METADATA,
        "Second",
        "Text two.",
      ),
    );
    expect(titlesAndTexts(page)).toEqual([
      ["First", "One paragraph.\n\nAnd another one."],
      ["Second", "Text two."],
    ]);
    expect(linesWithProblems(page)).toEqual([17]);
  });

  test("metadata before any entry", () => {
    const page = readPage(aPage(...FURNITURE, METADATA, "First", "Text one."));
    expect(page.entries).toMatchObject([{ title: "First", authorCount: null }]);
    expect(page.problems).toMatchObject([{ line: 13, endLine: 15 }]);
  });

  test("metadata above the text", () => {
    const page = readPage(
      aPage(
        "First",
        METADATA,
        "The text of the first.",
        "Second",
        METADATA,
        "The text of the second.",
      ),
    );
    expect(page.entries).toMatchObject([
      { title: "First", text: "The text of the first.", authorCount: 3 },
      { title: "Second", text: "The text of the second.", authorCount: 3 },
    ]);
    expect(linesWithProblems(page)).toEqual([7, 15]);
  });

  test("a missing dot", () => {
    const page = readPage(
      aPage(
        "A",
        "A text.",
        "  • 3 authors\nNov 17, 2024",
        "B",
        "B text.",
        "Stanford Stanford AI\nNov 18, 2024",
      ),
    );
    expect(page.entries).toMatchObject([
      { authorCount: 3, published: { date: "2024-11-17" } },
      { organisation: "Stanford AI", published: { date: "2024-11-18" } },
    ]);
    expect(linesWithProblems(page)).toEqual([6, 13]);
  });

  test("a day that the calendar does not have", () => {
    const page = readPage(aPage("A", "Text.", "  • 3 authors\n·\nFeb 30, 2024 2"));
    expect(page.entries).toMatchObject([{ authorCount: 3, published: null, comments: 2 }]);
    expect(page.problems).toMatchObject([{ line: 7 }]);
  });

  test.each(["2 days ago", "Nov 17, 20245", "Nov 99"])("“%s” in the place of a date", (date) => {
    const page = readPage(aPage("A", "Text.", `  • 3 authors\n·\n${date}`, "B", "Text b."));
    expect(page.entries).toMatchObject([{ authorCount: 3, published: null }, { title: "B" }]);
    expect(linesWithProblems(page)).toEqual([7]);
  });

  test("titles that look like dates", () => {
    const page = readPage(
      aPage(
        ...FURNITURE,
        "Oct 7",
        "On a day.",
        METADATA,
        "May 4, 2021",
        "On another.",
        "Nov 11 3",
        "A third.",
      ),
    );
    expect(page.savedOn?.date).toBe("--04-17");
    expect(titlesAndTexts(page)).toEqual([
      ["Oct 7", "On a day."],
      ["May 4, 2021", "On another."],
      ["Nov 11 3", "A third."],
    ]);
    expect(page.problems).toEqual([]);
  });

  test("a title that looks like a date on a page that does not say its day", () => {
    const page = readPage(aPage(...FURNITURE.slice(0, 5), "Oct 7", "A text on a day.", METADATA));
    expect(page.savedOn).toBeNull();
    expect(titlesAndTexts(page)).toEqual([["Oct 7", "A text on a day."]]);
  });

  test("a title that looks like a date under a day that is certain", () => {
    const page = readPage(
      aPage(
        "byAK and the research community",
        "Apr 17",
        "Summaries by Paperboy",
        "Oct 7",
        "A text.",
      ),
    );
    expect(page.savedOn?.date).toBe("--04-17");
    expect(titlesAndTexts(page)).toEqual([["Oct 7", "A text."]]);
  });

  test("a number of authors that is none", () => {
    const page = readPage(aPage("A", "Text.", "  • 0 authors\n·\nNov 17, 2024"));
    expect(page.entries).toMatchObject([{ authorCount: null, published: { date: "2024-11-17" } }]);
    expect(linesWithProblems(page)).toEqual([5]);
  });

  test("a number after the date that may be its year", () => {
    const page = readPage(aPage("A", "Text.", "  • 2 authors\n·\nNov 17 2024"));
    expect(page.entries).toMatchObject([{ published: { date: "--11-17" }, comments: 2024 }]);
    expect(linesWithProblems(page)).toEqual([7]);
  });

  test("a text of several lines is one text, and a title of several lines is mentioned", () => {
    const text = "This is a text that some program has wrapped\nafter a number of letters.";
    const page = readPage(aPage("A title that goes\nover two lines", text, METADATA));
    expect(titlesAndTexts(page)).toEqual([
      ["A title that goes over two lines", text.replace("\n", " ")],
    ]);
    expect(page.problems).toMatchObject([{ line: 1, endLine: 2 }]);
  });

  test.each([
    ["an empty file", ""],
    ["a file of blank lines", " \n\n\t\n"],
    ["a page without entries", aPage(...FURNITURE)],
  ])("%s", (_, content) => {
    const page = readPage(content);
    expect(page.entries).toEqual([]);
    expect(linesWithProblems(page)).toEqual([null]);
  });

  test("the HTML of a page instead of its text", () => {
    const page = readPage(
      "<!DOCTYPE html>\n<html><body>\n<h3>A title</h3>\n<p>A text.</p>\n</html>",
    );
    expect(page.entries).toEqual([]);
    expect(page.problems).toMatchObject([{ line: null }]);
  });

  test("tags around a page that is text, and tags inside of titles", () => {
    const page = readPage("<html>\n<body>\nA title\n\nA text.\n</body>\n</html>");
    expect(titlesAndTexts(page)).toEqual([["A title", "A text."]]);
    expect(linesWithProblems(page)).toEqual([1, 2, 6, 7]);
    const inline = readPage(
      aPage("<b>Bold</b> title", "<script>alert(1)</script> text.", METADATA),
    );
    expect(titlesAndTexts(inline)).toEqual([
      ["<b>Bold</b> title", "<script>alert(1)</script> text."],
    ]);
    expect(inline.problems).toEqual([]);
  });
});

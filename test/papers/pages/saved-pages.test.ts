import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entry } from "../../../src/papers/paper.ts";
import { readSnapshots } from "../../../src/papers/pages/read.ts";
import { bytesOf } from "../a-page.ts";
import { dateOf, type ListedPaper, papers, savedPage, styles } from "./saving-styles.ts";

const LANTERN = "Lantern: A Small Model of Long Documents";
const COPPER = "Copperplate: Writing with Little Ink";
const THORN = "Thornbush: Pruning Without Regret";
const LISTED = [
  [LANTERN, "A small model for long documents, tested on three sets.", 3, "Nov 17, 2026"],
  [COPPER, "We study writing with little ink on paper.", 12, "Nov 16, 2026"],
  [THORN, "Pruning is studied, and its regret is bounded.", 1, "Nov 15, 2026"],
] as const;
const HEADER = "Daily Papers\n\nbyAK and the research community\n\nNov 20\n\n";
const DATES = ["2026-11-17", "2026-11-16", "2026-11-15"];

type Listed = (typeof LISTED)[number];

/** A page with the header and three entries, each written by `entry`. */
function pageOf(entry: (listed: Listed, index: number) => string, between = "\n\n"): string {
  return HEADER + LISTED.map(entry).join(between);
}

function usual([title, text, authors, date]: Listed): string {
  return `${title}\n\n${text}\n\n  • ${authors} authors\n·\n${date}`;
}

function readAll(content: string | Uint8Array) {
  const pages = readSnapshots("page.txt", typeof content === "string" ? bytesOf(content) : content);
  return {
    entries: pages.flatMap((page) => page.entries),
    problems: pages.flatMap((page) => page.problems),
    days: pages.map((page) => page.savedOn?.date),
  };
}

/** What is known of each entry; the date is null where there is none. */
function factsOf({ entries }: { entries: Entry[] }) {
  return entries.map(({ title, text, authorCount, organisation, published }) => ({
    title,
    text,
    authorCount,
    organisation,
    date: published?.date ?? null,
  }));
}

/** The facts of the three entries above. */
function allThree(dates: (string | null)[] = DATES) {
  return LISTED.map(([title, text, authorCount], index) => ({
    title,
    text,
    authorCount,
    organisation: null,
    date: dates[index],
  }));
}

const NAMES = ["alice", "bob", "carol"];
const MENU = ["Hugging Face", "Models", "Datasets", "Spaces", "Docs", "Log In", "Sign Up"];
const FOOTER = ["Previous", "1", "2", "...", "100", "Next", "Company", "TOS", "System theme"];

function withMenus(header: string, entries: string): string {
  return [...MENU, "", `${header}${entries}`, "", ...FOOTER].join("\n");
}

/** A page of one paper. */
function inChinese(day: number, title: string): string {
  const header = `每日论文\n\n由AK和研究社区提供\n\n11月${day}日\n\n`;
  return `${header}${title}\n\n我们研究${title}，效果良好。\n\n  • 3 位作者\n·\n2026年11月17日`;
}

function italicMetadata([, , authors, date]: Listed): string {
  return `*${authors} authors · ${date}*`;
}

function asListed(all: readonly ListedPaper[]) {
  return all.map((paper) => ({
    title: paper.title,
    text: paper.text,
    authorCount: paper.authors,
    organisation: null,
    date: dateOf(paper).toString(),
  }));
}

describe("what sites put around their entries is no paper, and is told with its lines", () => {
  const page = pageOf(usual);
  test.each([
    ["a menu", `${MENU.join("\n")}\n\n${page}`],
    ["a menu with blank lines", `${MENU.join("\n\n")}\n\n${page}`],
    ["a footer", `${page}\n\n${FOOTER.join("\n")}`],
    ["a footer with blank lines", `${page}\n\n${FOOTER.join("\n\n")}`],
    ["a footer right below the last date", `${page}\n${FOOTER.join("\n")}`],
    ["one button", `${page}\n\nLoad more`],
    ["a notice and its buttons", `${page}\n\nWe use cookies here.\n\nAccept all\n\nReject`],
    ["a copyright", `${page}\n\nCompany\n© 2026 Example Inc. All rights reserved.\nTOS`],
    ["a slogan", `Hugging Face\n\nThe AI community building the future.\n\n${page}`],
    ["a slogan below the name", `Hugging Face\nThe AI community of the future.\n\n${page}`],
    ["signs for the eye", `Skip to main content\n☰\n×\n‹ ›\nSearch…\n\n${page}`],
    ["addresses", `${page}\n\nReferences\n\n1. https://example.org/a\n2. https://example.org/b`],
    ["a table", `${page}\n\n| a | b |\n|---|---|\n| 1 | 2 |`],
  ])("%s", (_, content) => {
    const read = readAll(content);
    expect(factsOf(read)).toEqual(allThree());
    expect(read.problems.length).toBeGreaterThan(0);
    expect(read.days).toContain("--11-20");
  });

  test.each([
    ["an invitation", "Get trending papers in your email inbox!\n\nSubscribe"],
    ["a menu", "Models\nDatasets\nSpaces\nDocs"],
    ["an advertisement", "Sponsored\nTrain your models on our cloud\nLearn more"],
    ["a table", "| a | b |\n|---|---|\n| 1 | 2 |"],
  ])("%s between two entries", (_, middle) => {
    const [first, ...rest] = LISTED.map(usual);
    const read = readAll(`${HEADER}${[first, middle, ...rest].join("\n\n")}`);
    expect(factsOf(read)).toEqual(allThree());
    const at = HEADER.split("\n").length + 8;
    expect(read.problems.map(({ line }) => line)).toEqual([at]);
    expect(read.days).toEqual(["--11-20"]);
  });

  test("two pages in one file, each with a menu and a footer", () => {
    const [first, ...rest] = LISTED.map(usual);
    const text = [
      withMenus(HEADER, first ?? ""),
      withMenus(HEADER.replace("20", "21"), rest.join("\n\n")),
    ].join("\n\n");
    const read = readAll(text);
    expect(factsOf(read)).toEqual(allThree());
    expect(read.days).toEqual(["--11-20", "--11-21"]);
  });

  test("two pages in a language that has no fixed furniture", () => {
    const read = readAll(`${inChinese(20, "少墨书写")}\n\n${inChinese(21, "长文档")}`);
    expect(read.entries.map(({ title }) => title)).toEqual(["少墨书写", "长文档"]);
    expect(read.days).toEqual(["--11-20", "--11-21"]);
  });
});

describe("what sites put into their entries is no part of a title or text", () => {
  test.each<[string, (listed: Listed, index: number) => string]>([
    ["who submitted", (one, at) => `Submitted by ${NAMES[at]}\n\n${usual(one)}`],
    ["who submitted, and votes", (one, at) => `Submitted by ${NAMES[at]}\n▲ 4${at}\n${usual(one)}`],
    [
      "who submitted, in parts",
      (one, at) => `Submitted by\n\n${NAMES[at]}\n\n4${at}\n\n${usual(one)}`,
    ],
    ["names alone", (one, at) => `${NAMES[at]}\n4${at}\n${usual(one)}`],
    ["the name of a picture", (one) => `alice's avatar\nalice\n\n${usual(one)}`],
    ["bare numbers above", (one, at) => `4${at}\n\n${usual(one)}`],
    ["votes below", (one, at) => `${usual(one)}\n\nUpvote\n\n4${at}\n\nGitHub 4.${at}k arXiv Page`],
    ["links below", (one, at) => `${usual(one)}\n4${at} upvotes\nView arXiv page\nAdd to list`],
    ["names of authors", (one) => usual(one).replace("\n\n", "\n\nAda Adams, Bob Brown\n\n")],
    ["hashtags", (one) => usual(one).replace("\n\n  •", "\n\n#nlp #vision\n\n  •")],
    ["a button", (one) => usual(one).replace("\n\n  •", "\nRead more\n  •")],
    ["blank lines everywhere", (one) => usual(one).replaceAll("\n", "\n\n")],
    ["tabs and hard blanks", (one) => `\t${usual(one)}`.replace("  • ", "\u00A0\t•\u00A0\t")],
    ["a bullet of another kind", (one) => usual(one).replace("•", "・").replace("·", "・")],
    ["a dot at the end", (one) => usual(one).replace("\n·\n", " ·\n")],
    ["a dot at the beginning", (one) => usual(one).replace("\n·\n", "\n· ")],
  ])("%s", (_, entry) => {
    expect(factsOf(readAll(pageOf(entry)))).toEqual(allThree());
  });

  test("none of it, on a page without any blank line", () => {
    const read = readAll(
      `Models\nDatasets\n${pageOf(
        (one, at) => `Submitted by ${NAMES[at]}\n${usual(one)}\n4${at}`,
      )}\nTOS\nPrivacy`.replaceAll("\n\n", "\n"),
    );
    expect(factsOf(read)).toEqual(allThree());
  });
});

describe("metadata", () => {
  const separators = [
    " · ",
    " • ",
    " | ",
    " – ",
    " - ",
    " / ",
    ", ",
    "\t·\t",
    "\u00A0·\u00A0",
    " ",
  ];
  const layouts: [string, (listed: Listed, metadata: string) => string][] = [
    ["blank lines between all", ([title, text], metadata) => `${title}\n\n${text}\n\n${metadata}`],
    ["entries in blocks", ([title, text], metadata) => `${title}\n${text}\n${metadata}`],
  ];
  for (const [name, layout] of layouts)
    test.each(separators)(`on one line, parted by %j, ${name}`, (separator) => {
      for (const bullet of ["", "- ", "• "]) {
        const page = pageOf((one) =>
          layout(one, `${bullet}${one[2]} authors${separator}${one[3]}`),
        );
        expect(factsOf(readAll(page))).toEqual(allThree());
        expect(factsOf(readAll(page.replaceAll("\n\n", "\n")))).toEqual(allThree());
      }
    });

  test("comments and votes on the line", () => {
    const ends = [" · 2", " ▲ 41", " · 2 comments · 41 upvotes"];
    const read = readAll(
      pageOf(([title, text, authors, date], at) =>
        [title, text, `${authors} authors · ${date}${ends[at]}`].join("\n\n"),
      ),
    );
    expect(factsOf(read)).toEqual(allThree());
    expect(read.entries.map(({ comments }) => comments)).toEqual([2, null, 2]);
  });

  test("an organisation on the line, and who submitted, who is none", () => {
    const begins = ["Quill Quill Lab", "Submitted by alice", "Moss Institute"];
    const read = readAll(
      pageOf(([title, text, authors, date], at) =>
        [title, text, `${begins[at]} · ${authors} authors · ${date}`].join("\n\n"),
      ),
    );
    expect(read.entries.map(({ organisation }) => organisation)).toEqual([
      "Quill Lab",
      null,
      "Moss Institute",
    ]);
  });

  test("a whole entry on one line", () => {
    const read = readAll(
      `Daily Papers\n\n${LISTED.map(([title, , n, date]) => `- ${title} — ${n} authors — ${date}`).join("\n")}`,
    );
    expect(factsOf(read)).toEqual(allThree().map((one) => ({ ...one, text: null })));
  });

  test.each([
    ["German", ["3 Autoren", "12 Autoren", "1 Autor"], (d: number) => `${d}. November 2026`],
    ["French", ["3 auteurs", "12 auteurs", "1 auteur"], (d: number) => `${d} nov. 2026`],
    ["Spanish", ["3 autores", "12 autores", "1 autor"], (d: number) => `${d} de noviembre de 2026`],
    ["Russian", ["3 автора", "12 авторов", "1 автор"], (d: number) => `${d} ноября 2026 г.`],
    ["Chinese", ["3 位作者", "12 位作者", "1 位作者"], (d: number) => `2026年11月${d}日`],
    ["Japanese", ["著者3名", "12人の著者", "著者1名"], (d: number) => `2026年11月${d}日(火)`],
    ["Korean", ["저자 3명", "저자 12명", "저자 1명"], (d: number) => `2026년 11월 ${d}일`],
  ])("in %s, on lines and on one line", (_, authors, date) => {
    for (const parted of ["\n·\n", " · "]) {
      const page = pageOf(
        ([title, text], at) => `${title}\n\n${text}\n\n• ${authors[at]}${parted}${date(17 - at)}`,
      );
      expect(factsOf(readAll(page))).toEqual(allThree());
    }
  });

  test("in a language that nobody here knows: authors by their place, the date told", () => {
    const page = pageOf(
      ([title, text, authors], at) =>
        `${title}\n\n${text}\n\n  • ${authors} awdur\n·\n${17 - at} Tachwedd 2026`,
    );
    const read = readAll(page);
    expect(factsOf(read)).toEqual(allThree([null, null, null]));
    expect(read.problems.map(({ line }) => line)).toEqual([13, 21, 29]);
  });
});

describe("dates", () => {
  test.each([
    ["Nov 17, 2026", "2026-11-17"],
    ["November 17th, 2026", "2026-11-17"],
    ["Nov. 17, 2026", "2026-11-17"],
    ["17 Nov 2026", "2026-11-17"],
    ["17-Nov-2026", "2026-11-17"],
    ["17th of November 2026", "2026-11-17"],
    ["Tue, Nov 17, 2026", "2026-11-17"],
    ["Dienstag, 17. November 2026", "2026-11-17"],
    ["1er novembre 2026", "2026-11-01"],
    ["2026-11-17", "2026-11-17"],
    ["2026/11/17", "2026-11-17"],
    ["2026-11-17T09:30:00Z", "2026-11-17"],
    ["17.11.2026", "2026-11-17"],
    ["Published on Nov 17, 2026", "2026-11-17"],
    ["Veröffentlicht am 17. November 2026", "2026-11-17"],
    ["发布于 2026年11月17日", "2026-11-17"],
    ["17 Nov", "--11-17"],
    ["11月17日", "--11-17"],
  ])("“%s” is read", (printed, date) => {
    for (const metadata of [`  • 3 authors\n·\n${printed}`, `3 authors · ${printed}`]) {
      const read = readAll(`${LANTERN}\n\nA small model.\n\n${metadata}`);
      expect(read.entries).toMatchObject([{ title: LANTERN, published: { date } }]);
      expect(read.problems).toEqual([]);
    }
  });

  test.each([
    "11/15/2026",
    "03/04/2026",
    "3-4-26",
    "3 days ago",
    "2h ago",
    "a day ago",
    "yesterday",
    "vor 3 Tagen",
    "il y a 3 jours",
    "3天前",
    "3 日前",
    "2026-02-30",
  ])("“%s” tells no day for sure, is no title, and is told", (printed) => {
    for (const metadata of [
      `  • 3 authors\n·\n${printed}`,
      `3 authors\n${printed}`,
      `3 authors · ${printed}`,
    ]) {
      const page = `${LANTERN}\n\nA small model.\n\n${metadata}\n\n${COPPER}\n\nInk.`;
      const read = readAll(page);
      expect(read.entries.map(({ title }) => title)).toEqual([LANTERN, COPPER]);
      expect(read.entries[0]).toMatchObject({ authorCount: 3, published: null });
      expect(read.problems.map(({ line }) => line)).toContain(4 + metadata.split("\n").length);
    }
  });
});

describe("Markdown", () => {
  test.each<[string, (listed: Listed, index: number) => string]>([
    ["headings", (one) => `## ${one[0]}\n\n${one[1]}\n\n${italicMetadata(one)}`],
    [
      "links",
      (one) => `### [${one[0]}](https://example.org/a_(b))\n\n${one[1]}\n\n${italicMetadata(one)}`,
    ],
    ["bold titles", (one) => `**${one[0]}**\n\n${one[1]}\n\n${italicMetadata(one)}\n\n---`],
    ["lists", (one) => `- **${one[0]}**\n  ${one[1]}\n  ${italicMetadata(one)}`],
    [
      "lists in lists",
      (one) => `- [${one[0]}](/a)\n  - ${one[1]}\n  - ${one[2]} authors · ${one[3]}`,
    ],
    ["numbers", (one, at) => `${at + 1}. ${one[0]}\n\n   ${one[1]}\n\n   ${italicMetadata(one)}`],
    ["pictures", (one) => `![](a.png)\n\n### ${one[0]}\n\n${one[1]}\n\n${italicMetadata(one)}`],
  ])("%s", (_, entry) => {
    expect(factsOf(readAll(pageOf(entry)))).toEqual(allThree());
    const menu = "* [Models](https://example.org/m)\n* [Datasets](https://example.org/d)";
    const around = `${menu}\n\n# ${pageOf(entry)}\n\n[Previous](?p=0) [1](?p=1) [Next](?p=2)`;
    expect(factsOf(readAll(around))).toEqual(allThree());
  });

  test("a reader's view, with wrapped titles and texts", () => {
    const text =
      "A text that is rather long and that some program has wrapped after a\nnumber of letters, as some programs do when they save a page as text\nand mean well.";
    const read = readAll(
      `Daily Papers - Hugging Face\nhuggingface.co\n3–4 minutes\n\n${LISTED.map(
        (one) => `${one[0].replace(" of ", " of\n")}\n\n${text}\n\n${italicMetadata(one)}`,
      ).join("\n\n")}`,
    );
    const onOneLine = text.replaceAll("\n", " ");
    expect(factsOf(read)).toEqual(allThree().map((one) => ({ ...one, text: onOneLine })));
  });
});

describe("bytes", () => {
  const chinese =
    "每日论文\n\n少墨书写\n\n我们研究少墨书写。\n\n  • 3 位作者\n·\n2026年11月17日\n\n长文档\n\n我们研究长文档。\n";
  test.each([
    ["low byte first", Buffer.from(chinese, "utf16le")],
    ["high byte first", Buffer.from(chinese, "utf16le").swap16()],
    ["with CRLF", Buffer.from(chinese.replaceAll("\n", "\r\n"), "utf16le")],
  ])("Chinese in UTF-16 without a mark, %s, is recognised and told", (_, bytes) => {
    const read = readAll(bytes);
    expect(read.entries.map(({ title }) => title)).toEqual(["少墨书写", "长文档"]);
    expect(read.problems.map(({ what }) => what)).toContain("UTF-16 without a byte order mark");
  });

  test("Windows-1252 is told by its accents, where no bullet tells it", () => {
    const bytes = Buffer.from(
      `${LANTERN}\n\nUn café, naïve Straße.\n\n3 authors\n2026-11-17`,
      "latin1",
    );
    expect(readAll(bytes)).toMatchObject({
      entries: [{ text: "Un café, naïve Straße.", authorCount: 3 }],
      problems: [{ line: null, what: "Not UTF-8" }, { line: 6 }],
    });
  });

  test("bytes that are broken in one place are told with their line", () => {
    const whole = Buffer.from(pageOf(usual));
    const at = whole.indexOf("tested");
    const bytes = Buffer.concat([whole.subarray(0, at), Buffer.from([0xff]), whole.subarray(at)]);
    const read = readAll(bytes);
    expect(read.entries.map(({ title }) => title)).toEqual([LANTERN, COPPER, THORN]);
    expect(read.problems).toMatchObject([{ line: 9, what: "Bytes that aren't valid text" }]);
  });
});

describe("any papers, saved in any style", () => {
  test("are read back as they are, and nothing besides", () => {
    fc.assert(
      fc.property(papers, styles, (all, style) => {
        const facts = factsOf(readAll(savedPage(all, style)));
        // Without blank lines, a wrapped text may look like several paragraphs.
        const onLines = facts.map((one) => ({ ...one, text: one.text?.replace(/\s+/g, " ") }));
        expect(onLines).toEqual(asListed(all));
      }),
      { numRuns: 400, seed: 20_261_120 },
    );
  });

  test("what is left out is told with its line", () => {
    fc.assert(
      fc.property(papers, styles, (all, style) => {
        const text = savedPage(all, style);
        const lines = text.split(/\r?\n/).map((line) => line.trim());
        const { problems } = readAll(text);
        const words = [...style.menu, ...style.footer].filter((line) => /\p{L}/u.test(line));
        const untold = words.filter((word) => {
          const number = lines.indexOf(word) + 1;
          return !problems.some(
            ({ line, endLine }) => line !== null && line <= number && number <= (endLine ?? line),
          );
        });
        expect(untold).toEqual([]);
      }),
      { numRuns: 100, seed: 20_261_121 },
    );
  });
});

const cases = fileURLToPath(new URL("../../../../shared/cases/pages", import.meta.url));
const withoutCases = !existsSync(cases);
if (withoutCases) console.warn(`Skipping tests on pages that failed once: there is no ${cases}`);

describe.skipIf(withoutCases)("pages that failed once", () => {
  const expected: Record<
    string,
    { titles: string[]; authors?: (number | null)[]; dates?: (string | null)[] }
  > = withoutCases ? {} : JSON.parse(readFileSync(`${cases}/expected.json`, "utf8"));
  const files = withoutCases
    ? ["none"]
    : readdirSync(cases).filter((name) => name.endsWith(".txt"));
  test.each(files)("%s", (file) => {
    const { entries } = readAll(readFileSync(`${cases}/${file}`));
    const { titles, authors, dates } = expected[file] ?? { titles: [] };
    const facts = factsOf({ entries });
    expect(facts.map(({ title }) => title)).toEqual(titles);
    // What the case says nothing of is as it is.
    const counts = facts.map(({ authorCount }) => authorCount);
    expect(counts).toEqual(authors ?? counts);
    const days = facts.map(({ date }) => date);
    expect(days).toEqual(dates ?? days);
  });
});

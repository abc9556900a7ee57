import { describe, expect, test } from "vitest";
import { readSnapshots } from "../../../src/papers/pages/read.ts";
import { bytesOf } from "../a-page.ts";

const PAPERS = [
  {
    title: "Tidepool: Learning to Plan from Sparse Maps",
    text: "Planning with sparse maps is hard because most cells are never observed. We present Tidepool, a planner that learns which cells matter.",
    authors: 4,
    day: "Nov 17, 2026",
    names: "Anna Berg, Chen Li",
  },
  {
    title: "Do Language Models Know When to Stop?",
    text: "Large language models often continue after the answer is complete. We measure how often they do so, in 93% of cases.",
    authors: 12,
    day: "Nov 16, 2026",
    names: "Dora Okafor",
  },
  {
    title: "GraniteBench",
    text: "We introduce GraniteBench, a benchmark of 2,400 geological questions with maps. No current model answers more than a third.",
    authors: 5,
    day: "Nov 14, 2026",
    names: "Eli Fox, Gus Hall and Ida Jung",
  },
];
type Listed = (typeof PAPERS)[number];
const HEADER = "Daily Papers\n\nbyAK and the research community\n\nNov 20\n\n";

function usual({ title, text, authors, day }: Listed): string {
  return `${title}\n\n${text}\n\n  • ${authors} authors\n·\n${day}`;
}

function pageOf(entry: (listed: Listed, index: number) => string): string {
  return `${HEADER}${PAPERS.map(entry).join("\n\n")}\n`;
}

function read(page: string) {
  const snapshots = readSnapshots("page.txt", bytesOf(page));
  return {
    entries: snapshots
      .flatMap(({ entries }) => entries)
      .map(({ title, text, authorCount, organisation, published }) => ({
        title,
        text,
        authors: authorCount,
        organisation,
        date: published?.date ?? null,
      })),
    problems: snapshots.flatMap(({ problems }) => problems),
  };
}

const DATES = ["2026-11-17", "2026-11-16", "2026-11-14"];

function all(change: { authors?: null; date?: null } = {}) {
  return PAPERS.map(({ title, text, authors }, at) => ({
    title,
    text,
    authors,
    organisation: null,
    date: DATES[at],
    ...change,
  }));
}

describe("pages are read as programs save them", () => {
  test.each<[string, string]>([
    ["lynx, with numbers for links", pageOf((one) => `[21]${usual(one)}`)],
    [
      "pandoc, with attributes and fences",
      `::: {.container}\n# Daily Papers {#daily}\n:::\n\n${PAPERS.map(
        (one, at) =>
          `### [${one.title}](/p/${at}){.link .big} {#p-${at}}\n\n${one.text}\n\n-   ${one.authors} authors\n-   ${one.day}`,
      ).join("\n\n")}`,
    ],
    [
      "a clipper, with front matter and pictures of authors",
      `---\ntitle: "Daily Papers"\nsource: "https://example.org/papers"\nauthor:\n  - "[[AK]]"\ntags:\n  - "clippings"\n---\n${PAPERS.map(
        (one) =>
          `### [${one.title}](/p)\n\n${one.text}\n\n- ![](https://example.org/a.png) ${one.authors} authors\n\n\\·\n\n${one.day}`,
      ).join("\n\n")}`,
    ],
    [
      "an editor, with properties and bulleted dates",
      `# Daily Papers\n\nURL: https://example.org/papers\nCreated: November 20, 2026 9:14 AM\nTags: reading\n\n${PAPERS.map(
        (one) => `## ${one.title}\n\n> ${one.text}\n\n- ${one.authors} authors\n- ${one.day}`,
      ).join("\n\n")}`,
    ],
    ["mail that quotes the page", pageOf(usual).replace(/^/gm, "> ")],
    [
      "labels before the values",
      pageOf(
        (one) =>
          `${one.title}\n\nAbstract: ${one.text}\n\nAuthors: ${one.authors}\nPublished: ${one.day}`,
      ),
    ],
    [
      "pictures that are labelled with the title",
      pageOf((one) => `Thumbnail for ${one.title}\n\n${usual(one)}`),
    ],
    [
      "pictures that are labelled with nothing else",
      pageOf((one) => `${one.title}\n\n${usual(one)}`),
    ],
    [
      "boxes to tick, with all metadata beside the title",
      PAPERS.map(
        (one) =>
          `- [ ] **[${one.title}](https://example.org/1)** — ${one.authors} authors — ${one.day}\n  ${one.text}`,
      ).join("\n\n"),
    ],
    [
      "boxes around abstracts",
      pageOf(
        (one) =>
          `## ${one.title}\n\n> [!abstract]\n> ${one.text}\n\n${one.authors} authors · ${one.day}`,
      ),
    ],
    ["Markdown's line breaks", pageOf(usual).replace(/(?<=.)$/gm, "\\")],
    ["HTML's line breaks", pageOf(usual).replace(/(?<=.)$/gm, "<br>")],
    ["HTML's signs", pageOf(usual).replaceAll("•", "&bull;").replaceAll("·", "&middot;")],
    ["numbers after a sign", pageOf((one, at) => `#${at + 1} ${usual(one)}`)],
    ["votes behind titles", pageOf((one) => usual(one).replace("\n", ` ▲ ${one.authors + 37}\n`))],
    ["a time", pageOf((one) => `${usual(one)} at 9:12 AM`)],
    [
      "avatars, and who published and submitted",
      pageOf(
        (one) =>
          `${one.title}\n${one.text}\n\nbob's avatar\n${one.authors} authors\n·\nPublished on ${one.day}\n·\nSubmitted by\nbob`,
      ),
    ],
  ])("%s", (_, page) => {
    expect(read(page).entries).toEqual(all());
  });

  test.each(["Autor:innen", "مؤلفين", "מחברים", "लेखक", "ผู้แต่ง"])("%s on one line", (word) => {
    const page = pageOf(
      (one) => `${one.title}\n\n${one.text}\n\n${one.authors} ${word} · ${one.day}`,
    );
    expect(read(page).entries).toEqual(all());
  });

  test.each(["–", "o", "➢", "\\-", "»"])("authors behind the bullet %s", (bullet) => {
    const page = pageOf((one) => usual(one).replace("•", bullet));
    expect(read(page).entries).toEqual(all());
  });

  test.each(["  ", " ― ", " » ", " :: "])("metadata on one line, parted by %j", (sign) => {
    const page = pageOf(
      (one) => `${one.title}\n${one.text}\n${one.authors} authors${sign}${one.day}`,
    );
    expect(read(page).entries).toEqual(all());
  });
});

describe("what is no paper", () => {
  test.each([
    ["a heading", "Trending"],
    ["a heading of two words", "This week"],
    [
      "a box with a form",
      "Stay up to date\n\nEnter your email address to receive the best papers every week.\n\nEmail address\n\nSign me up",
    ],
    [
      "another site's header",
      "Papers of the Week\n\nCurated by the Reading Group\n\nHome | Archive | About",
    ],
  ])("between entries: %s", (_, middle) => {
    const [first, ...rest] = PAPERS.map(usual);
    const found = read(`${HEADER}${[first, middle, ...rest].join("\n\n")}`);
    expect(found.entries).toEqual(all());
    const at = `${HEADER}${first}\n\n`.split("\n").length;
    expect(found.problems[0]).toMatchObject({ line: at, done: "Left out" });
  });

  test.each([
    "Zurück | 1 | 2 | Weiter | Impressum | Über uns",
    "前へ | 1 | 2 | 次へ | 会社",
    "Anterior · Siguiente · Empresa",
  ])("a menu on one line: %s", (menu) => {
    const found = read(`${pageOf(usual)}\n${menu}\n`);
    expect(found.entries).toEqual(all());
    expect(found.problems).toHaveLength(1);
  });

  test.each<[string, (listed: Listed, at: number) => string]>([
    ["votes right below the title", (one) => `\n▲ 41\n\n${one.text}`],
    ["who submitted, right below the title", (one) => `\nsubmitted by @bob\n\n${one.text}`],
    ["who submitted, below the text", (one) => `\n\n${one.text}\n\nSubmitter: bob`],
    ["votes and comments", (one) => `\n\n${one.text}\n\n41 points by bob 3 hours ago | 2 comments`],
    ["keywords", (one, at) => `\n\n${one.text}\n\nKeywords: ${["maps", "ends", "rocks"][at]}`],
    ["aliases", (one, at) => `\n\n${one.text}\n\n${["al-w", "Bo Chen", "carol"][at]}`],
    ["an avatar in French", (one) => `\n\n${one.text}\n\nAvatar de bob`],
    ["an avatar in Chinese", (one) => `\n\n${one.text}\n\nbob的头像`],
    ["names right below the title", (one) => `\n${one.names}\n\n${one.text}`],
    ["names in a block", (one) => `\n\nAnna Berg, J. Li et al.\n\n${one.text}`],
    ["names below the text", (one) => `\n\n${one.text}\n\nBy Ana-Maria Ruiz and 3 others`],
  ])("in entries: %s", (_, within) => {
    const page = pageOf(
      (one, at) => `${one.title}${within(one, at)}\n\n  • ${one.authors} authors\n·\n${one.day}`,
    );
    expect(read(page).entries).toEqual(all());
  });

  test("a heading above a list without gaps", () => {
    const [first, ...rest] = PAPERS.toReversed();
    const list = rest.map((one) => `- **${one.title}**\n  ${one.text}\n  4 authors · ${one.day}`);
    const page = [HEADER, first ? usual(first) : "", "# Reading list", ...list.toReversed()];
    expect(read(page.join("\n\n")).entries.map(({ title }) => title)).toEqual([
      "GraniteBench",
      "Tidepool: Learning to Plan from Sparse Maps",
      "Do Language Models Know When to Stop?",
    ]);
  });

  test("tags below entries", () => {
    const page = pageOf((one, at) => `${usual(one)}\n\n#maps #topic-${at}`);
    expect(read(page).entries).toEqual(all());
  });
});

describe("metadata that is not understood is told with its line", () => {
  test.each<[string, (listed: Listed) => string]>([
    ["names on the line of the date", ({ day }) => `Anna Berg, Chen Li, Dora Okafor · ${day}`],
    ["names above the date", ({ day }) => `Anna Berg, Chen Li and 3 others\n·\n${day}`],
  ])("%s, which are no organisation", (_, metadata) => {
    const found = read(pageOf((one) => `${one.title}\n\n${one.text}\n\n${metadata(one)}`));
    expect(found.entries).toEqual(all({ authors: null }));
    const lines = found.problems.map(({ line }) => line);
    expect(lines).toEqual(expect.arrayContaining([11]));
  });

  test.each(["last week", "about 2 weeks ago", "November 2026"])(
    "%s in the place of a date",
    (words) => {
      const found = read(
        pageOf((one) => `${one.title}\n\n${one.text}\n\n${one.authors} authors · ${words}`),
      );
      expect(found.entries).toEqual(all({ date: null }));
      expect(found.problems.map(({ line }) => line)).toEqual([11, 17, 23]);
    },
  );

  test("Nov-17-2026 is a date", () => {
    const page = pageOf((one) => usual(one).replace(/(\w+) (\d+), (\d+)$/, "$1-$2-$3"));
    expect(read(page).entries).toEqual(all());
  });
});

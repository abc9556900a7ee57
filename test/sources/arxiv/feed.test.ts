import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFeed } from "../../../src/sources/arxiv/answers/feed.ts";
import { readXmlFeed } from "../../../src/sources/arxiv/answers/xml.ts";
import { processorTime } from "../../papers/processor-time.ts";
import { aPaperOfArxiv, errorFeedXml, feedXml, type PaperOfArxiv } from "./a-feed.ts";

async function read(xml: string) {
  const feed = await readFeed(xml);
  if (feed.kind !== "feed") throw new Error(feed.why);
  return feed;
}

async function readPapers(...papers: PaperOfArxiv[]) {
  return await read(feedXml({ day: "2026-11-20", papers }));
}

/** What a feed has that consists of one part again and again. */
function itemsOf(part: string, times: number): unknown[] {
  const feed = readXmlFeed(`<rss>${part.repeat(times)}`, "item");
  return "items" in feed ? [...feed.items] : [];
}

describe("an announcement feed", () => {
  test("gives what it says of a paper, without its prefixes", async () => {
    const feed = await readPapers(
      aPaperOfArxiv({
        id: "2611.01234",
        version: 2,
        type: "replace-cross",
        title: "Is $a < b$ & \nc?",
        abstract: "We ask: a < b & c.\n  Twice.",
        authors: ['Kurt G{\\"o}del (IAS, Princeton)', "Ada Lovelace"],
        categories: ["stat.ML", "cs.LG"],
        doi: "10.1000/ABC",
      }),
    );
    expect(feed).toMatchObject({ count: 1, isComplete: true, problems: [] });
    expect(feed.day?.toString()).toBe("2026-11-20");
    expect(feed.items).toEqual([
      {
        position: 1,
        arxivId: "2611.01234",
        version: 2,
        type: "replace-cross",
        title: "Is $a < b$ & c?",
        abstract: "We ask: a < b & c. Twice.",
        authors: ["Kurt Gödel", "Ada Lovelace"],
        authorCount: 2,
        categories: ["stat.ML", "cs.LG"],
        doi: "10.1000/abc",
        withdrawn: false,
      },
    ]);
  });

  test.each([
    ["hep-th/9901001", "hep-th/9901001"],
    ["math.GT/0309136", "math/0309136"],
    ["0704.0001", "0704.0001"],
    ["2611.123456", "2611.123456"],
  ])("knows the id %s as %s", async (id, known) => {
    expect((await readPapers(aPaperOfArxiv({ id }))).items[0]).toMatchObject({ arxivId: known });
  });

  test("keeps only categories of arXiv, by the names it lists them by", async () => {
    const categories = [
      "math.IT",
      "cs.IT",
      "68T05",
      "I.2.6",
      "physics.data-an",
      "q-bio.NC",
      "cs.lg",
    ];
    expect((await readPapers(aPaperOfArxiv({ categories }))).items[0]?.categories).toEqual([
      "cs.IT",
      "physics.data-an",
      "q-bio.NC",
      "cs.LG",
    ]);
  });

  test("is of the day that its items say, whenever it was built", async () => {
    const papers = [aPaperOfArxiv()];
    const feed = await read(feedXml({ day: "2026-08-11", built: "2026-08-12", papers }));
    expect(feed.day?.toString()).toBe("2026-08-11");
    expect(await read(feedXml({ day: "2026-11-21", papers: [] }))).toMatchObject({
      count: 0,
      isComplete: true,
    });
  });

  test("without a type takes it from the text, without a guid the id from the link", async () => {
    const xml = feedXml({ day: "2026-11-20", papers: [aPaperOfArxiv({ id: "2611.00042" })] })
      .replace(/<arxiv:announce_type>.*<\/arxiv:announce_type>/, "")
      .replace(/<guid.*<\/guid>/, "");
    expect((await read(xml)).items).toMatchObject([
      { arxivId: "2611.00042", version: 1, type: "new" },
    ]);
  });

  test.each([
    ["no id", /<guid.*<\/guid>|<link>https.*<\/link>|arXiv:\S+ /g, "It has no arXiv id"],
    ["no title", /<title>On.*<\/title>/g, "2611.00042 has no title"],
    ["no end tag", /<\/dc:creator>/g, "2611.00042 is not well-formed"],
    ["a type unheard of", /(?<=>|Type: )new/g, "2611.00042 does not say whether"],
  ])("reports an item with %s, and keeps the others", async (_, broken, what) => {
    const [one = "", two = ""] = ["2611.00042", "2611.00043"].map((id) =>
      feedXml({ day: "2026-11-20", papers: [aPaperOfArxiv({ id })] }),
    );
    const [, item = ""] = /(<item>.*<\/item>)/s.exec(one) ?? [];
    const feed = await read(two.replace("<item>", `${item.replace(broken, "")}<item>`));
    expect(feed.items.map(({ arxivId }) => arxivId)).toEqual(["2611.00043"]);
    expect(feed.problems).toMatchObject([{ line: 1, what: expect.stringContaining(what) }]);
  });

  test("reads an item of half a megabyte, with authors as they were meant", async () => {
    const authors = Array.from({ length: 3000 }, (_, i) => {
      return `L&#39;H&ocirc;pital ${i} (${"Institute of R&amp;D, ".repeat(10)})`;
    });
    const papers = [aPaperOfArxiv({ authors }), aPaperOfArxiv()];
    const xml = feedXml({ day: "2026-11-20", papers });
    expect(xml.length).toBeGreaterThan(575_000);
    const feed = await read(xml);
    expect(feed.problems).toEqual([]);
    expect(feed.items.map((item) => item.authors.length)).toEqual([3000, 2]);
    expect(feed.items[0]?.authors[7]).toBe("L'Hôpital 7");
  });

  test("that says it cannot answer is an error, with arXiv's words", async () => {
    expect(await readFeed(errorFeedXml("cs.XX"))).toEqual({
      kind: "error",
      why: 'Bad archive "cs.XX". Valid archives are: cs, math',
    });
  });

  test.each([
    ["nothing", ""],
    ["a web page", "<!DOCTYPE html><html><body>Sorry</body></html>"],
    ["JSON", '{"items":[]}'],
    [
      "a bomb of entities",
      `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "${"&a;".repeat(1000)}">]><rss><channel><item><title>&b;</title></item></channel></rss>`,
    ],
  ])("%s is no feed", async (_, xml) => {
    expect((await readFeed(xml)).kind).toBe("malformed");
  });

  test("nests no deeper than the reader can follow", async () => {
    const feed = await read(
      `<rss><channel><item>${"<a>".repeat(50_000)}${"</a>".repeat(50_000)}</item></channel></rss>`,
    );
    expect(feed.problems).toHaveLength(1);
  });

  test.each(["<![CDATA[", "<!--", "<item>", "</item>", "</rss", "<item/>"])(
    "of half a million times “%s” is read in time linear in their number, and has no papers",
    async (part) => {
      const feed = await readFeed(`<rss>${part.repeat(500_000)}`);
      expect(feed).toMatchObject({ items: [], isComplete: false });
      const inParts = processorTime(() => Array.from({ length: 16 }, () => itemsOf(part, 31_250)));
      const atOnce = processorTime(() => itemsOf(part, 500_000));
      // As long as its 16 parts together; were it quadratic, 16 times as long.
      expect(atOnce).toBeLessThan(8 * inParts);
    },
  );

  test("loses nothing that was well-formed, however it is mangled", async () => {
    const rubbish = fc.constantFrom(
      "<item>",
      "</item>",
      "<item><title>Cut",
      "<item><__proto__>1</__proto__></item>",
      "&nosuch;",
      "<title>",
      "\u0000\uffff",
      "<item/>",
      "<![CDATA[",
      "<!-- a comment -->",
      "</channel>",
    );
    const mangling = fc.array(fc.record({ before: fc.nat(5), what: rubbish }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(mangling, fc.nat(2000), async (inserted, cut) => {
        const papers = Array.from({ length: 5 }, (_, at) =>
          aPaperOfArxiv({ id: `2611.0000${at}` }),
        );
        const parts = feedXml({ day: "2026-11-20", papers }).split(/(?=<item>)/);
        for (const { before, what } of inserted) parts[before] = `${parts[before] ?? ""}${what}`;
        const xml = parts.join("");
        const end = Math.max(0, xml.length - cut);
        const feed = await readFeed(xml.slice(0, end));
        const found = feed.kind === "feed" ? feed.items.map(({ arxivId }) => arxivId) : [];
        const whole = papers.filter(({ id }) => {
          const item = xml.indexOf(`<guid isPermaLink="false">oai:arXiv.org:${id}`);
          return xml.indexOf("</item>", item) + "</item>".length <= end;
        });
        expect(found).toEqual(whole.map(({ id }) => id));
      }),
    );
  });

  test("is not let tell more than a sentence of why there is none", async () => {
    const feed = await readFeed(errorFeedXml("cs.LG").replace("Bad archive", "Bad".repeat(10_000)));
    expect(feed).toMatchObject({ kind: "error", why: `${"Bad".repeat(100)}…` });
  });
});

import { describe, expect, test } from "vitest";
import { instantIn } from "../../../src/sources/feeds/dates.ts";
import { readFeed } from "../../../src/sources/feeds/read-feed.ts";
import { type AnItem, atomOf, jsonFeedOf, rssItem, rssOf } from "./a-feed.ts";

const now = Temporal.Instant.from("2026-11-20T08:00:00Z");
const url = new URL("https://journal.example/feeds/new.xml?key=1");

async function read(body: string) {
  const feed = await readFeed(body, { url, now });
  if ("refused" in feed) throw new Error(feed.refused);
  return feed;
}

/** The one item of an RSS feed that has this inside. */
async function itemWith(inside: string) {
  const { items, problems } = await read(
    rssOf([]).replace("</channel>", `<item>${inside}</item></channel>`),
  );
  expect(problems).toEqual([]);
  expect(items).toHaveLength(1);
  return items[0]!;
}

const ITEM: AnItem = {
  id: "tag:journal.example,2026:1",
  link: "https://journal.example/1",
  title: "Of Marmots & Men",
  text: "They whistle.",
  published: "2026-11-19T10:00:00Z",
  authors: ["Ada Lovelace", "Bob Two"],
};

describe("every format", () => {
  test.each([
    ["RSS 2.0", rssOf([ITEM])],
    ["Atom", atomOf([ITEM])],
    ["JSON Feed", jsonFeedOf([ITEM])],
    [
      "RDF",
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
       <channel rdf:about="https://journal.example"><title>A Journal</title><link>https://journal.example/</link>
       <items><rdf:Seq><rdf:li rdf:resource="https://journal.example/1"/></rdf:Seq></items></channel>
       <item rdf:about="tag:journal.example,2026:1"><title>Of Marmots &amp; Men</title>
       <link>https://journal.example/1</link><description>They whistle.</description>
       <dc:creator>Ada Lovelace</dc:creator><dc:creator>Bob Two</dc:creator>
       <dc:date>2026-11-19T10:00:00Z</dc:date></item></rdf:RDF>`,
    ],
    [
      "RSS 0.91 with a document type",
      `<?xml version="1.0" encoding="ISO-8859-1"?>
       <!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">
       ${rssOf([ITEM]).replace(/^.*\n/, "").replace('version="2.0"', 'version="0.91"')}`,
    ],
    ["a feed behind a warning of PHP", `\nWarning: mysql in db.php on line 3\n${rssOf([ITEM])}`],
    [
      "a feed with prefixes",
      atomOf([ITEM])
        .replaceAll(/<(\/?)(feed|entry)/g, "<$1atom:$2")
        .replace("xmlns=", 'xmlns:atom="x" xmlns='),
    ],
    ["a feed with strange capitals", rssOf([ITEM]).replaceAll(/<(\/?)item>/g, "<$1ITEM>")],
  ])("%s", async (_, body) => {
    const feed = await read(body);
    expect(feed).toMatchObject({ title: "A Journal", count: 1, isComplete: true, problems: [] });
    const { id, link, title, text, authors, published } = feed.items[0]!;
    expect({ id, link, title, text, authors, published: published?.toString() }).toEqual(ITEM);
  });

  test.each([
    ["a web page", "<!doctype html><html><body><feed></feed></body></html>", "a web page"],
    ["a page of another kind", "<svg><g/></svg>", "something that isn't a feed"],
    ["an empty list", "[]", "something that isn't a feed"],
    [
      "a bomb of brackets",
      `{"version":"https://jsonfeed.org/version/1","items":${"[".repeat(1e5)}`,
      "something",
    ],
  ])("%s is none", async (_, body, what) => {
    expect(await readFeed(body, { url, now })).toEqual({ refused: expect.stringContaining(what) });
  });
});

describe("titles and texts", () => {
  test.each([
    ["<![CDATA[Of <i>E. coli</i> &amp; men]]>", "Of E. coli & men"],
    ["Of &lt;i&gt;E. coli&lt;/i&gt; &amp;amp; men", "Of E. coli & men"],
    ["Of <i>E. coli</i> &amp; men", "Of E. coli & men"],
    ["AT&T & caf&eacute;s &nbsp; in&#8201;town", "AT&T & cafés in town"],
    ["If p &lt; 0.05 and x > 3", "If p < 0.05 and x > 3"],
    ["CO<sub>2</sub> in water", "CO₂ in water"],
    ["<mml:math><mml:mi>α</mml:mi></mml:math> decay", "α decay"],
    ["  Two\n   lines  ", "Two lines"],
  ])("%s", async (given, title) => {
    expect((await itemWith(`<title>${given}</title>`)).title).toBe(title);
  });

  test("HTML becomes text, and a citation gives way to an abstract", async () => {
    const { text } = await itemWith(`<title>T</title>
      <description>A Journal, Volume 5, Issue 2.</description>
      <content:encoded><![CDATA[<style>p { color: red }</style><p>Abstract Marmots whistle, if a &lt; b.</p>
      <p>They do so <b>often</b>, and more than that, in each and every summer.</p>]]></content:encoded>`);
    expect(text).toBe(
      "Marmots whistle, if a < b. They do so often, and more than that, in each and every summer.",
    );
  });

  test("an item without a title, or with one as long as a book, is left out and told", async () => {
    const { items, problems } = await read(
      rssOf([{ title: "" }, { title: "x".repeat(1001) }, { title: "Fine" }]),
    );
    expect(items.map(({ title }) => title)).toEqual(["Fine"]);
    expect(problems.map(({ what }) => what)).toEqual([
      "Item 1 has no title",
      "Item 2 has no title",
    ]);
  });
});

describe("links", () => {
  test.each([
    ["/articles/1", "https://journal.example/articles/1"],
    ["2", "https://journal.example/2"],
    [
      "https://other.example/a?b=1&amp;utm_source=rss&amp;utm_medium=x",
      "https://other.example/a?b=1",
    ],
    ["javascript:alert(1)", null],
    ["https://user:secret@other.example/", null],
    ["https://", null],
  ])("%s", async (given, link) => {
    expect((await itemWith(`<title>T</title><link>${given}</link>`)).link).toBe(link);
  });

  test("are relative to what the feed says", async () => {
    const body = atomOf([{ ...ITEM, link: "x/1" }]).replace(
      "<feed ",
      '<feed xml:base="https://b.example/y/" ',
    );
    expect((await read(body)).items[0]?.link).toBe("https://b.example/y/x/1");
  });

  test("a permanent id is one, where there is no other", async () => {
    expect((await itemWith("<title>T</title><guid>https://a.example/1</guid>")).link).toBe(
      "https://a.example/1",
    );
    const guid = '<guid isPermaLink="false">https://a.example/1</guid>';
    expect((await itemWith(`<title>T</title>${guid}`)).link).toBe(null);
  });
});

describe("DOIs and arXiv ids", () => {
  test.each([
    ["<prism:doi>10.1038/ABC-1</prism:doi>", { doi: "10.1038/abc-1" }],
    ["<dc:identifier>doi:10.1038/abc</dc:identifier>", { doi: "10.1038/abc" }],
    ["<dc:identifier>https://doi.org/10.1038/abc</dc:identifier>", { doi: "10.1038/abc" }],
    ["<dc:identifier>ISSN 1234-5678</dc:identifier>", { doi: null }],
    ["<guid>10.1016/j.cell.2026.1</guid>", { doi: "10.1016/j.cell.2026.1" }],
    ["<link>https://www.tandfonline.com/doi/full/10.1080/1.2?af=R</link>", { doi: "10.1080/1.2" }],
    ["<link>https://www.frontiersin.org/articles/10.3389/f.1/full</link>", { doi: "10.3389/f.1" }],
    [
      "<link>https://www.biorxiv.org/content/10.1101/2026.01.02.654321v1.full</link>",
      { doi: "10.1101/2026.01.02.654321" },
    ],
    ["<link>https://arxiv.org/abs/2611.00001v2</link>", { arxivId: "2611.00001", doi: null }],
    ["<prism:doi>10.48550/arXiv.2611.00001</prism:doi>", { arxivId: "2611.00001", doi: null }],
    [
      "<prism:doi>10.1038/abc</prism:doi><link>https://x.example/10.1000/other</link>",
      { doi: "10.1038/abc" },
    ],
    ["<description>It cites doi:10.1000/other</description>", { doi: null }],
  ])("%s", async (inside, expected) => {
    expect(await itemWith(`<title>T</title>${inside}`)).toMatchObject(expected);
  });

  test("what all items have is the feed's, and no item's", async () => {
    const doi = "10.1000/journal";
    const { items } = await read(
      rssOf([
        { title: "A", doi },
        { title: "B", doi },
        { title: "C", doi: "10.1/2" },
      ]),
    );
    expect(items.map((item) => item.doi)).toEqual([null, null, null].with(2, null));
  });
});

describe("authors", () => {
  test.each([
    [["Ada Lovelace, Bob Two and Cy Three"], ["Ada Lovelace", "Bob Two", "Cy Three"]],
    [["Lovelace, Ada; Two, Bob C."], ["Ada Lovelace", "Bob C. Two"]],
    [
      ["Lovelace, A. K.", "Two, B."],
      ["A. K. Lovelace", "B. Two"],
    ],
    [["ada@journal.example (Ada Lovelace)"], ["Ada Lovelace"]],
    [["ada@journal.example"], []],
    [
      ["Juan de la Cruz", "王小明", "O&#39;Neil"],
      ["Juan de la Cruz", "王小明", "O'Neil"],
    ],
    [["Ada Lovelace", "Ada Lovelace"], ["Ada Lovelace"]],
  ])("%j", async (given, authors) => {
    expect((await read(rssOf([{ title: "T", authors: given }]))).items[0]?.authors).toEqual(
      authors,
    );
  });

  test("are not whoever makes the feed", async () => {
    const body = rssOf([{ title: "T" }]).replace(
      "<link>",
      "<managingEditor>ed@j.example (Ed)</managingEditor><link>",
    );
    expect((await read(body)).items[0]?.authors).toEqual([]);
  });
});

test.each([
  ["2026-11-20", "2026-11-20T00:00:00Z"],
  ["2026-11-20T08:00:00+01:00", "2026-11-20T07:00:00Z"],
  ["2026-11-20 08:00:00", "2026-11-20T08:00:00Z"],
  ["Fri, 20 Nov 2026 08:00:00 GMT", "2026-11-20T08:00:00Z"],
  ["Fri, 20 Nov 2026 08:00:00 EST", "2026-11-20T13:00:00Z"],
  ["Fri, 20 Nov 2026 08:00 +0100", "2026-11-20T07:00:00Z"],
  ["20 November 2026", "2026-11-20T00:00:00Z"],
  ["Nov 20, 2026", "2026-11-20T00:00:00Z"],
  ["November 2026", null],
  ["2026", null],
  ["2026-13-40", null],
  ["soon", null],
])("the date %s", (text, expected) => {
  expect(instantIn(text)?.toString() ?? null).toBe(expected);
});

test("a document type and its entities grow nothing", async () => {
  const bomb = `<!DOCTYPE rss [<!ENTITY a "${"x".repeat(9999)}"><!ENTITY b "&a;&a;&a;&a;">]>`;
  const { items } = await read(
    `${bomb}${rssOf([]).replace("</channel>", "<item><title>T &b;</title></item></channel>")}`,
  );
  expect(items[0]?.title).toBe("T &b;");
  const inside = await read(
    rssOf([{ title: "A" }]).replace(
      "</channel>",
      `<item>${bomb}<title>&b;</title></item></channel>`,
    ),
  );
  expect(inside).toMatchObject({
    items: [{ title: "A" }],
    problems: [{ what: "Item 2 isn't well-formed" }],
  });
});

test("an item that nests, or names what objects have, costs itself alone", async () => {
  const odd = [
    `<item><title>${"<b>".repeat(5000)}</title></item>`,
    "<item><title>A</title><__proto__>x</__proto__></item>",
    "<item><constructor/><title>B</title></item>",
    rssItem({ title: "Fine" }),
  ];
  const feed = await read(rssOf([]).replace("</channel>", `${odd.join("")}</channel>`));
  expect(feed.items.map(({ title }) => title)).toContain("Fine");
  expect(feed.items.length + feed.problems.length).toBe(4);
});

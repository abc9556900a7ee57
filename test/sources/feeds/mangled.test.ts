import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readFeed } from "../../../src/sources/feeds/read-feed.ts";
import { rssItem, rssOf } from "./a-feed.ts";

const now = Temporal.Instant.from("2026-11-20T08:00:00Z");
const url = new URL("https://journal.example/feed");

const text = fc.string({
  unit: fc.constantFrom("a", "é", " ", "&", "<", ">", "]]>", "“", "&amp;", "\n"),
});
const wellFormed = fc
  .nat(999)
  .chain((number) =>
    fc.record({ title: fc.constant(`Marmots ${number}`), text, id: fc.constant(`id ${number}`) }),
  );
/** What breaks an item, and nothing besides. */
const broken = fc.constantFrom(
  "<item><title>A <b>broken</title></item>",
  "<item><title>No end",
  "<item>",
  "</item>",
  "<item><title>A</tilte></item>",
  "<item><title attr=>A</title></item>",
  "<item><![CDATA[ no end </item>",
  "<item><!-- no end </item>",
  "<item><title></title></item>",
  "<item><!DOCTYPE x [<!ENTITY a 'b'>]><title>&a;</title></item>",
  "]]>",
  "-->",
  "&",
  "<",
  "\u0000\u0001",
  "<br>",
  "<item/>",
);

test("whatever is broken in a feed, nothing that is well-formed is lost", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(wellFormed, broken), { maxLength: 12 }),
      fc.constantFrom("", "\uFEFF", "<!-- a -->", "<?xml version='1.0'?>", "junk "),
      fc.constantFrom("</channel></rss>", "</channel>", "", "</rss>\n<!-- made in 0.1 s -->"),
      async (parts, before, after) => {
        const inside = parts.map((part) => (typeof part === "string" ? part : rssItem(part)));
        const [opening = ""] = rssOf([]).replace(/^.*\n/, "").split("</channel>");
        const feed = await readFeed(`${before}${opening}${inside.join("\n")}${after}`, {
          url,
          now,
        });
        const titles = "items" in feed ? feed.items.map(({ title }) => title) : [];
        const wanted = parts.flatMap((part) => (typeof part === "string" ? [] : [part.title]));
        expect(titles).toEqual(expect.arrayContaining(wanted));
      },
    ),
    { numRuns: 300 },
  );
});

test("whatever is cut off or changed in a feed, reading it ends, and what it gives is sound", async () => {
  const whole = rssOf(
    Array.from({ length: 8 }, (_, i) => ({
      id: `${i}`,
      title: `Marmots ${i}`,
      text: "A & B",
      authors: ["Ada"],
    })),
  );
  const cut = fc.record({
    at: fc.nat(whole.length),
    length: fc.nat(200),
    put: fc.string({ maxLength: 20 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 4 }), async (cuts) => {
      let body = whole;
      for (const { at, length, put } of cuts)
        body = body.slice(0, at) + put + body.slice(at + length);
      const feed = await readFeed(body, { url, now });
      const items = "items" in feed ? feed.items : [];
      for (const { title, text: ofItem } of items) {
        expect(title.trim()).not.toBe("");
        expect(ofItem).not.toBe("");
      }
    }),
    { numRuns: 200 },
  );
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ALWAYS, type PublicChannel } from "../../src/digests/public-channels.ts";
import type { Link, Paper } from "../../src/papers/paper.ts";
import { visible } from "../../src/papers/text/clean.ts";
import { channelPage } from "../../src/web/pages/channel.ts";
import { digestPage, type ShownEdition } from "../../src/web/pages/digest.ts";
import { CHANNELS_ON_PAGE, frontPage } from "../../src/web/pages/front.ts";
import type { Html } from "../../src/web/pages/layout.ts";
import { daysOfMonth, monthPage } from "../../src/web/pages/month.ts";
import { paperPage } from "../../src/web/pages/paper.ts";
import { searchPage } from "../../src/web/pages/search.ts";
import { printable, within } from "../../src/web/pages/within.ts";
import { LONGEST_QUERY } from "../../src/web/pages/wording.ts";
import { hostileText } from "../messages/hostile-text.ts";
import { aPaper } from "../papers/a-paper.ts";
import { readPage } from "./html.ts";

const SITE = { base: "/lab", url: "https://papers.example.org/lab", hasSearch: true };

/** All that a page of ours consists of. */
const ELEMENTS =
  "html head meta title link body a header search form label input button main nav h1 h2 h3 p section article ol ul li time span details summary pre footer".split(
    " ",
  );
const ATTRIBUTES =
  "lang charset name content property rel href type title class id action for value maxlength autocomplete placeholder tabindex dir datetime aria-label role download".split(
    " ",
  );

const inMarkup = fc.constantFrom(
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</title><svg onload=alert(1)>",
  "' onmouseover='alert(1)",
  "<!--",
  "]]>",
  "&lt;b&gt;",
  "&#x3c;script&#x3e;",
  "\uFFFE\uFDD0\u{1FFFF}",
  "\u0000\u0008\u001b\u0085",
  "\uD800",
  "</pre></details>",
);

const texts = fc.oneof(
  hostileText,
  inMarkup,
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.tuple(hostileText, inMarkup, hostileText).map((parts) => parts.join("")),
  fc.tuple(inMarkup, fc.integer({ min: 1, max: 100 })).map(([part, n]) => part.repeat(n)),
);

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

const papers: fc.Arbitrary<Paper> = fc
  .record({
    title: texts,
    abstract: fc.option(texts),
    summary: fc.option(texts),
    aiSummary: maybe(texts),
    organisation: fc.option(texts),
    authors: maybe(fc.array(texts, { maxLength: 30 })),
    arxivId: maybe(texts),
    withdrawn: maybe(fc.boolean()),
    links: fc.array(
      fc.record({
        kind: fc.constantFrom<Link["kind"]>("paper", "code", "project", "search"),
        url: fc.oneof(
          texts,
          fc.webUrl(),
          texts.map((text) => `https://example.org/${text}`),
          texts.map((text) => `javascript:${text}`),
        ),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ title, abstract, summary, organisation, links, ...live }) =>
    aPaper({
      title,
      displayTitle: title,
      abstract,
      summary,
      organisation,
      links,
      ...Object.fromEntries(Object.entries(live).filter(([, value]) => value !== undefined)),
    }),
  );

const channels: fc.Arbitrary<PublicChannel> = fc
  .record({ name: texts, serverName: texts })
  .map((names) => ({ id: "100000000000000001", guildId: "g", since: ALWAYS, ...names }));

async function flawsOf(name: string, made: Html, title: string | null): Promise<string[]> {
  const written = (await made).toString();
  const page = readPage(written);
  const strange = [...page.parts].filter((part) => {
    const [element = "", attribute] = part.split(".");
    return (
      !ELEMENTS.includes(element) || (attribute !== undefined && !ATTRIBUTES.includes(attribute))
    );
  });
  const abroad = page.addresses.filter((one) => !/^(?:https?:\/\/|\/lab\/|#main$)/.test(one));
  const heading = page.text(page.all("h1")[0]);
  return [
    ...(Buffer.byteLength(written) < 50_000 ? [] : [`${name} takes ${Buffer.byteLength(written)}`]),
    ...page.errors,
    ...strange,
    ...abroad,
    ...(title === null || heading === title ? [] : [`called ${heading}`]),
  ];
}

/** What is wrong with each of the pages that can show these papers. */
async function flawsOfPages(
  some: readonly Paper[],
  channel: PublicChannel,
  words: string,
): Promise<string[]> {
  // As many as a digest can have.
  const all = Array.from({ length: 25 }, (_, i) => some[i % some.length] ?? aPaper());
  const edition: ShownEdition = {
    digestId: "d1",
    date: "2026-11-20",
    papers: all.map((paper, i) => ({
      paper,
      paperId: paper.id,
      isPosted: true,
      reason: {
        heading: i % 2 === 0 ? words : `${words}${i}`,
        topic: words,
        strength: 0.5,
        words: [words],
        fields: ["title"],
        attention: { upvotes: 5, days: 1 },
        votesHere: 2,
      },
    })),
  };
  const days = Array.from({ length: 150 }, (_, i) => ({
    digestId: `d${i}`,
    date: `${2000 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}-20`,
    papers: 25,
  }));
  const [paper = aPaper()] = some;
  const row = { page: 1, pages: 2 };
  const name = `#${within(visible(channel.name), 120) || "channel"}`;
  const [shown = []] = await daysOfMonth(channel, [edition, edition], SITE);
  const citations = { plain: words, bibtex: words };
  const digests = days.map((day) => ({ channel, ...day }));
  const open = Array.from({ length: CHANNELS_ON_PAGE }, (_, i) => ({
    channel: { ...channel, guildId: `g${i}` },
    newest: "2026-11-20",
  }));
  const title = within(visible(paper.displayTitle), 600).trim() || "Untitled paper";
  const query = words.slice(0, LONGEST_QUERY);
  const results = { query, total: 40, papers: all.slice(0, 20), row };
  const flaws = await Promise.all([
    flawsOf("channel", channelPage({ channel, days, latest: edition }, SITE), name.trim()),
    flawsOf("digest", digestPage({ channel, edition, earlier: null, later: null }, SITE), null),
    flawsOf("month", monthPage({ channel, month: "2026-11", days: shown, row }, SITE), null),
    flawsOf("front", frontPage(open, row, SITE), null),
    flawsOf("paper", paperPage({ paper, citations, digests }, SITE), title),
    flawsOf("search", searchPage(results, SITE), null),
  ]);
  return flaws.flat();
}

test(
  "whatever papers, topics and channels are called, a page has nothing in it that we didn't mean",
  { timeout: 240_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(papers, { minLength: 1, maxLength: 5 }),
        channels,
        texts,
        async (some, channel, words) => {
          expect(await flawsOfPages(some, channel, words)).toEqual([]);
        },
      ),
      { numRuns: 10 },
    );
  },
);

test.each(['"', "&", "<", "é", "語", "🦀"])(
  "a page of nothing but %s is under fifty thousand bytes, however long all texts and lists are",
  async (sign) => {
    const much = sign.repeat(3000);
    const urls = [1, 20, 40, 100, 580].map((signs) => `https://example.org/${sign.repeat(signs)}`);
    const kinds: Link["kind"][] = ["paper", "code", "project", "paper", "code"];
    const paper = aPaper({
      id: "abcdefghijklmnopqrst",
      title: much,
      displayTitle: much,
      abstract: much,
      summary: much,
      aiSummary: much,
      organisation: much,
      authors: Array.from({ length: 200 }, () => sign.repeat(100)),
      arxivId: much,
      withdrawn: true,
      links: urls.flatMap((url) => kinds.map((kind) => ({ kind, url }))),
    });
    const channel = {
      id: "100000000000000001",
      guildId: "100000000000000001",
      since: ALWAYS,
      name: much,
      serverName: much,
    };
    for (const length of [100, 400, 3000]) {
      expect(await flawsOfPages([paper], channel, sign.repeat(length))).toEqual([]);
    }
  },
);

test("a text within so many bytes is one that is cut, and no more", () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 10, max: 500 }), (text, bytes) => {
      const cut = within(text, bytes);
      const escaped = cut.replace(
        /[&<>"']/g,
        (sign) => ({ "&": "&amp;", '"': "&quot;", "'": "&#39;" })[sign] ?? "&lt;",
      );
      expect(Buffer.byteLength(escaped)).toBeLessThanOrEqual(bytes);
      expect(cut.isWellFormed()).toBe(true);
      const whole = printable(text);
      expect(cut === whole || whole.startsWith(cut.slice(0, -1))).toBe(true);
    }),
  );
});

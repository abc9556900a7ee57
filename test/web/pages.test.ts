import { expect, test } from "vitest";
import type { Reasons } from "../../src/digests/reason.ts";
import { FRIDAY } from "../digests/a-channel.ts";
import { aPaper } from "../papers/a-paper.ts";
import { anOpenChannel, aPostedDigest, aSite, type Site } from "./a-site.ts";
import { attribute, type ReadPage, readPage } from "./html.ts";

async function pageAt(site: Site, path: string): Promise<ReadPage> {
  const response = await site.get(path);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch(/^text\/html; charset=utf-8$/i);
  const page = readPage(await response.text());
  expect(page.errors).toEqual([]);
  return page;
}

const by = { kind: "by hand" as const };

/** A day after `FRIDAY`, or so many days later. */
const day = (days: number) => FRIDAY.add({ hours: 24 * days });

const WHY: Reasons = new Map([
  [
    "p1",
    {
      heading: "Seeing",
      topic: "vision",
      strength: 0.9,
      words: ["vision"],
      fields: ["title" as const],
      attention: null,
      votesHere: 3,
    },
  ],
]);

const MAMBA = aPaper({
  id: "p1",
  title: "Vision for <b>crabs</b>",
  abstract: "Crabs see more than we thought.",
  authors: ["Ada Lovelace", "Alan Turing"],
  organisation: "Sea Lab",
  arxivId: "2405.21060",
  published: { date: "2024-05-31", precision: "day", inferred: false },
  links: [
    { kind: "paper", url: "https://arxiv.org/abs/2405.21060" },
    { kind: "code", url: "https://github.com/crabs/see" },
    { kind: "project", url: "javascript:alert(1)" },
  ],
});

test("a digest is shown as it was posted, with its headings and reasons, and nobody's votes", async () => {
  const site = await aSite([MAMBA, aPaper({ id: "p2", title: "Old <i>news" })]);
  await anOpenChannel(site.store);
  await aPostedDigest(site.store, ["p1"], { reasons: WHY, occasion: by, dueAt: day(2) });
  const page = await pageAt(site, "/c/c1/d1");
  expect(page.text(page.all("h1")[0])).toBe("Sunday 22 November 2026");
  expect(page.text(page.all("h2", "topic")[0])).toBe("Seeing");
  expect(page.text(page.all("h3")[0])).toBe("Vision for <b>crabs</b>");
  const why = page.text(page.all("p", "why")[0]);
  expect(why).toMatch(/^Strong match in the title: .*vision/i);
  expect(why).not.toContain("vote");
  expect(page.text(page.all("p", "facts")[0])).toBe(
    "Ada Lovelace, Alan Turing · Sea Lab · 31 May 2024",
  );
  expect(page.addresses).toContain("/p/p1");
  expect(page.addresses.filter((one) => one.startsWith("javascript"))).toEqual([]);
  expect(page.addresses).toContain("/c/c1/feed.atom");
  expect((await site.get("/c/c1/none")).status).toBe(404);
  expect((await site.get("/c/c2/d1")).status).toBe(404);
});

test("a digest of another channel, or of before this one was open, is not shown in it", async () => {
  const site = await aSite([MAMBA]);
  await anOpenChannel(site.store, { since: day(1) });
  await anOpenChannel(site.store, { id: "c2" });
  await aPostedDigest(site.store, ["p1"], { id: "before", occasion: by, dueAt: FRIDAY });
  await aPostedDigest(site.store, ["p1"], {
    id: "other",
    channelId: "c2",
    occasion: by,
    dueAt: day(2),
  });
  expect((await site.get("/c/c1/before")).status).toBe(404);
  expect((await site.get("/c/c1/other")).status).toBe(404);
  expect((await site.get("/c/c2/other")).status).toBe(200);
});

test("a channel shows its newest digest, and leads to days, months and feeds", async () => {
  const site = await aSite([MAMBA, aPaper({ id: "p2", title: "Second" })]);
  await anOpenChannel(site.store);
  expect(
    (await pageAt(site, "/c/c1")).text((await pageAt(site, "/c/c1")).all("main")[0]),
  ).toContain("No digests yet");
  await aPostedDigest(site.store, ["p1"], { id: "d1", occasion: by, dueAt: day(1) });
  await aPostedDigest(site.store, ["p2"], { id: "d2", occasion: by, dueAt: day(2) });
  await site.store.publicChannels.rename("c1", { name: "reading", serverName: "Lab & Co" });
  const page = await pageAt(site, "/c/c1");
  expect(page.text(page.all("title")[0])).toBe("#reading on Lab & Co · Paperboy");
  expect(page.all("h3").map((one) => page.text(one))).toEqual(["Second"]);
  expect(page.addresses).toEqual(
    expect.arrayContaining(["/c/c1/d1", "/c/c1/d2", "/c/c1/2026-11", "/c/c1/feed.json"]),
  );
  const alternates = page.all("link").filter((one) => attribute(one, "rel") === "alternate");
  expect(alternates.map((one) => attribute(one, "type"))).toEqual([
    "application/atom+xml",
    "application/feed+json",
  ]);
  const month = await pageAt(site, "/c/c1/2026-11");
  expect(month.all("time").map((one) => attribute(one, "datetime"))).toEqual([
    "2026-11-22",
    "2026-11-21",
  ]);
  for (const path of ["/c/c1/2026-10", "/c/c1/2026-13", "/c/c1/2026-11/2", "/c/c1/2026-11/0"])
    expect((await site.get(path)).status).toBe(404);
  const newer = await pageAt(site, "/c/c1/d2");
  expect(newer.addresses).toContain("/c/c1/d1");
});

test("a long month has several pages, none of fifty kilobytes", async () => {
  const papers = Array.from({ length: 700 }, (_, i) =>
    aPaper({ id: `p${i}`, title: `“${"A & B ".repeat(60)}” ${i}` }),
  );
  const site = await aSite(papers);
  await anOpenChannel(site.store);
  for (let i = 0; i < 28; i++)
    await aPostedDigest(
      site.store,
      papers.slice(i * 25, i * 25 + 25).map(({ id }) => id),
      { id: `d${i}`, occasion: by, dueAt: FRIDAY.add({ minutes: i }) },
    );
  const seen = new Set<string>();
  let path: string | undefined = "/c/c1/2026-11";
  let pages = 0;
  while (path !== undefined) {
    const response = await site.get(path);
    const body = await response.text();
    expect(Buffer.byteLength(body)).toBeLessThan(50_000);
    const page = readPage(body);
    for (const one of page.addresses) if (one.startsWith("/p/")) seen.add(one);
    const next = page.all("a").find((one) => attribute(one, "rel") === "next");
    path = next && attribute(next, "href");
    pages += 1;
  }
  expect(seen.size).toBe(700);
  expect(pages).toBeGreaterThan(5);
  for (const other of ["/c/c1", "/c/c1/d1", "/search?q=a"])
    expect(Buffer.byteLength(await (await site.get(other)).text())).toBeLessThan(50_000);
});

test("a paper has its abstract, links, citations and digests, and says who it is to reference managers", async () => {
  const site = await aSite([MAMBA], { publicUrl: "https://example.org/lab" });
  await anOpenChannel(site.store);
  expect((await site.get("/p/p1")).status).toBe(404);
  await aPostedDigest(site.store, ["p1"], { occasion: by, dueAt: day(1) });
  const page = await pageAt(site, "/p/p1");
  const main = page.text(page.all("main")[0]);
  expect(main).toContain("Crabs see more than we thought.");
  expect(main).toContain("@misc{lovelace2024vision,");
  expect(main).toContain("#papers on Lab");
  expect(page.meta("citation_title")).toEqual(["Vision for <b>crabs</b>"]);
  expect(page.meta("citation_author")).toEqual(["Lovelace, Ada", "Turing, Alan"]);
  expect(page.meta("citation_publication_date")).toEqual(["2024/05/31"]);
  expect(page.meta("citation_arxiv_id")).toEqual(["2405.21060"]);
  expect(page.meta("citation_doi")).toEqual(["10.48550/arXiv.2405.21060"]);
  expect(page.meta("og:title")).toEqual(["Vision for <b>crabs</b>"]);
  expect(page.meta("og:url")).toEqual(["https://example.org/lab/p/p1"]);
  const canonical = page.all("link").find((one) => attribute(one, "rel") === "canonical");
  expect(canonical && attribute(canonical, "href")).toBe("https://example.org/lab/p/p1");
  // All of the site is there, under its path.
  const own = page.addresses.filter((one) => one.startsWith("/"));
  expect(own.filter((one) => !one.startsWith("/lab/"))).toEqual([]);

  const bibtex = await site.get("/p/p1/citation.bib");
  expect(bibtex.headers.get("content-disposition")).toBe(
    'attachment; filename="lovelace2024vision.bib"',
  );
  expect(await bibtex.text()).toContain("eprint = {2405.21060}");
  expect(await (await site.get("/p/p1/citation.ris")).text()).toContain("AU  - Lovelace, Ada");
  expect((await site.get("/p/p2/citation.txt")).status).toBe(404);
});

test("a search finds what is public, in the query language, and takes no time from others", async () => {
  const papers = [
    MAMBA,
    aPaper({ id: "secret", title: "Vision for spies" }),
    ...Array.from({ length: 30 }, (_, i) => aPaper({ id: `n${i}`, title: `Noise ${i}` })),
  ];
  const site = await aSite(papers);
  await anOpenChannel(site.store);
  const open = papers.filter(({ id }) => id !== "secret").map(({ id }) => id);
  await aPostedDigest(site.store, open, { occasion: by, dueAt: day(1) });
  const found = await pageAt(site, "/search?q=vision");
  expect(found.all("h3").map((one) => found.text(one))).toEqual(["Vision for <b>crabs</b>"]);
  expect(found.text(found.all("p", "lead")[0])).toBe("1 paper for “vision”");
  expect(found.meta("robots")).toEqual(["noindex"]);
  const none = await pageAt(site, '/search?q="><script>alert(1)</script>');
  expect(none.text(none.all("p", "lead")[0])).toContain('“"><script>alert(1)</script>”');
  expect(none.all("script")).toEqual([]);
  const second = await pageAt(site, "/search?q=noise&page=2");
  expect(second.all("h3")).toHaveLength(10);
  expect((await pageAt(site, "/search")).all("h3")).toEqual([]);
  expect(found.all("p", "reading")).toEqual([]);
  const read = await pageAt(site, "/search?q=vision+-noise+author:lovelace+since:soon");
  expect(read.all("p", "reading").map((one) => read.text(one))).toEqual([
    "Searched for “vision” by lovelace, not “noise”",
    "Left out: since:soon can't be read. since: takes 2024, 2024-05, 2024-05-17, May 2024 or 30d",
  ]);
  const statuses = await Promise.all(
    Array.from({ length: 40 }, async () => (await site.get("/search?q=noise")).status),
  );
  expect(statuses).toContain(429);
  expect((await site.get("/c/c1")).status).toBe(200);
});

test("a page that is known already is not sent again, and one that is closed is gone at once", async () => {
  const site = await aSite([MAMBA]);
  await anOpenChannel(site.store);
  await aPostedDigest(site.store, ["p1"], { occasion: by, dueAt: day(1) });
  const paths = ["/", "/c/c1", "/c/c1/d1", "/c/c1/2026-11", "/p/p1"];
  for (const path of paths) {
    const first = await site.get(path);
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[\w-]+"$/);
    expect(first.headers.get("cache-control")).toBe("public, no-cache");
    const again = await site.get(path, { "if-none-match": etag });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect(again.headers.get("content-security-policy")).toContain("default-src 'none'");
  }
  await site.store.publicChannels.close("c1", day(3));
  expect(await Promise.all(paths.map(async (path) => (await site.get(path)).status))).toEqual([
    200, 410, 410, 410, 404,
  ]);
  await site.store.publicChannels.open(
    { id: "c1", name: "papers", serverName: "Lab", since: FRIDAY },
    day(3),
  );
  expect((await site.get("/c/c1")).status).toBe(200);
  await site.store.book.subscriptions.end("c1", day(4));
  expect((await site.get("/c/c1")).status).toBe(410);
});

test("HEAD is answered as GET is, and nothing else is taken", async () => {
  const site = await aSite([]);
  const head = await fetch(`${site.url}/`, { method: "HEAD" });
  const got = await site.get("/");
  const body = await got.text();
  expect(head.headers.get("content-length")).toBe(String(Buffer.byteLength(body)));
  for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
    const answer = await fetch(`${site.url}/c/c1`, { method, body: "x" });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  }
});

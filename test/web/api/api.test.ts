import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Reason } from "../../../src/digests/reason.ts";
import { FRIDAY } from "../../digests/a-channel.ts";
import { hostileText } from "../../messages/hostile-text.ts";
import { aPaper } from "../../papers/a-paper.ts";
import { anOpenChannel, aPostedDigest, aSite, type Site } from "../a-site.ts";
import { expectDescribed } from "./api-schemas.ts";

const LATER = FRIDAY.add({ hours: 48 });
const BY_HAND = { kind: "by hand" as const };

const MAMBA = aPaper({
  id: "mamba",
  title: "Mamba vision",
  abstract: "A state space model.",
  arxivId: "2405.21060",
  authors: ["Tri Dao", "Albert Gu"],
  links: [
    { kind: "code", url: "https://github.com/a/b" },
    { kind: "search", url: "https://huggingface.co/papers?q=mamba" },
  ],
});

function aReason(said: Partial<Reason> = {}): Reason {
  return {
    heading: "Vision",
    topic: "vision",
    strength: 0.9,
    words: ["vision"],
    fields: ["title"],
    attention: null,
    votesHere: 3,
    ...said,
  };
}

async function json(site: Site, path: string, status = 200) {
  const response = await site.get(path);
  expect(response.status).toBe(status);
  return JSON.parse(await response.text());
}

test("a paper that a public digest holds is found, read, and said with its links", async () => {
  const site = await aSite([MAMBA, aPaper({ id: "other", title: "Mamba elsewhere" })]);
  await anOpenChannel(site.store);
  await aPostedDigest(site.store, ["mamba"]);

  const found = await json(site, "/api/papers?q=mamba");
  await expectDescribed(site, found, "PaperPage");
  expect(found).toMatchObject({ total: 1, next: null, papers: [{ id: "mamba" }] });

  const paper = await json(site, "/api/papers/mamba");
  await expectDescribed(site, paper, "Paper");
  expect(paper).toMatchObject({
    title: "Mamba vision",
    authors: ["Tri Dao", "Albert Gu"],
    doi: "10.48550/arXiv.2405.21060",
    url: "https://arxiv.org/abs/2405.21060",
    links: [{ kind: "code", url: "https://github.com/a/b" }],
  });
  const unknown = await json(site, "/api/papers/other", 404);
  await expectDescribed(site, unknown, "Problem");
});

test("a channel's digests come newest first, with the reasons and without the votes", async () => {
  const site = await aSite([MAMBA], { publicUrl: "https://papers.example.org" });
  await anOpenChannel(site.store);
  const reasons = new Map([["mamba", aReason()]]);
  await aPostedDigest(site.store, ["mamba"], { reasons });
  await aPostedDigest(site.store, ["gone"], { id: "d2", occasion: BY_HAND, dueAt: LATER });

  const page = await json(site, "/api/digests/c1");
  await expectDescribed(site, page, "DigestPage");
  expect(page).toMatchObject({
    next: null,
    digests: [
      { id: "d2", date: null, sections: [] },
      {
        id: "d1",
        date: "2026-11-21",
        dueAt: "2026-11-21T08:00:00Z",
        url: "https://papers.example.org/c/c1/d1",
        channel: { id: "c1", name: "papers", serverName: "Lab" },
        sections: [
          {
            topic: "Vision",
            papers: [{ paper: { id: "mamba" }, why: "Strong match in the title: vision" }],
          },
        ],
      },
    ],
  });
  const before = await json(site, `/api/digests/c1?before=${LATER.toString()}`);
  expect(before.digests).toMatchObject([{ id: "d1" }]);
});

test("digests and finds come in pages, of which each says where the next is", async () => {
  const papers = Array.from({ length: 250 }, (_, i) =>
    aPaper({ id: `p${i}`, title: `Vision paper number ${i}` }),
  );
  const site = await aSite(papers);
  await anOpenChannel(site.store);
  for (let i = 0; i < 10; i += 1)
    await aPostedDigest(
      site.store,
      papers.slice(25 * i, 25 * (i + 1)).map(({ id }) => id),
      // Two were due at the same moment.
      { id: `d${i}`, occasion: BY_HAND, dueAt: FRIDAY.add({ hours: i === 4 ? 5 : i }) },
    );

  expect(await idsIn(site, "/api/papers?q=vision", "papers")).toMatchObject([
    { length: 100 },
    { length: 100 },
    { length: 50 },
  ]);
  expect(new Set((await idsIn(site, "/api/papers?q=vision", "papers")).flat()).size).toBe(250);
  expect(await idsIn(site, "/api/digests/c1", "digests")).toEqual([
    ["d9", "d8", "d7", "d6"],
    ["d4", "d5", "d3", "d2"],
    ["d1", "d0"],
  ]);
});

/** What all pages have, each as the one before it says. */
async function idsIn(site: Site, first: string, what: "papers" | "digests"): Promise<string[][]> {
  const pages: string[][] = [];
  for (let next: string | null = first; next !== null;) {
    const page = await json(site, next.replace(site.url, ""));
    pages.push(page[what].map(({ id }: { id: string }) => id));
    next = page.next;
  }
  return pages;
}

test("what is closed, not there or cannot be read is said in one shape", async () => {
  const site = await aSite([MAMBA]);
  await anOpenChannel(site.store);
  await aPostedDigest(site.store, ["mamba"]);
  await site.store.publicChannels.close("c1", LATER);
  const refusals: [string, number][] = [
    ["/api/digests/c1", 410],
    ["/api/digests/never", 404],
    ["/api/digests/c1?before=soon", 400],
    ["/api/papers/mamba", 404],
    ["/api/papers", 400],
    ["/api/papers?q=", 400],
    [`/api/papers?q=${"x".repeat(301)}`, 400],
    ["/api/papers?q=x&page=0", 400],
    ["/api/papers?q=x&page=many", 400],
    ["/api/nothing", 404],
    ["/api", 404],
    ["/api/", 404],
  ];
  for (const [path, status] of refusals) {
    const problem = await json(site, path, status);
    await expectDescribed(site, problem, "Problem");
    expect(problem.status).toBe(status);
  }
  const posted = await fetch(`${site.url}/api/papers`, { method: "POST", body: "x" });
  expect(posted.status).toBe(405);
  expect(posted.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
  expect((await json(site, "/api/papers?q=mamba")).papers).toEqual([]);
});

test("answers can be read from any page, and asked for again cheaply", async () => {
  const site = await aSite([MAMBA]);
  await anOpenChannel(site.store);
  await aPostedDigest(site.store, ["mamba"]);
  const first = await site.get("/api/papers/mamba", { origin: "https://elsewhere.example" });
  expect(first.headers.get("access-control-allow-origin")).toBe("*");
  expect(first.headers.get("content-type")).toBe("application/json");
  const etag = first.headers.get("etag") ?? "";
  const again = await site.get("/api/papers/mamba", { "if-none-match": etag });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  const head = await fetch(`${site.url}/api/papers/mamba`, { method: "HEAD" });
  expect([head.status, head.headers.get("etag")]).toEqual([200, etag]);
});

test("who asks too much is told when to come back, and holds up nobody else", async () => {
  const site = await aSite([MAMBA], { proxies: ["127.0.0.1"] });
  const from = (address: string) => site.get("/api/papers/none", { "x-forwarded-for": address });
  for (let i = 0; i < 60; i += 1)
    expect((await from(`2001:db8::${i.toString(16)}`)).status).toBe(404);
  const refused = await from("2001:db8::ffff:1");
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
  await expectDescribed(site, await refused.json(), "Problem");
  const search = await site.get("/api/papers?q=x", { "x-forwarded-for": "2001:db8::1" });
  expect(search.headers.get("retry-after")).toBe("3");
  expect((await from("2001:db8:0:1::1")).status).toBe(404);
  expect((await from("203.0.113.1")).status).toBe(404);
});

test("the description names every path that there is, and nothing that is missing", async () => {
  const site = await aSite([]);
  const description = await json(site, "/api/openapi.json");
  expect(description.openapi).toMatch(/^3\.1\./);
  expect(Object.keys(description.paths)).toEqual([
    "/api/papers",
    "/api/papers/{id}",
    "/api/digests/{channel}",
  ]);
  const names = Object.keys(description.components.schemas);
  const referred = [...JSON.stringify(description).matchAll(/"\$ref":"([^"]+)"/g)];
  expect(referred.length).toBeGreaterThan(5);
  for (const [, reference = ""] of referred)
    expect(names).toContain(reference.replace("#/components/schemas/", ""));
  const [q, page] = description.paths["/api/papers"].get.parameters;
  expect(q).toMatchObject({ name: "q", required: true, schema: { type: "string" } });
  expect(page).toMatchObject({ name: "page", required: false, schema: { type: "integer" } });
});

/** Whoever uses Discord, and what nobody outside is to learn of it. */
const SECRETS = ["u1", "g1", "secret-channel", "999000111222333444"];

test("whatever papers and topics say, an answer is as described, and says nothing of people", async () => {
  const text = fc.option(hostileText, { nil: null });
  const drawn = fc.record({
    title: hostileText,
    abstract: text,
    summary: text,
    organisation: text,
    heading: hostileText,
  });
  const rows = fc.sample(drawn, { numRuns: 60, seed: 2026 });
  const papers = rows.map(({ title, abstract, summary, organisation }, i) => {
    const texts = { title: `vision ${title}`, displayTitle: title, abstract, summary };
    return aPaper({ id: `p${i}`, ...texts, organisation });
  });
  const site = await aSite(papers);
  await anOpenChannel(site.store, { name: rows[0]?.title ?? "", serverName: rows[1]?.title ?? "" });
  const reasons = new Map(
    rows.map(({ heading }, i) => [
      `p${i}`,
      aReason({ heading: `${heading}<@${SECRETS.at(-1)}>`, strength: i / 30, votesHere: 9001 }),
    ]),
  );
  for (let i = 0; i < 6; i += 1) {
    const ids = papers.slice(10 * i, 10 * (i + 1)).map(({ id }) => id);
    const dueAt = FRIDAY.add({ hours: i });
    await aPostedDigest(site.store, ids, { id: `d${i}`, occasion: BY_HAND, dueAt, reasons });
  }
  const found = await json(site, "/api/papers?q=vision");
  await expectDescribed(site, found, "PaperPage");
  expect(found.total).toBe(60);
  const digests = await json(site, "/api/digests/c1");
  await expectDescribed(site, digests, "DigestPage");
  const said = JSON.stringify([found, digests]);
  for (const secret of SECRETS) expect(said).not.toContain(`"${secret}"`);
  expect(said).not.toContain(SECRETS.at(-1));
  expect(said).not.toContain("9001");
});

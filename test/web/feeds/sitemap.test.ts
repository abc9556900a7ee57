import { Hono } from "hono";
import type { HttpBindings } from "@hono/node-server";
import { expect, test } from "vitest";
import { addSitemap } from "../../../src/web/feeds/sitemap.ts";
import { FRIDAY } from "../../digests/a-channel.ts";
import { aPaper } from "../../papers/a-paper.ts";
import { anOpenChannel, aPostedDigest, aSite } from "../a-site.ts";
import { elementsOf } from "./read.ts";

const BASE = "https://papers.example.org/lab";
const BY_HAND = { kind: "by hand" as const };

async function aSiteWithPages() {
  const site = await aSite([aPaper({ id: "p1" }), aPaper({ id: "p2" })], { publicUrl: BASE });
  await anOpenChannel(site.store);
  await anOpenChannel(site.store, { id: "c2", name: "other" });
  await aPostedDigest(site.store, ["p1"]);
  const plannedAt = FRIDAY.add({ hours: 25 });
  await aPostedDigest(site.store, ["p2"], { id: "d2", occasion: BY_HAND, plannedAt });
  return site;
}

function textsOf(xml: string, name: string): string[] {
  return elementsOf(xml)
    .filter((one) => one.name === name)
    .map(({ text }) => text);
}

const ALL = ["/", "/c/c2", "/c/c1", "/c/c1/d2", "/c/c1/d1", "/p/p1", "/p/p2"];

test("a sitemap has all that is public, and nothing more once a channel is closed", async () => {
  const { store, get } = await aSiteWithPages();
  const answer = await get("/sitemap.xml");
  expect(answer.headers.get("content-type")).toBe("application/xml; charset=utf-8");
  const xml = await answer.text();
  expect(textsOf(xml, "loc")).toEqual(ALL.map((path) => BASE + path));
  expect(textsOf(xml, "lastmod")).toEqual([
    "2026-11-21T09:00:00Z",
    "2026-11-21T09:00:00Z",
    "2026-11-21T08:00:00Z",
  ]);
  expect((await get("/sitemap-1.xml")).status).toBe(404);
  await store.publicChannels.close("c1", FRIDAY);
  expect(textsOf(await (await get("/sitemap.xml")).text(), "loc")).toEqual([
    `${BASE}/`,
    `${BASE}/c/c2`,
  ]);
});

test("where one is not enough, there are several, and a list of them", async () => {
  const { store } = await aSiteWithPages();
  const app = new Hono<{ Bindings: HttpBindings }>();
  addSitemap(app, { channels: store.publicChannels, publicUrl: BASE }, { most: 3 });
  const read = async (path: string) => await (await app.request(path)).text();
  const parts = textsOf(await read("/sitemap.xml"), "loc");
  expect(parts).toEqual([1, 2, 3].map((number) => `${BASE}/sitemap-${number}.xml`));
  const all: string[] = [];
  for (const part of parts) {
    const some = textsOf(await read(part.slice(BASE.length)), "loc");
    expect(some.length).toBeLessThanOrEqual(3);
    all.push(...some);
  }
  expect(all).toEqual(ALL.map((path) => BASE + path));
  for (const none of ["/sitemap-0.xml", "/sitemap-4.xml", "/sitemap-x.xml"])
    expect((await app.request(none)).status).toBe(404);
});

test("robots.txt keeps crawlers from searching, and says where the sitemap is", async () => {
  const { get, url } = await aSite([]);
  const answer = await get("/robots.txt");
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
  expect((await answer.text()).split("\n")).toEqual([
    "User-agent: *",
    "Disallow: /search",
    "Disallow: /api/",
    `Sitemap: ${url}/sitemap.xml`,
    "",
  ]);
});

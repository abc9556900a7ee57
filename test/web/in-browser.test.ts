import { type AxeResults, source } from "axe-core";
import { type Browser, launch, type Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FRIDAY } from "../digests/a-channel.ts";
import { aPaper } from "../papers/a-paper.ts";
import { findChromium } from "../playground/browser.ts";
import { anOpenChannel, aPostedDigest, aSite, type Site } from "./a-site.ts";

/** In the page, once `source` has run there. */
declare const axe: { run(options: object): Promise<AxeResults> };

/** Of the DOM, what runs in the page for these tests. */
declare const document: {
  readonly documentElement: { readonly scrollWidth: number; readonly clientWidth: number };
  readonly activeElement: { readonly id: string; readonly textContent: string } | null;
  querySelector(css: string): object | null;
};
declare function getComputedStyle(element: object): {
  display: string;
  backgroundColor: string;
};

const chromium = findChromium();
if (chromium === null) console.warn("Public pages are not tested in a browser: no Chromium here.");

const LONG = "Superlongwordsthatnobodycanbreak".repeat(4);

const PAPERS = [
  aPaper({
    id: "p1",
    title: `Vision for crabs, ${LONG}`,
    abstract: "Crabs see more than we thought. ".repeat(20),
    authors: ["Ada Lovelace", "Alan Turing"],
    arxivId: "2405.21060",
    withdrawn: true,
    published: { date: "2024-05-31", precision: "day", inferred: false },
    links: [
      { kind: "paper", url: "https://arxiv.org/abs/2405.21060" },
      { kind: "code", url: "https://github.com/crabs/see" },
    ],
  }),
  ...Array.from({ length: 30 }, (_, i) => aPaper({ id: `n${i}`, title: `Noise ${i}` })),
];

const PATHS = [
  "/",
  "/c/c1",
  "/c/c1/d1",
  "/c/c1/2026-11",
  "/p/p1",
  "/search?q=noise",
  "/search?q=zz",
  "/none",
];

describe.skipIf(chromium === null)("the pages in a browser (needs the package `chromium`)", () => {
  let browser: Browser;
  let site: Site;

  beforeAll(async () => {
    browser = await launch({
      executablePath: chromium ?? "",
      headless: true,
      args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
    });
  });
  afterAll(() => browser.close());

  async function open(path: string, look: Partial<{ width: number; dark: boolean }> = {}) {
    const { width = 1200, dark = false } = look;
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      // Of a page that isn't there.
      if (message.type() === "error" && !message.text().includes("404"))
        complaints.push(message.text());
    });
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== site.url) complaints.push(`Asked ${request.url()}`);
    });
    await page.setViewport({ width, height: 800 });
    await page.emulateMediaFeatures([
      { name: "prefers-color-scheme", value: dark ? "dark" : "light" },
    ]);
    await page.goto(site.url + path);
    return { page, complaints };
  }

  async function openSite(): Promise<void> {
    site = await aSite(PAPERS);
    await anOpenChannel(site.store, { name: "a-channel-with-quite-a-long-name" });
    const by = { kind: "by hand" as const };
    const some = ["p1", ...PAPERS.slice(1, 10).map(({ id }) => id)];
    await aPostedDigest(site.store, some, { id: "d1", occasion: by, dueAt: FRIDAY });
    const rest = PAPERS.slice(10).map(({ id }) => id);
    const dueAt = FRIDAY.add({ hours: 24 });
    await aPostedDigest(site.store, rest, { id: "d2", occasion: by, dueAt });
  }

  test.each([
    [1200, false],
    [320, false],
    [320, true],
  ])(
    "%i pixels wide, dark %j: nothing serious, and nothing wider than the screen",
    async (width, dark) => {
      await openSite();
      const found: string[] = [];
      for (const path of PATHS) {
        const { page, complaints } = await open(path, { width, dark });
        for (const line of [...complaints, ...(await seriousIn(page))])
          found.push(`${path}: ${line}`);
        const isWider = await page.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        );
        if (isWider) found.push(`${path} is wider than the screen`);
        await page.close();
      }
      expect(found).toEqual([]);
    },
    180_000,
  );

  test("without scripts people come from the front to a paper, back in time, and search", async () => {
    await openSite();
    const { page, complaints } = await open("/none");
    await page.setJavaScriptEnabled(false);
    await page.goto(site.url);
    const follow = async (css: string) => {
      await Promise.all([page.waitForNavigation(), page.click(css)]);
      return new URL(page.url()).pathname;
    };
    expect(await follow(".channels a")).toBe("/c/c1");
    expect(await follow(".months a")).toBe("/c/c1/2026-11");
    expect(await follow(".day:last-of-type h2 a")).toBe("/c/c1/d1");
    expect(await follow("a[rel=next]")).toBe("/c/c1/d2");
    expect(await follow("a[rel=prev]")).toBe("/c/c1/d1");
    expect(await follow(".papers h3 a")).toBe("/p/p1");
    await page.type("#q", "noise -29");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".papers");
    expect(new URL(page.url()).search).toBe("?q=noise+-29");
    expect(await follow("a[rel=next]")).toBe("/search");
    expect(complaints).toEqual([]);
    await page.close();
  }, 120_000);

  test("who uses the keyboard can skip to the content", async () => {
    await openSite();
    const { page } = await open("/c/c1");
    await page.keyboard.press("Tab");
    const first = await page.evaluate(() => document.activeElement?.textContent);
    expect(first).toBe("Skip to content");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
    await page.close();
  }, 180_000);

  test("in the dark it is dark, and on paper there is only what is read", async () => {
    await openSite();
    const light = await open("/c/c1/d1");
    const dark = await open("/c/c1/d1", { dark: true });
    expect(await background(dark.page)).not.toBe(await background(light.page));
    const shown = (css: string) =>
      light.page.evaluate(
        (selector) => getComputedStyle(document.querySelector(selector) ?? {}).display !== "none",
        css,
      );
    expect(await shown("search")).toBe(true);
    await light.page.emulateMediaType("print");
    expect([await shown("search"), await shown("footer"), await shown(".papers")]).toEqual([
      false,
      false,
      true,
    ]);
    await Promise.all([light.page.close(), dark.page.close()]);
  }, 180_000);
});

/** What is wrong at least seriously, and where. */
async function seriousIn(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(" ")}`));
}

function background(page: Page): Promise<string> {
  return page.evaluate(
    () => getComputedStyle(document.querySelector("body") ?? {}).backgroundColor,
  );
}

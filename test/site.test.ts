import { spawn } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { takeInFiles } from "../src/papers/corpus/take-in.ts";
import { openStore, type Store } from "../src/store/open.ts";
import { jsonFeedSchema } from "../src/web/feeds/json-feed.ts";
import { SEEDS } from "./a-library.ts";
import { FRIDAY } from "./digests/a-channel.ts";
import { anOpenChannel, aPostedDigest } from "./web/a-site.ts";
import { serveFiles } from "./web/export/served-files.ts";
import { elementsOf } from "./web/feeds/read.ts";
import { PROGRAM_ENV } from "./program-env.ts";

const script = fileURLToPath(new URL("../src/site.ts", import.meta.url));

/** On a busy machine the start alone takes seconds. */
const LONG_MS = 120_000;

let folder: string;
let out: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "paperboy-site-"));
  out = join(folder, "out");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function inStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(join(folder, "data", "playground.db"));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Two open channels: one with a digest of three papers, and one with nothing yet. Returns the ids of the papers. */
async function someDigests(): Promise<string[]> {
  return await inStore(async (store) => {
    await takeInFiles(SEEDS, store.paperStore);
    const ids = [...store.paperStore.corpus().ids()].slice(0, 3);
    await anOpenChannel(store, { id: "100" });
    await anOpenChannel(store, { id: "200", name: "empty" });
    const reason = {
      heading: "Vision",
      topic: "vision",
      strength: 1,
      words: [],
      fields: [],
      attention: null,
      votesHere: 0,
    };
    const reasons = new Map(ids.map((id) => [id, reason]));
    await aPostedDigest(store, ids, { id: "d1", channelId: "100", reasons });
    return ids;
  });
}

/** Runs what `npm run site` runs, in a folder of its own. */
async function site(args: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: folder,
    env: { ...PROGRAM_ENV, ...environment },
  });
  const [said, complained, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<[number | null]>((resolve) => child.on("close", (...ended) => resolve([ended[0]]))),
  ]);
  return { code, out: said, err: complained };
}

/** The addresses to which a page leads on its own host. */
function linksOn(html: string, url: string): string[] {
  const links = html
    .matchAll(/ (?:href|src)="([^"]*)"/g)
    .map(([, link = ""]) => new URL(link, url));
  return [...links].filter(({ host }) => host === new URL(url).host).map(({ href }) => href);
}

describe("npm run site", () => {
  test(
    "writes pages that lead to each other under any path, and feeds of them",
    async () => {
      const ids = await someDigests();
      const { code, out: said, err } = await site(["out", "--url", "https://x.example/lab/"]);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(said).toMatch(/^Wrote \d+ files to out\n$/);

      const host = await serveFiles(out);
      const seen = new Set<string>();
      const ahead = [host.url];
      for (let url = ahead.pop(); url !== undefined; url = ahead.pop()) {
        if (seen.has(url.replace(/#.*$/, ""))) continue;
        seen.add(url);
        const answer = await fetch(url, { redirect: "manual" });
        expect([url, answer.status]).toEqual([url, 200]);
        if (url.endsWith("/")) ahead.push(...linksOn(await answer.text(), url));
      }
      host.stop();
      expect([...seen]).toContain(`${host.url}c/100/`);

      const feed = jsonFeedSchema.parse(
        JSON.parse(readFileSync(join(out, "c/100/feed.json"), "utf8")),
      );
      expect(feed.items).toHaveLength(3);
      expect(feed.feed_url).toBe("https://x.example/lab/c/100/feed.json");
      const topics = globSync("c/100/t/*/feed.atom", { cwd: out });
      expect(topics).toHaveLength(1);
      const atom = readFileSync(join(out, topics[0] ?? ""), "utf8");
      expect(elementsOf(atom).filter(({ name }) => name === "entry")).toHaveLength(3);
      const sitemap = elementsOf(readFileSync(join(out, "sitemap.xml"), "utf8"));
      expect(sitemap.filter(({ name }) => name === "loc").map((one) => one.text)).toEqual([
        "https://x.example/lab/",
        "https://x.example/lab/c/200",
        "https://x.example/lab/c/100",
        "https://x.example/lab/c/100/d1",
        ...ids.toSorted().map((id) => `https://x.example/lab/p/${id}`),
      ]);
    },
    LONG_MS,
  );

  test(
    "takes down what is closed by then",
    async () => {
      await someDigests();
      await site(["out"]);
      expect(existsSync(join(out, "c/100/index.html"))).toBe(true);
      writeFileSync(join(out, "CNAME"), "papers.example.org");
      await inStore(async ({ publicChannels }) => publicChannels.close("100", FRIDAY));
      const { code, out: said, err } = await site(["out"]);
      expect(code).toBe(0);
      expect(said).toMatch(/^Wrote \d+ files to out, removed \d+ from the last export\n$/);
      expect(err).toMatch(/^Feeds and the sitemap will lead to http:\/\/localhost\. .*--url/);
      expect(globSync("{c/100,p}/**", { cwd: out })).toEqual([]);
      expect(existsSync(join(out, "c/200/feed.atom"))).toBe(true);
      expect(existsSync(join(out, "CNAME"))).toBe(true);
    },
    LONG_MS,
  );

  test(
    "says in one line what it can't do",
    async () => {
      const url = ["--url", "https://x.example"];
      const wrong: [string[], number, RegExp][] = [
        [[], 64, /^Name one folder\. Usage: npm run site -- FOLDER/],
        [["out", "--url", "papers"], 64, /^--url is not an http or https address/],
        [["out", ...url], 66, /^There is no database .*playground\.db/],
      ];
      for (const [args, exitCode, line] of wrong) {
        const { code, out: said, err } = await site(args);
        expect({ args, code, said }).toEqual({ args, code: exitCode, said: "" });
        expect(err.trimEnd()).toMatch(line);
        expect(err.trimEnd().split("\n")).toHaveLength(1);
      }
      await inStore(async () => Promise.resolve());
      const { code, err } = await site(["data", ...url]);
      expect(code).toBe(66);
      expect(err).toMatch(/^data has files that are not from an export, such as playground\.db/);
    },
    LONG_MS,
  );
});

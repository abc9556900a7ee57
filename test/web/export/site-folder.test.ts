import { fork } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SiteFolderError, writeSite } from "../../../src/web/export/site-folder.ts";
import { someFiles } from "./some-files.ts";

let above: string;
let folder: string;

beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), "paperboy-site-"));
  folder = join(above, "out");
});

afterEach(() => {
  rmSync(above, { recursive: true });
});

/** What stands in the folder, by its path; what begins with a dot apart. */
function inFolder(): Record<string, string> {
  const files = globSync("**/*", { cwd: folder })
    .filter((path) => statSync(join(folder, path)).isFile())
    .toSorted();
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

async function* failing() {
  yield* someFiles({ "index.html": "new" });
  throw new Error("no such page");
}

async function write(files: Record<string, string>) {
  return await writeSite(folder, someFiles(files));
}

const FIRST = { "index.html": "front", "c/1/index.html": "one", "p/a/index.html": "a" };

describe("a folder", () => {
  test("holds what was written last, and nothing of before", async () => {
    expect(await write(FIRST)).toEqual({ files: 3, removed: 0 });
    expect(inFolder()).toEqual(FIRST);
    const second = { "index.html": "front, again", "p/b/index.html": "b" };
    expect(await write(second)).toEqual({ files: 2, removed: 2 });
    expect(inFolder()).toEqual(second);
    expect(existsSync(join(folder, "c"))).toBe(false);
    expect(globSync(".*", { cwd: folder })).toEqual([".paperboy-site.json"]);
  });

  test("keeps files of others, wherever they stand", async () => {
    mkdirSync(join(folder, ".git"), { recursive: true });
    writeFileSync(join(folder, ".git", "HEAD"), "main");
    await write(FIRST);
    writeFileSync(join(folder, "CNAME"), "papers.example.org");
    writeFileSync(join(folder, "c", "notes.txt"), "mine");
    await write({ "index.html": "alone" });
    expect(inFolder()).toEqual({
      CNAME: "papers.example.org",
      "c/notes.txt": "mine",
      "index.html": "alone",
    });
    expect(readFileSync(join(folder, ".git", "HEAD"), "utf8")).toBe("main");
  });

  test("of something else is refused, and left as it is", async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, "thesis.tex"), "mine");
    const refused = write(FIRST);
    await expect(refused).rejects.toThrow(SiteFolderError);
    await expect(refused).rejects.toThrow(
      /has files that are not from an export, such as thesis\.tex/,
    );
    expect(inFolder()).toEqual({ "thesis.tex": "mine" });
  });

  test.each([
    ["a file", () => writeFileSync(join(folder, "p"), "mine"), /out\/p is in the way/],
    [
      "a file with the name of a page",
      () => {
        mkdirSync(join(folder, "p", "a"), { recursive: true });
        writeFileSync(join(folder, "p", "a", "index.html"), "mine");
      },
      /out\/p\/a\/index\.html is in the way/,
    ],
    [
      "a link to another folder",
      () => {
        mkdirSync(join(above, "elsewhere"));
        symlinkSync(join(above, "elsewhere"), join(folder, "p"));
      },
      /out\/p is in the way/,
    ],
  ])("where %s is in the way is left as it is", async (_, put, reason) => {
    await write({ "index.html": "before" });
    put();
    const before = inFolder();
    await expect(write(FIRST)).rejects.toThrow(reason);
    expect(inFolder()).toEqual(before);
    expect(globSync("*", { cwd: join(above, "elsewhere") })).toEqual([]);
  });

  test("whose list leads elsewhere is refused", async () => {
    await write(FIRST);
    writeFileSync(join(above, "mine"), "mine");
    for (const list of [
      '{"version":1,"files":["../mine"]}',
      '{"version":1,"files":["/etc/x"]}',
      "x",
    ]) {
      writeFileSync(join(folder, ".paperboy-site.json"), list);
      await expect(write({ "index.html": "new" })).rejects.toThrow(
        /Can't read .*paperboy-site\.json/,
      );
    }
    expect(readFileSync(join(above, "mine"), "utf8")).toBe("mine");
    expect(inFolder()).toEqual(FIRST);
  });

  test("that can't be one is told with why", async () => {
    writeFileSync(folder, "a file");
    await expect(write(FIRST)).rejects.toThrow(/Can't write the site to .*out: /);
  });

  test("keeps files that say the same as they are", async () => {
    await write(FIRST);
    const before = statSync(join(folder, "c/1/index.html"));
    await write({ ...FIRST, "index.html": "new" });
    const after = statSync(join(folder, "c/1/index.html"));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  });

  test("stays as it is where a page can't be made", async () => {
    await write(FIRST);
    await expect(writeSite(folder, failing())).rejects.toThrow("no such page");
    expect(inFolder()).toEqual(FIRST);
  });
});

test("whenever it is killed, each file is as before or as after, and the next time ends it", async () => {
  const pages = 300;
  const version = (what: string) =>
    Object.fromEntries(
      Array.from({ length: pages }, (_, i) => [`p/${i}/index.html`, `${what} ${i}`]),
    );
  await write({ ...version("old"), "gone/index.html": "old" });
  const known = new Set([
    ...Object.values(version("old")),
    ...Object.values(version("new")),
    "old",
  ]);
  const reached = new Set<string>();
  for (const laterMs of [5, 30, 90, 200]) {
    const child = fork(fileURLToPath(new URL("write-many.ts", import.meta.url)), [
      folder,
      String(pages),
      "new",
    ]);
    await once(child, "message");
    await delay(laterMs);
    child.kill("SIGKILL");
    await once(child, "close");
    for (const [path, text] of Object.entries(inFolder())) {
      expect([path, known.has(text)]).toEqual([path, true]);
      reached.add(text);
    }
  }
  await write(version("new"));
  expect(inFolder()).toEqual(version("new"));
  expect(globSync(".*", { cwd: folder })).toEqual([".paperboy-site.json"]);
  expect(reached.size).toBeGreaterThanOrEqual(pages);
}, 120_000);

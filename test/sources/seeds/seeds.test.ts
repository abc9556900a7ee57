import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm, symlink, truncate, utimes, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readFolder, readFolders, stateOfFolders } from "../../../src/sources/seeds/seeds.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "paperboy-seeds-"));
});
afterEach(async () => {
  await rm(root, { recursive: true });
});

async function folder(name: string, files: Record<string, string>): Promise<string> {
  const path = join(root, name);
  await mkdir(path, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text);
  return path;
}

/** As if nobody had written to the files for a long time. */
async function ageing(seeds: string, ...names: string[]): Promise<void> {
  for (const name of names) await utimes(join(seeds, name), 1_700_000_000, 1_700_000_000);
}

test("the text files of a folder are read by name; a README and what lies deeper are left alone", async () => {
  const seeds = await folder("seeds", {
    "b.txt": "B\n\nText b.",
    "a.txt": "A\n\nText a.",
    "c.TXT": "C\n\nText c.",
    "README.txt": "Read me",
    "README.md": "Read me",
    ".hidden.txt": "Hidden",
    "notes.md": "Notes",
  });
  await folder("seeds/deeper.txt", { "d.txt": "D\n\nText d." });
  const pages = await readFolder(seeds);
  expect(pages.map(({ file, entries }) => [file, entries[0]?.title])).toEqual([
    ["a.txt", "A"],
    ["b.txt", "B"],
    ["c.TXT", "C"],
  ]);
});

test("a file that cannot be read is a problem, and the others load", async () => {
  const seeds = await folder("seeds", { "a.txt": "A\n\nText a." });
  await symlink(join(root, "nowhere"), join(seeds, "b.txt"));
  const pages = await readFolder(seeds);
  expect(pages[0]?.entries[0]?.title).toBe("A");
  expect(pages[1]).toMatchObject({
    file: "b.txt",
    entries: [],
    problems: [{ line: null, what: "Can't be read: it is not there", done: "Left out the file" }],
  });
});

test("what no page is like is bounded, and told: endless texts, and a paper listed without end", async () => {
  const [title, text] = ["T".repeat(3000), "word ".repeat(10_000)];
  const seeds = await folder("seeds", {
    "a.txt": `${title}\n\n${text}\n\n  • 3 authors\n·\nNov 17, 2024 2`,
    "b.txt": "Same\n\nText.\n\n  • 3 authors\n·\nNov 17, 2024 2\n\n".repeat(5000),
  });
  const [long, often] = await readFolder(seeds);
  expect(long?.entries.map((entry) => [entry.title.length, entry.text?.length])).toEqual([
    [2000, 20_000],
  ]);
  expect(long?.problems.map(({ line, done }) => [line, done])).toEqual([
    [1, "Kept the first 2000"],
    [1, "Kept the first 20000"],
  ]);
  expect(often?.entries).toHaveLength(20);
  expect(often?.problems).toEqual([
    { line: 161, what: "“Same” is listed 5000 times", done: "Kept the first 20" },
  ]);
});

test.runIf(process.platform === "linux")(
  "only regular files of up to 64 MB are read: no pipe, no device, nothing that never ends",
  async () => {
    const seeds = await folder("seeds", { "a.txt": "A\n\nText a.", "large.txt": "" });
    await truncate(join(seeds, "large.txt"), 64 * 1024 * 1024 + 1);
    execFileSync("mkfifo", [join(seeds, "pipe.txt")]);
    await symlink("/dev/zero", join(seeds, "zero.txt"));
    await symlink(join(seeds, "pipe.txt"), join(seeds, "to-pipe.txt"));
    await using socket = createServer().listen(join(seeds, "socket.txt"));
    await once(socket, "listening");
    const pages = await readFolder(seeds);
    expect(pages.map(({ file, problems }) => [file, problems.map(({ what }) => what)])).toEqual([
      ["a.txt", []],
      ["large.txt", ["Can't be read: it is larger than 64 MB, which no listing page is"]],
      ["pipe.txt", ["Can't be read: it is a pipe, not a file"]],
      ["socket.txt", ["Can't be read: it is a socket, not a file"]],
      ["to-pipe.txt", ["Can't be read: it is a pipe, not a file"]],
      ["zero.txt", ["Can't be read: it is a device, not a file"]],
    ]);
  },
);

test("a folder that is missing or none is an error that names it", async () => {
  const seeds = await folder("seeds", { "a.txt": "A" });
  await expect(readFolder(join(root, "missing"))).rejects.toThrow(/missing”: it is not there/);
  await expect(readFolder(join(seeds, "a.txt"))).rejects.toThrow(/a\.txt”: it is not a folder/);
});

test("files of several folders are told apart by their folder, where they must be", async () => {
  const one = await folder("one/seeds", { "a.txt": "A", "b.txt": "B" });
  const two = await folder("two/seeds", { "a.txt": "A" });
  const three = await folder("three", { "a.txt": "A" });
  expect((await readFolders([one, two, three])).map(({ file }) => file)).toEqual([
    "one/seeds/a.txt",
    "b.txt",
    "two/seeds/a.txt",
    "three/a.txt",
  ]);
  expect((await readFolders([one, `${one}/.`])).map(({ file }) => file)).toEqual([
    "a.txt",
    "b.txt",
  ]);
  expect((await readFolders([`${one}/`])).map(({ file }) => file)).toEqual(["a.txt", "b.txt"]);
});

describe("the state of folders", () => {
  test("stays the same while nothing changes", async () => {
    const seeds = await folder("seeds", { "a.txt": "A" });
    await ageing(seeds, "a.txt");
    expect(await stateOfFolders([seeds])).toBe(await stateOfFolders([seeds]));
  });

  test("changes with a file that comes, goes, is written to, replaced, or may be read at last", async () => {
    const seeds = await folder("seeds", { "a.txt": "A", "b.txt": "B" });
    await ageing(seeds, "a.txt", "b.txt");
    const states = [await stateOfFolders([seeds])];
    const look = async () => void states.push(await stateOfFolders([seeds]));
    await writeFile(join(seeds, "a.txt"), "Longer");
    await ageing(seeds, "a.txt");
    await look();
    await writeFile(join(seeds, "a.txt"), "Change");
    await ageing(seeds, "a.txt");
    await look();
    await chmod(join(seeds, "b.txt"), 0o600);
    await look();
    await rm(join(seeds, "b.txt"));
    await look();
    await folder("seeds", { "c.txt": "C" });
    await ageing(seeds, "c.txt");
    await look();
    expect(new Set(states).size).toBe(6);
  });

  test("waits until a file that is being written stands still", async () => {
    const seeds = await folder("seeds", { "a.txt": "" });
    const path = join(seeds, "a.txt");
    let written = "";
    const writing = setInterval(() => {
      written += "A line.\n";
      if (written.length >= 40) clearInterval(writing);
      void writeFile(path, written);
    }, 100);
    const state = await stateOfFolders([seeds]);
    expect(JSON.parse(state)).toEqual([[path, 40, expect.anything(), expect.anything()]]);
  });

  test("of a folder that is not there is an error", async () => {
    await expect(stateOfFolders([join(root, "missing")])).rejects.toThrow(/it is not there/);
  });
});

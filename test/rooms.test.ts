import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** Who may import whom, besides themselves. Files of no room are here under their own path. */
const allowed: Record<string, string[]> = {
  "src/papers": [],
  "src/sources": ["src/papers", "src/exit"],
  "src/search": ["src/papers"],
  "src/digests": ["src/papers", "src/search", "src/messages"],
  "src/messages": ["src/papers"],
  commands: ["src/papers", "src/search", "src/digests", "src/messages"],
  "src/dispatch": ["commands", "src/messages"],
  "src/discord": ["commands", "src/dispatch", "src/digests", "src/messages", "src/exit"],
  "src/playground": ["commands", "src/dispatch", "src/digests", "src/messages", "src/exit"],
  "src/store": ["src/papers", "src/search", "src/digests", "src/messages", "src/exit"],
  "src/settings": ["src/search"],
  "src/exit": [],
  "src/process": [],
};

/** These wire rooms together, so they know everybody. */
const wiring = new Set([
  ...["start", "report", "fetch", "commands", "backup", "restore"].map((file) => `src/${file}.ts`),
  ...globSync("src/wiring/*.ts", { cwd: root }),
]);

/** Closed sets of words that are stored, and pure rules: by which a next slot is kept, or a paper known and found. */
const storedBy = new Set([
  ...["digest.ts", "settings.ts", "slots.ts"].map((file) => `src/digests/${file}`),
  "src/papers/paper.ts",
  ...["corpus.ts", "identity.ts"].map((file) => `src/papers/corpus/${file}`),
  "src/search/index/indexed-paper.ts",
]);

/** Packages that one room alone may know. */
const kept: Record<string, string> = {
  "discord.js": "src/discord",
  kysely: "src/store",
  "node:sqlite": "src/store",
  minisearch: "src/search",
  dotenv: "src/settings",
};

interface Import {
  from: string;
  /** A package, or a file relative to the root. */
  target: string;
  typeOnly: boolean;
}

const imports = ["src/**/*.ts", "commands/**/*.ts"]
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .flatMap(importsOf);

test("the rooms are there to be looked at", () => {
  expect(imports.length).toBeGreaterThan(100);
  expect(new Set(imports.map(({ from }) => roomOf(from)))).toContain("src/discord");
});

test("a room imports only from rooms that it may know", () => {
  const strangers = imports.filter(({ from, target }) => {
    const [here, there] = [roomOf(from), roomOf(target)];
    if (!isFile(target) || here === there || wiring.has(from)) return false;
    return !allowed[here]?.includes(there);
  });
  expect(strangers).toEqual([]);
});

test("of other rooms the store knows types, and what it stores by", () => {
  const values = imports.filter(
    ({ from, target, typeOnly }) =>
      roomOf(from) === "src/store" &&
      isFile(target) &&
      roomOf(target) !== "src/store" &&
      !typeOnly &&
      roomOf(target) !== "src/exit" &&
      !storedBy.has(target),
  );
  expect(values).toEqual([]);
});

test.each(Object.entries(kept))("only one room knows %s: %s", (name, room) => {
  const others = imports.filter(
    ({ from, target }) => isPackage(target, name) && roomOf(from) !== room,
  );
  expect(others).toEqual([]);
  expect(imports.some(({ target }) => isPackage(target, name))).toBe(true);
});

function importsOf(from: string): Import[] {
  const source = readFileSync(join(root, from), "utf8");
  const statements = source.matchAll(
    /^(?:import|export)\s(?<what>[^;"']*?from\s)?["'](?<target>[^"']+)["']/gm,
  );
  const dynamic = source.matchAll(/\bimport\(["'](?<target>[^"']+)["']\)/g);
  return [...statements, ...dynamic].map(({ groups }) => {
    const target = groups?.["target"] ?? "";
    const isRelative = target.startsWith(".");
    return {
      from,
      target: isRelative ? relative(root, join(root, dirname(from), target)) : target,
      typeOnly: (groups?.["what"] ?? "").startsWith("type "),
    };
  });
}

function isFile(target: string): boolean {
  return target.startsWith("src/") || target.startsWith("commands/");
}

function isPackage(target: string, name: string): boolean {
  return target === name || target.startsWith(`${name}/`);
}

/** `src/papers/pages/read.ts` is of `src/papers`, `src/start.ts` of itself. */
function roomOf(file: string): string {
  const [top = "", second = ""] = file.split("/");
  return top === "commands" ? "commands" : `${top}/${second}`;
}

import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** Who may import whom, besides themselves. Files of no room are here under their own path. */
const allowed: Record<string, string[]> = {
  "src/papers": [],
  "src/sources": ["src/papers", "src/exit"],
  "src/search": ["src/papers"],
  "src/embeddings": ["src/search", "src/exit"],
  "src/digests": ["src/papers", "src/search", "src/messages"],
  "src/messages": ["src/papers"],
  "src/community": ["src/papers", "src/search", "src/digests", "src/messages"],
  commands: [
    "src/papers",
    "src/search",
    "src/digests",
    "src/messages",
    "src/community",
    "src/mail",
  ],
  "src/dispatch": ["commands", "src/messages"],
  "src/discord": [
    "commands",
    "src/dispatch",
    "src/digests",
    "src/messages",
    "src/community",
    "src/exit",
  ],
  "src/playground": [
    "commands",
    "src/dispatch",
    "src/digests",
    "src/messages",
    "src/community",
    "src/exit",
  ],
  "src/web": ["src/papers", "src/search", "src/digests", "src/mail", "src/exit"],
  "src/mail": ["src/papers", "src/search", "src/digests"],
  "src/webhooks": ["src/digests", "src/sources"],
  "src/store": [
    "src/mail",
    "src/papers",
    "src/search",
    "src/digests",
    "src/messages",
    "src/community",
    "src/exit",
  ],
  "src/settings": ["src/papers", "src/search"],
  "src/exit": [],
  "src/process": [],
  "src/metrics": ["src/papers", "src/digests"],
};

/** These wire rooms together, so they know everybody. */
const wiring = new Set([
  ...["start", "report", "fetch", "commands", "backup", "restore", "site", "export", "migrate"].map(
    (file) => `src/${file}.ts`,
  ),
  ...globSync("src/wiring/**/*.ts", { cwd: root }),
]);

/**
 * The rooms within a room, lowest first: each may know those before it. Files beside them are either
 * what all of them stand on, or what is made of them all; never both.
 */
const within: Record<string, string[]> = {
  "src/papers": ["text", "pages", "corpus", "citations"],
  "src/papers/pages": ["lines", "arrange"],
  "src/sources": ["client", "seeds", "hugging-face", "arxiv", "doi", "feeds", "biorxiv"],
  "src/sources/arxiv": ["answers", "look-up", "announcements"],
  "src/search": ["words", "query", "index", "question", "vectors", "answer", "topics"],
  "src/search/words": ["meaning"],
  "src/search/index": ["stored"],
  "src/digests": ["json", "planning", "delivery", "outlets", "subscriptions"],
  "src/digests/subscriptions": ["transfer"],
  "src/messages": ["layout", "papers", "digests", "topics", "settings", "community"],
  "src/community": ["posting", "discussions", "clubs"],
  "src/discord": ["api", "connection", "registration", "requests", "delivery", "community"],
  "src/web": ["operation", "pages", "feeds", "api", "export", "mail"],
  "src/mail": ["layout"],
  "src/wiring": ["house"],
  "src/store": [
    "schema",
    "file",
    "words",
    "papers",
    "digests",
    "community",
    "pruning",
    "postgres",
    "export",
  ],
  commands: ["command", "paper", "digest", "saved", "club", "privacy", "mail", "source", "look-up"],
  "commands/saved": ["shelf"],
  "commands/paper": ["options", "lists", "card"],
  "commands/club": ["shared"],
  "commands/mail": ["shared"],
  "commands/digest": ["channel", "options", "card", "transfer"],
};

/** Closed sets of words that are stored, and pure rules: by which a next slot is kept, or a paper known and found. */
const storedBy = new Set([
  ...[
    "digest.ts",
    "outlet.ts",
    "reason.ts",
    "round-up.ts",
    "settings.ts",
    "slots.ts",
    "wishes.ts",
  ].map((file) => `src/digests/${file}`),
  "src/papers/paper.ts",
  ...["corpus.ts", "file-pages.ts", "keys.ts"].map((file) => `src/papers/corpus/${file}`),
  "src/search/index/indexed-paper.ts",
  "src/search/words/names.ts",
  "src/search/index/title-phrases.ts",
  ...["analyse.ts", "paper-fields.ts", "phrases.ts", "stop-words.ts"].map(
    (file) => `src/search/words/${file}`,
  ),
]);

/** Packages that one room alone may know. */
const kept: Record<string, string> = {
  "discord.js": "src/discord",
  kysely: "src/store",
  "node:sqlite": "src/store",
  pg: "src/store",
  minisearch: "src/search",
  "@citation-js/core": "src/papers",
  dotenv: "src/settings",
  "prom-client": "src/metrics",
  hono: "src/web",
  "@hono/node-server": "src/web",
  nodemailer: "src/mail",
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

const files = [...new Set(imports.map(({ from }) => from))];

test("every room within a room has its place in the order", () => {
  const unplaced = files
    .map((file) => dirname(file))
    .filter((folder) => folder.startsWith("commands/") || folder.split("/").length > 2)
    .filter((folder) => !within[dirname(folder)]?.includes(basename(folder)));
  expect([...new Set(unplaced)]).toEqual([]);
});

test.each(Object.entries(within))("within %s arrows run one way", (room, order) => {
  const backwards = imports.filter(({ from, target }) => {
    const [here, there] = [placeIn(room, from), placeIn(room, target)];
    if (here === null || there === null || here === there) return false;
    if (!order.includes(here) || !order.includes(there)) return false;
    return order.indexOf(there) > order.indexOf(here);
  });
  expect(backwards).toEqual([]);
  expect(
    circlesOf(
      imports.flatMap(({ from, target }) => {
        const [here, there] = [placeIn(room, from), placeIn(room, target)];
        return here === null || there === null || here === there ? [] : [[here, there]];
      }),
    ),
  ).toEqual([]);
});

test("no file knows itself by way of others", () => {
  expect(circlesOf(imports.map(({ from, target }) => [from, target]))).toEqual([]);
});

test("circles are seen, long ones and short ones", () => {
  expect(
    circlesOf([
      ["a", "b"],
      ["b", "c"],
      ["c", "a"],
      ["d", "a"],
      ["e", "e"],
    ]),
  ).toEqual([["a", "b", "c"], ["e"]]);
  expect(
    circlesOf([
      ["a", "b"],
      ["b", "c"],
      ["a", "c"],
    ]),
  ).toEqual([]);
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

/** The room within `room` that a file stands in, or the file itself where it stands beside those; null elsewhere. */
function placeIn(room: string, file: string): string | null {
  if (!file.startsWith(`${room}/`)) return null;
  return file.slice(room.length + 1).split("/")[0] ?? null;
}

/** What can be reached from itself, in groups, each in alphabetical order. */
function circlesOf(arrows: readonly string[][]): string[][] {
  const targets = Map.groupBy(arrows, ([from = ""]) => from);
  const reachedFrom = (start: string) => {
    const reached = new Set<string>();
    const ahead = [start];
    for (let at = ahead.pop(); at !== undefined; at = ahead.pop())
      for (const [, to = ""] of targets.get(at) ?? [])
        if (!reached.has(to)) {
          reached.add(to);
          ahead.push(to);
        }
    return reached;
  };
  const reach = new Map([...targets.keys()].map((one) => [one, reachedFrom(one)]));
  const inCircles = [...reach.keys()].filter((one) => reach.get(one)?.has(one)).toSorted();
  const groups = Map.groupBy(inCircles, (one) =>
    inCircles.find((other) => reach.get(one)?.has(other) && reach.get(other)?.has(one)),
  );
  return [...groups.values()];
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

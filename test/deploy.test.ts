import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createMetrics } from "../src/metrics/metrics.ts";
import { readMetrics } from "./metrics/read-metrics.ts";

const root = join(import.meta.dirname, "..");
const folder = join(root, "deploy");

function read(...path: string[]): string {
  return readFileSync(join(...path), "utf8");
}

test.each(readdirSync(folder))("every setting that deploy/%s names is one", (file) => {
  const settings = new Set(read(root, ".env.example").match(/^[A-Z_]+(?==)/gm));
  const named = read(folder, file).match(/\b(?:PAPERBOY|DISCORD)_[A-Z_]+/g) ?? [];
  expect(named.filter((name) => !settings.has(name))).toEqual([]);
});

test("the container gets all that the program is made of, and nothing else of the folder", () => {
  const copied = [...read(folder, "Dockerfile").matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(
    ([, names = ""]) => names.split(" "),
  );
  expect(copied.filter((name) => !existsSync(join(root, name)))).toEqual([]);
  expect(copied).toEqual(
    expect.arrayContaining([
      "package.json",
      "package-lock.json",
      "bin",
      "commands",
      "src",
      "seeds",
    ]),
  );
  const [everything, ...allowed] = read(folder, "Dockerfile.dockerignore").trim().split("\n");
  expect(everything).toBe("*");
  expect(new Set(allowed)).toEqual(new Set(copied.map((name) => `!${name}`)));
});

test("the page names the metrics that there are", async () => {
  const metrics = createMetrics({
    unfinishedDigests: () => Promise.resolve(0),
    unfinishedCopies: () => Promise.resolve({ mail: 0, webhook: 0 }),
    papers: () => 0,
    sourceStates: () => [],
    isConnected: () => null,
    isStandingBy: () => false,
    shardStates: () => [],
  });
  metrics.digestEnded("sent");
  metrics.copiesEnded("mail", "sent", 1);
  metrics.paperArrived([]);
  metrics.discordAnswered(200);
  metrics.webAnswered(200);
  metrics.ticked("rounds", { lateMs: 0, tookMs: 0, failed: true });
  const there = new Set(
    readMetrics(await metrics.text()).map(({ name }) => name.replace(/_(?:bucket|sum|count)$/, "")),
  );
  const ours = [...there].filter((name) => name.startsWith("paperboy_"));
  const named = new Set(read(folder, "README.md").match(/\b(?:paperboy|nodejs)_\w+(?=[`{ ])/g));
  expect([...named].filter((name) => !there.has(name))).toEqual([]);
  expect(ours.filter((name) => !named.has(name))).toEqual([]);
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { parseConfig } from "../../src/settings/config.ts";
import { openStore } from "../../src/store/open.ts";
import { keepTime, openProgram } from "../../src/wiring/program.ts";
import { recordLog } from "../discord/log.ts";
import { startStandIn } from "../embeddings/stand-in.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "paperboy-meaning-"));
  writeFileSync(
    join(folder, "page.txt"),
    [
      "Daily Papers",
      "byAK and the research community",
      "Hibernation of rodents",
      "They sleep through all of it, far below the snow of the highest valleys.",
      "Congestion of cars",
      "They stand still for hours, and nobody in any of the cities knows why.",
    ].join("\n\n"),
  );
});

afterEach(() => rmSync(folder, { recursive: true }));

async function start(settings: Record<string, string>) {
  const read = parseConfig({ PAPERBOY_SEEDS: folder, PAPERBOY_DATA: folder, ...settings });
  if (!read.ok) throw new Error(read.problems.join("\n"));
  const store = await openStore(":memory:");
  const recorded = recordLog();
  const { log } = recorded;
  const ending = new AbortController();
  const run = { config: read.config, store, log, stopped: ending.signal };
  const options = { commands, folders: [folder], now: Temporal.Now.instant };
  const program = await openProgram(options, run);
  const stopTicking = keepTime(program, run);
  return {
    services: program.house.services,
    log: recorded,
    async [Symbol.asyncDispose]() {
      ending.abort();
      await stopTicking();
      await store.close();
    },
  };
}

test("without settings nobody is asked", async () => {
  await using program = await start({});
  expect(program.services.meaning).toBeNull();
});

test("with settings papers get vectors on the first tick, and the key is told nobody else", async () => {
  await using standIn = await startStandIn();
  await using program = await start({
    PAPERBOY_EMBEDDINGS_URL: standIn.url,
    PAPERBOY_EMBEDDINGS_MODEL: "small",
    PAPERBOY_EMBEDDINGS_KEY: "sk-very-secret",
    PAPERBOY_EMBEDDINGS_PAPER_PREFIX: "passage: ",
    HTTP_PROXY: "http://127.0.0.1:1",
  });
  await program.log.line(/Embeddings are complete/);
  expect(standIn.texts[0]).toMatch(/^passage: Hibernation of rodents\nThey sleep/);
  expect(standIn.asked[0]?.headers.authorization).toBe("Bearer sk-very-secret");
  const text = "marmots snooze asleep dormant slumber groundhogs";
  const likeness = await program.services.meaning?.ofQuestion(
    { kind: "words", text },
    { isFirst: true },
  );
  expect(likeness?.nearest).toHaveLength(1);
  expect(program.log.written).not.toMatch(/very-secret|snooze/);
});

test("a far end that hangs holds up neither ticks nor the end", async () => {
  await using standIn = await startStandIn();
  standIn.answer = () => null;
  await using program = await start({
    PAPERBOY_EMBEDDINGS_URL: standIn.url,
    PAPERBOY_EMBEDDINGS_MODEL: "small",
  });
  await expect.poll(() => standIn.asked.length).toBe(1);
  expect(program.services.corpus.size).toBe(2);
});

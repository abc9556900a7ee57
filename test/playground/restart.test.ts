import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { followChannel } from "./follow-channel.ts";
import { PROGRAM_ENV } from "../program-env.ts";

const root = join(import.meta.dirname, "../..");

let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "paperboy-restart-"));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await rm(folder, { recursive: true });
});

/** `node src/main.ts` as a playground: where its page is, and how to end it. */
async function run() {
  const child = spawn(process.execPath, ["src/main.ts"], {
    cwd: root,
    env: {
      ...PROGRAM_ENV,
      DISCORD_TOKEN: "",
      PAPERBOY_PORT: "0",
      PAPERBOY_DATA: folder,
      LOG_LEVEL: "error",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  let printed = "";
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    printed += String(chunk);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
    if (url !== undefined) {
      child.stdout.resume();
      return {
        url,
        async stop() {
          child.kill("SIGTERM");
          const [code] = await once(child, "exit");
          return code;
        },
      };
    }
  }
  throw new Error(`It does not run: ${printed}`);
}

function post(url: string, kind: string, body: object) {
  return fetch(`${url}/api/${kind}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function stateOf(url: string) {
  const channel = await followChannel(url);
  const state = await channel.expect("state");
  await channel.close();
  return state;
}

test("a restart keeps the channel; to start over empties it, at the same address", async () => {
  const first = await run();
  const help = { as: "310000000000000001", command: "help", subcommand: "", options: {} };
  await post(first.url, "command", help);
  await post(first.url, "deliver", {});
  const { messages } = await stateOf(first.url);
  expect(messages).toHaveLength(1);
  expect(await first.stop()).toBe(0);

  const second = await run();
  expect((await stateOf(second.url)).messages).toEqual(messages);
  await writeFile(join(folder, "playground", "mine.txt"), "A page of my own");
  expect((await post(second.url, "start-over", {})).status).toBe(204);
  await expect
    .poll(async () => (await stateOf(second.url).catch(() => null))?.messages, { timeout: 60_000 })
    .toEqual([]);

  expect(await readdir(join(folder, "playground"))).toEqual(["mine.txt"]);
  await post(second.url, "deliver", {});
  expect((await stateOf(second.url)).story.news).toMatchObject({ papers: 10, left: 5 });
  expect(await second.stop()).toBe(0);
}, 180_000);

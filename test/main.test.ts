import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PROGRAM_ENV } from "./program-env.ts";

const root = join(import.meta.dirname, "..");

/** On a busy machine the start alone takes seconds. */
const LONG_MS = 180_000;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "paperboy-main-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** `node src/main.ts` with settings that end the start: its exit code, and the lines it leaves. */
async function failToStart(settings: Record<string, string>) {
  const child = spawn(process.execPath, ["src/main.ts"], {
    cwd: root,
    env: {
      ...PROGRAM_ENV,
      DISCORD_TOKEN: "",
      PAPERBOY_PORT: "0",
      PAPERBOY_DATA: folder,
      LOG_LEVEL: "error",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: LONG_MS - 5000,
    killSignal: "SIGKILL",
  });
  const [[code], out, err] = await Promise.all([
    once(child, "exit"),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, lines: `${out}${err}`.trim().split("\n") };
}

test.each([
  [{ PAPERBOY_SEEDS: "/nowhere" }, /“\/nowhere”: it is not there\. .* PAPERBOY_SEEDS=seeds$/],
  [{ PAPERBOY_SEEDS: "package.json" }, /it is not a folder\. .* PAPERBOY_SEEDS=seeds$/],
  [{ PAPERBOY_MEANINGS: "/no.txt" }, /“\/no.txt”: it is not there\. .* PAPERBOY_MEANINGS=\S+$/],
  [{ PAPERBOY_DATA: "package.json" }, /Can't use the database .* PAPERBOY_DATA=data$/],
  [{ PAPERBOY_PORT: "port" }, /^PAPERBOY_PORT: "port" is not a port number; .* 8642$/],
])(
  "a setting that cannot be used ends the start with 78 and one line: %j",
  async (settings, line) => {
    expect(await failToStart(settings)).toEqual({ code: 78, lines: [expect.stringMatching(line)] });
  },
  LONG_MS,
);

test.runIf(process.platform === "linux")(
  "a data folder in a place where none can be made ends the start too",
  async () => {
    const { code, lines } = await failToStart({ PAPERBOY_DATA: "/proc/nowhere/data" });
    expect({ code, lines }).toEqual({
      code: 78,
      lines: [expect.stringMatching(/Can't use the database .* PAPERBOY_DATA=data$/)],
    });
  },
  LONG_MS,
);

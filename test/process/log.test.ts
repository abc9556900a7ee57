import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

const src = join(import.meta.dirname, "../../src/process");

/** More than a pipe and the memory for it hold together. */
const LINES = 20_000;

/** A process that logs `LINES` lines at once, says so on stdout, and ends after a line on stdin. */
function startLogging() {
  const script = `
    import { openLog } from "./log.ts";
    const { log, flush } = openLog("info");
    for (let i = 0; i < ${LINES}; i++) log.info({ i, padding: "x".repeat(100) }, "A line");
    process.stdout.write("logged");
    process.stdin.once("data", async () => {
      process.stdin.destroy();
      log.info("The last line");
      if (!(await flush(200))) process.exit(3);
    });`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], { cwd: src });
  return { child, exit: once(child, "exit"), logged: once(child.stdout, "data") };
}

test("a log that nobody reads holds nothing up, not even the end", async () => {
  const { child, exit, logged } = startLogging();
  await logged;
  child.stdin.write("end\n");
  expect(await exit).toEqual([3, null]);
  child.stderr.destroy();
});

test("what was left out is counted once somebody reads, and the last lines get out", async () => {
  const { child, exit, logged } = startLogging();
  await logged;
  const told = Promise.withResolvers<void>();
  child.stderr.on("data", (chunk: Buffer) => {
    if (chunk.includes("were dropped")) told.resolve();
  });
  const written = text(child.stderr);
  await told.promise;
  child.stdin.write("end\n");
  expect(await exit).toEqual([0, null]);
  const lines = (await written)
    .trim()
    .split("\n")
    .map((line) => Object(JSON.parse(line)));
  expect(lines.at(-1).msg).toBe("The last line");
  const { lines: leftOut, msg } = lines.at(-2);
  expect(msg).toMatch(/were dropped/);
  // The others are whole, in order and without a gap.
  const others = lines.slice(0, -2).map(({ i }) => i);
  expect(others).toEqual(Array.from({ length: LINES - leftOut }, (_, i) => i));
  expect(leftOut).toBeGreaterThan(0);
});

test("a log whose reader went away ends nothing", async () => {
  const { child, exit, logged } = startLogging();
  child.stderr.destroy();
  await logged;
  child.stdin.write("end\n");
  expect(await exit).toEqual([0, null]);
});

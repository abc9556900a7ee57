import { spawn } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { expect, test } from "vitest";
import { hasEnded, processName } from "../src/process-name.ts";

test("a process that runs has not ended, and one that was killed has", async () => {
  expect(hasEnded(processName)).toBe(false);
  const other = spawn(process.execPath, ["--eval", "setInterval(() => {}, 1000)"]);
  await once(other, "spawn");
  const name = `${hostname()}:${other.pid}`;
  expect(hasEnded(name)).toBe(false);
  other.kill("SIGKILL");
  await once(other, "exit");
  expect(hasEnded(name)).toBe(true);
});

test("of a process on another machine, and of a name that is none, nobody can tell", () => {
  expect(hasEnded(`${hostname()}.elsewhere:999999999`)).toBe(false);
  expect(hasEnded(hostname())).toBe(false);
  expect(hasEnded("")).toBe(false);
});

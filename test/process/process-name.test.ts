import { spawn } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { hasEnded, processName } from "../../src/process/process-name.ts";

const isLinux = process.platform === "linux";

/** Another process, and its name. */
async function another() {
  const script = fileURLToPath(new URL("named-process.ts", import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
  const [name] = await once(child.stdout, "data");
  return { child, name: String(name).trim() };
}

test("a process that runs has not ended, and one that was killed has", async () => {
  expect(hasEnded(processName)).toBe(false);
  const { child, name } = await another();
  expect(hasEnded(name)).toBe(false);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(hasEnded(name)).toBe(true);
});

test("each start has a name of its own", async () => {
  const others = await Promise.all([another(), another()]);
  const names = [processName, ...others.map(({ name }) => name)];
  for (const { child } of others) child.kill("SIGKILL");
  expect(new Set(names.map((name) => name.split(" ")[0])).size).toBe(3);
});

test.runIf(isLinux)("a process that has the number of one that ended is not taken for it", () => {
  const { startedAt } = JSON.parse(processName.slice(processName.indexOf(" ")));
  expect(hasEnded(processName.replace(startedAt, `${startedAt}1`))).toBe(true);
});

test.runIf(isLinux).each([
  ["another machine, or an earlier boot", /"boot":"[^"]+"/, '"boot":"00000000"'],
  ["another container on this machine", /"space":"[^"]+"/, '"space":"pid:[1]"'],
])("of a process of %s nobody can tell", async (_where, part, other) => {
  const { child, name } = await another();
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(hasEnded(name)).toBe(true);
  expect(hasEnded(name.replace(part, other))).toBe(false);
});

test.each([
  // As it was named once: another container has the same, and its own process 1.
  `${hostname()}:999999999`,
  `${hostname()}:${process.pid}`,
  hostname(),
  "",
  "6f1 {}",
  "6f1 null",
  '6f1 {"pid":-1,"host":"here"}',
  '6f1 {"pid":1,"boot":1,"space":"pid:[1]","startedAt":"1"}',
])("of a name that tells nothing nobody can tell: %s", (name) => {
  expect(hasEnded(name)).toBe(false);
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));

/** Milliseconds from starting the program with these seeds until its playground listens. */
export async function startToReady(seedsFolder: string): Promise<number> {
  const data = await mkdtemp(join(tmpdir(), "paperboy-bench-"));
  const began = performance.now();
  const child = spawn(process.execPath, [MAIN], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      DISCORD_TOKEN: "",
      PAPERBOY_SEEDS: seedsFolder,
      PAPERBOY_DATA: data,
      PAPERBOY_PORT: "0",
      LOG_LEVEL: "error",
    },
  });
  const ended = once(child, "exit");
  try {
    // It says where to look as soon as it listens, and nothing before.
    const told = await Promise.race([once(child.stdout, "data"), ended.then(() => null)]);
    if (!told) throw new Error(`The program ended (${child.exitCode}) before it was ready`);
    return performance.now() - began;
  } finally {
    child.kill("SIGTERM");
    await ended;
    await rm(data, { recursive: true, force: true });
  }
}

/** Milliseconds that Node takes to start and do nothing: what no program can beat. */
export async function startOfNode(): Promise<number> {
  const began = performance.now();
  await once(spawn(process.execPath, ["--eval", ""], { stdio: "ignore" }), "exit");
  return performance.now() - began;
}

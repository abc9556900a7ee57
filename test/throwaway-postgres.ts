import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { openRecords } from "../src/store/postgres/open-records.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The address of a server of PostgreSQL, without the name of a database. */
    postgres: string;
  }
}

/** Has the schema; each test has a copy of it. */
export const TEMPLATE = "template_of_tests";

/** `initdb` refuses to run as root. */
const USER = process.getuid?.() === 0 ? "postgres" : null;

/** Where Debian puts them, the newest first. */
const DEBIAN = "/usr/lib/postgresql";

/** The folder with `initdb` and `postgres`, of PostgreSQL 15 or newer; null where there is none. */
export function findPostgres(): string | null {
  const installed = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const newest = Math.max(0, ...installed.map(Number).filter((version) => version >= 15));
  return newest > 0 ? join(DEBIAN, String(newest), "bin") : null;
}

/** Starts a server for the tests, and stops it after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { address, stop } = await startPostgres();
  project.provide("postgres", address);
  return stop;
}

export interface ThrowawayPostgres {
  /** Without the name of a database. It has `TEMPLATE`. */
  address: string;
  stop: () => Promise<void>;
}

/** Starts a server on loopback that forgets everything. Fails where there is no PostgreSQL. */
export async function startPostgres(): Promise<ThrowawayPostgres> {
  const programs = findPostgres();
  if (programs === null) throw new Error("There is no PostgreSQL");
  const folder = mkdtempSync(join(tmpdir(), "paperboy-postgres-"));
  if (USER) chownSync(folder, idOf("-u"), idOf("-g"));
  const data = join(folder, "data");
  const made = spawnSync(
    ...asUser(join(programs, "initdb"), [
      `--pgdata=${data}`,
      "--username=paperboy",
      "--auth=trust",
      "--encoding=UTF8",
      "--locale=C",
      "--no-sync",
    ]),
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${String(made.stderr)}`);
  const port = await freePort();
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 200,
    shared_buffers: "64MB",
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    autovacuum: "off",
    max_wal_size: "4GB",
  };
  const server = spawn(
    ...asUser(join(programs, "postgres"), [
      "-D",
      data,
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ]),
    { stdio: "ignore" },
  );
  const address = `postgres://paperboy@127.0.0.1:${port}`;
  const stop = async () => {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    // Where it runs as somebody else, what was started is not the server itself.
    const pid = Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]);
    process.kill(pid, "SIGINT");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilUp(`${address}/postgres`);
    await makeTemplate(address);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, stop };
}

/** Makes a new database on such a server; returns its address. */
export async function newDatabaseAt(address: string): Promise<string> {
  const client = new Client(`${address}/postgres`);
  await client.connect();
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await client.query(`create database ${name} template ${TEMPLATE} strategy file_copy`);
  await client.end();
  return `${address}/${name}`;
}

async function makeTemplate(address: string): Promise<void> {
  const client = new Client(`${address}/postgres`);
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const { close } = await openRecords(`${address}/${TEMPLATE}`, { log: console });
  await close();
}

async function untilUp(address: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const client = new Client(address);
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (tries === 300) throw error;
      await delay(100);
    }
  }
}

function asUser(program: string, given: string[]): [string, string[]] {
  return USER ? ["runuser", ["-u", USER, "--", program, ...given]] : [program, given];
}

function idOf(which: "-u" | "-g"): number {
  return Number(spawnSync("id", [which, String(USER)], { encoding: "utf8" }).stdout);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No port was given");
  return address.port;
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { aChannel, FRIDAY, subscribed } from "../digests/a-channel.ts";
import { longPapers } from "../digests/long-papers.ts";
import { folderInMemory } from "../folder-in-memory.ts";
import { addressesOf, type MailServer, startMailServer } from "./mail-server.ts";
import { type Life, live } from "./mortal-mail.ts";

const PAPERS = 3;
const LONG_MS = 300_000;
const SATURDAY = FRIDAY.add({ hours: 24 });

const script = fileURLToPath(new URL("mortal-mail-process.ts", import.meta.url));
const folder = folderInMemory("paperboy-kill-mail-");

afterAll(() => rmSync(folder, { recursive: true }));

/** A channel with two mails, and somebody's own topic, all due. */
async function begin(name: string): Promise<string> {
  const database = join(folder, `${name}.db`);
  const { book, mails, close } = await openStore(database);
  await subscribed(book, aChannel(), "vision");
  const own = { id: "mail:o3", guildId: null, kind: "mail", setUpBy: "u3" } as const;
  await subscribed(book, aChannel({ ...own, settings: { quietDay: "nothing" } }), "vision");
  for (const [i, channelId] of ["c1", "c1", "mail:o3"].entries()) {
    const [id, userId, address] = [`o${i + 1}`, `u${i + 1}`, `u${i + 1}@example.org`];
    await mails.add({ id, channelId, startedAt: FRIDAY, userId, address });
  }
  const ids = longPapers(PAPERS).map(({ id }) => id);
  await book.arrivals.note(ids, FRIDAY);
  const match = { strength: 1, words: ["vision"], fields: ["title" as const] };
  const matches = ids.map((paperId) => ({ paperId, ...match }));
  await book.arrivals.matched(0, PAPERS, new Map([["vision", matches]]));
  await close();
  return database;
}

interface Fate {
  owner: string;
  minutes?: number;
  diesAt?: number | null;
}

function lifeOf(database: string, { port }: MailServer, fate: Fate): Life {
  const { owner, minutes = 0, diesAt = null } = fate;
  const now = SATURDAY.add({ minutes }).toString();
  return { database, port, now, owner, papers: PAPERS, diesAt };
}

/** A life in this process, which stops dead instead of being killed; its steps, or null. */
async function liveHere(...given: Parameters<typeof lifeOf>): Promise<number | null> {
  const { promise: dead, resolve: stopDead } = Promise.withResolvers<null>();
  const never = new Promise<never>(() => undefined);
  const living = live(lifeOf(...given), () => {
    stopDead(null);
    return never;
  });
  return await Promise.race([living, dead]);
}

/** The same in a process of its own, which is killed. */
async function liveApart(...given: Parameters<typeof lifeOf>): Promise<number | null> {
  const child = spawn(process.execPath, [script, JSON.stringify(lifeOf(...given))], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = await Promise.all([text(child.stdout), once(child, "exit")]);
  return child.signalCode === "SIGKILL" ? null : Number(said);
}

/** What stands in the mailboxes: how often each mail came, and to whom. */
async function mailboxes(server: MailServer) {
  const mails = await server.mails();
  const byId = Map.groupBy(mails, ({ messageId }) => messageId ?? "");
  const people = [...byId.values()].flatMap(([first]) => addressesOf(first?.to));
  const counts = [...byId.values()].map(({ length }) => length);
  return { people: people.toSorted(), counts };
}

const EVERYBODY = ["u1@example.org", "u2@example.org", "u3@example.org"];

test.each([
  ["stopped dead at each step in turn", liveHere, 1],
  ["killed at one step or another", liveApart, 9],
] as const)(
  "%s, it loses no mail, and sends twice only what nobody could know of",
  async (_how, liveSo, every) => {
    const server = await startMailServer();
    const steps = await liveHere(await begin(`whole-${every}`), server, { owner: "one" });
    expect(steps).toBeGreaterThan(10);
    expect(await mailboxes(server)).toEqual({ people: EVERYBODY, counts: [1, 1, 1] });
    for (let diesAt = 1; diesAt <= (steps ?? 0); diesAt += every) {
      server.raw.length = 0;
      const database = await begin(`${every}-${diesAt}`);
      expect(await liveSo(database, server, { owner: "one", diesAt })).toBeNull();
      // Another process waits for the lease of the one that was killed.
      expect(await liveHere(database, server, { owner: "two", minutes: 6 })).not.toBeNull();
      const { people, counts } = await mailboxes(server);
      expect(people, `at step ${diesAt}`).toEqual(EVERYBODY);
      expect(Math.max(...counts)).toBeLessThanOrEqual(2);
      rmSync(database);
    }
    await server.stop();
  },
  LONG_MS,
);

test(
  "killed while the server answers DATA, it sends the same mail again under the same id",
  async () => {
    const server = await startMailServer();
    const database = await begin("data");
    const child = Promise.withResolvers<void>();
    server.onTaken = () => child.promise;
    const life = lifeOf(database, server, { owner: "one" });
    const killed = spawn(process.execPath, [script, JSON.stringify(life)], { stdio: "ignore" });
    while (server.raw.length < 3) await setTimeout(20);
    killed.kill("SIGKILL");
    await once(killed, "exit");
    server.onTaken = () => undefined;
    child.resolve();
    await liveHere(database, server, { owner: "two", minutes: 6 });
    expect(await mailboxes(server)).toEqual({ people: EVERYBODY, counts: [2, 2, 2] });
    await server.stop();
  },
  LONG_MS,
);

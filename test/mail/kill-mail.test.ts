import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { aChannel, FRIDAY, subscribed } from "../digests/a-channel.ts";
import { liveApart, liveHere, liveUntil, noteVision } from "../digests/outlets/lives.ts";
import { openAt } from "../store/open-at.ts";
import { forget, newAddress, onPostgres } from "../store/test-store.ts";
import { addressesOf, type MailServer, startMailServer } from "./mail-server.ts";

const LONG_MS = 300_000;

/** A channel with two mails, and somebody's own topic, all due. */
async function begin(): Promise<string> {
  const database = await newAddress();
  const { book, mails, close } = await openAt(database);
  await subscribed(book, aChannel(), "vision");
  const own = { id: "mail:o3", guildId: null, kind: "mail", setUpBy: "u3" } as const;
  await subscribed(book, aChannel({ ...own, settings: { quietDay: "nothing" } }), "vision");
  for (const [i, channelId] of ["c1", "c1", "mail:o3"].entries()) {
    const [id, userId, address] = [`o${i + 1}`, `u${i + 1}`, `u${i + 1}@example.org`];
    await mails.add({ id, channelId, startedAt: FRIDAY, userId, address });
  }
  await noteVision(book);
  await close();
  return database;
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
    const fate = { kind: "mail", port: server.port, owner: "one" } as const;
    const steps = await liveHere({ ...fate, database: await begin() });
    expect(steps).toBeGreaterThan(10);
    expect(await mailboxes(server)).toEqual({ people: EVERYBODY, counts: [1, 1, 1] });
    for (let diesAt = 1; diesAt <= (steps ?? 0); diesAt += onPostgres ? 12 * every : every) {
      server.raw.length = 0;
      const database = await begin();
      expect(await liveSo({ ...fate, database, diesAt })).toBeNull();
      // Another process waits for the lease of the one that was killed.
      expect(await liveHere({ ...fate, database, owner: "two", minutes: 6 })).not.toBeNull();
      const { people, counts } = await mailboxes(server);
      expect(people, `at step ${diesAt}`).toEqual(EVERYBODY);
      expect(Math.max(...counts)).toBeLessThanOrEqual(2);
      await forget(database);
    }
    await server.stop();
  },
  LONG_MS,
);

test(
  "killed while the server answers DATA, it sends the same mail again under the same id",
  async () => {
    const server = await startMailServer();
    const fate = { kind: "mail", port: server.port, database: await begin() } as const;
    const answered = Promise.withResolvers<void>();
    server.onTaken = () => answered.promise;
    await liveUntil({ ...fate, owner: "one" }, async () => {
      while (server.raw.length < 3) await setTimeout(20);
    });
    server.onTaken = () => undefined;
    answered.resolve();
    await liveHere({ ...fate, owner: "two", minutes: 6 });
    expect(await mailboxes(server)).toEqual({ people: EVERYBODY, counts: [2, 2, 2] });
    await server.stop();
  },
  LONG_MS,
);

import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createOutletRounds } from "../../src/digests/outlets/rounds.ts";
import { createMailCourier } from "../../src/mail/courier.ts";
import { createSmtp } from "../../src/mail/smtp.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { aChannel, aDigest, aMessage, FRIDAY, subscribed } from "../digests/a-channel.ts";
import { aCorpus } from "../digests/a-corpus.ts";
import { longPapers } from "../digests/long-papers.ts";
import { recordLog } from "../discord/log.ts";
import { folderInMemory } from "../folder-in-memory.ts";
import { addressesOf, type MailServer, settingsOf, startMailServer } from "./mail-server.ts";

const corpus = aCorpus(longPapers(3));

let folder: string;
let server: MailServer;
let store: Store;
let now: Temporal.Instant;
let sees: (userId: string) => boolean | null;
/** Who was asked for, in order. */
let asked: string[];

beforeEach(async () => {
  folder = folderInMemory("paperboy-access-");
  server = await startMailServer();
  store = await openStore(join(folder, "paperboy.db"));
  now = FRIDAY.add({ hours: 24 });
  sees = () => true;
  asked = [];
  await subscribed(store.book, aChannel(), "vision");
  for (const name of ["ann", "bob"]) await begin(name, "c1");
});

afterEach(async () => {
  await store.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function begin(name: string, channelId: string): Promise<void> {
  const whose = { userId: name, address: `${name}@example.org` };
  await store.mails.add({ id: `o-${name}`, channelId, startedAt: FRIDAY, ...whose });
}

/** The digest of a paper, posted, and its copies as far as they can be brought. */
async function digestComes(number: number): Promise<void> {
  const occasion = { kind: "by hand" } as const;
  await store.book.deliveries.plan(aDigest({ id: `d${number}`, occasion, plannedAt: now }), [
    aMessage(`p${number}`),
  ]);
  await store.book.deliveries.delivered(`d${number}`, 1, `m${number}`, now);
  await store.book.deliveries.finish(`d${number}`, "sent", null, now);
  await bring();
}

async function bring(): Promise<void> {
  const rounds = createOutletRounds({
    outlets: store.outlets,
    book: store.book,
    corpus: () => corpus,
    couriers: [
      createMailCourier({
        smtp: createSmtp(settingsOf(server), { rejectUnauthorized: false }),
        keep: store.mails,
        maySee: (userId) => {
          asked.push(userId);
          return Promise.resolve(sees(userId));
        },
        channelName: () => Promise.resolve("papers"),
        stopUrl: null,
      }),
    ],
    now: () => now,
    owner: "me",
    log: recordLog().log,
  });
  await rounds.run();
}

const readers = async () => (await server.mails()).flatMap(({ to }) => addressesOf(to)).toSorted();

const outcomesFor = async (name: string) =>
  (await store.outlets.copies(`o-${name}`, 9)).map(({ outcome }) => outcome);

test("before each mail its reader is asked for, and lost access ends it for good", async () => {
  await digestComes(1);
  expect(asked.toSorted()).toEqual(["ann", "bob"]);
  expect(await readers()).toEqual(["ann@example.org", "bob@example.org"]);

  sees = (userId) => userId !== "bob";
  now = now.add({ hours: 24 });
  await digestComes(2);
  expect(asked.slice(2)).toContain("bob");
  expect(await readers()).toEqual(["ann@example.org", "ann@example.org", "bob@example.org"]);
  expect(await outcomesFor("bob")).toEqual(["ended", "sent"]);

  // Whoever sees it again begins again, also after a restart.
  sees = () => true;
  await store.close();
  store = await openStore(join(folder, "paperboy.db"));
  expect((await store.mails.mail("o-bob"))?.outlet.end).toEqual({ why: "no access", at: now });
  asked = [];
  now = now.add({ hours: 24 });
  await digestComes(3);
  expect(asked).toEqual(["ann"]);
  expect(await outcomesFor("bob")).toEqual(["ended", "sent"]);
  now = now.add({ hours: 31 * 24 });
  while ((await store.pruning.step(now)).size > 0);
  expect(await store.mails.of("bob")).toEqual([]);
});

test("where nobody says who sees a channel its mails wait, and nothing of them leaves", async () => {
  sees = () => null;
  await digestComes(1);
  expect(server.connections).toBe(0);
  expect(await outcomesFor("bob")).toEqual(["waiting"]);
  sees = () => true;
  now = now.add({ minutes: 2 });
  await bring();
  expect(await readers()).toEqual(["ann@example.org", "bob@example.org"]);
});

test("direct messages are their owner's alone, whatever a forged id asks for", async () => {
  const own = { id: "dm1", guildId: null, kind: "dm", setUpBy: "ann" } as const;
  await subscribed(store.book, aChannel(own), "vision");
  await begin("eve", "dm1");
  const digest = aDigest({ id: "d9", channelId: "dm1", plannedAt: now });
  await store.book.deliveries.plan(digest, [aMessage("p1")]);
  await bring();
  expect(await readers()).toEqual([]);
  expect((await store.mails.mail("o-eve"))?.outlet.end?.why).toBe("no access");
});

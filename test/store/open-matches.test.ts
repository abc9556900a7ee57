import { DatabaseSync } from "node:sqlite";
import * as fc from "fast-check";
import { Kysely, sql } from "kysely";
import { expect, test } from "vitest";
import type { LeftOver } from "../../src/digests/digest.ts";
import { createArrivals } from "../../src/store/digests/arrivals.ts";
import { createCandidates } from "../../src/store/digests/candidates.ts";
import { createDeliveries } from "../../src/store/digests/deliveries.ts";
import { createRewordings } from "../../src/store/digests/rewordings.ts";
import { createSubscriptions } from "../../src/store/digests/subscriptions.ts";
import { sqliteDialect } from "../../src/store/file/sqlite-dialect.ts";
import { wordingMark } from "../../src/store/papers/rewordings.ts";
import { migrate } from "../../src/store/schema/migrations.ts";
import type { Schema } from "../../src/store/schema/schema.ts";
import { aChannel, aDigest, aMessage, FRIDAY } from "../digests/a-channel.ts";

const TOPICS = ["vision", "audio", "graphs"];
const silent = { error: () => undefined };

async function open() {
  const db = new Kysely<Schema>({ dialect: sqliteDialect(new DatabaseSync(":memory:")) });
  await migrate(db);
  const book = {
    subscriptions: createSubscriptions(db, silent, { count: 0 }),
    arrivals: createArrivals(db),
    rewordings: createRewordings(db),
    candidates: createCandidates(db),
    deliveries: createDeliveries(db),
  };
  await book.subscriptions.saveChannel(aChannel());
  for (const topic of TOPICS.slice(0, 2))
    await book.subscriptions.add({
      channelId: "c1",
      topic,
      name: topic,
      createdBy: "u1",
      createdAt: FRIDAY,
    });
  return { db, book };
}

/** What is new and open, looked for among all that ever matched. */
async function openAmongAll(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ one: string }>`
    select s.id || ' ' || a.paper_id as one
    from subscription s
    join topic_match m on m.topic_id = s.topic_id
    join arrival a on a.number = m.arrival
    left join waiting w on w.channel_id = s.channel_id and w.paper_id = a.paper_id
    where s.channel_id = 'c1' and w.missed_at is null and w.filtered_at is null
      and (m.arrival > s.archive_until and a.is_archive = 0
        or exists (select 1 from carried_over c where c.subscription_id = s.id and c.arrival = m.arrival))
      and not exists (select 1 from ledger l where l.channel_id = 'c1' and l.paper_id = a.paper_id)`.execute(
    db,
  );
  return rows.map(({ one }) => one).toSorted();
}

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("come" as const),
      count: fc.integer({ min: 60, max: 400 }),
      seed: fc.nat(96),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("digest" as const),
      takes: fc.nat(60),
      seed: fc.nat(96),
      ends: fc.constantFrom("sent", "sent", "failed", "goes on"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("join" as const), one: fc.nat(), other: fc.nat() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("reword" as const), one: fc.nat(), seed: fc.nat(96) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("change" as const), to: fc.nat(2) }) },
);

/** Which topics a paper matches: any of them, or none. */
const matchedBy = (number: number, seed: number) =>
  TOPICS.filter((_, i) => (number * 7 + seed * 3 + i * 5) % (i + 4) !== 0);

const aMatch = (paperId: string) => ({ paperId, strength: 0.5, words: [], fields: [] });

test("what is open is the same as among all that ever matched, whatever happened", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
      const { db, book } = await open();
      let papers: string[] = [];
      let digests = 0;
      let underWay: string | null = null;
      const pick = (n: number) => papers[n % papers.length] ?? "";
      for (const one of steps) {
        const at = FRIDAY.add({ hours: 24 * (digests + 1) });
        if (one.do === "come") {
          const from = await book.arrivals.newest();
          const ids = Array.from({ length: one.count }, (_, i) => `p${from + i}`);
          papers.push(...ids);
          await book.arrivals.note(ids, at, { areArchive: one.seed % 9 === 0 });
          const matches = TOPICS.map(
            (topic) =>
              [
                topic,
                ids.filter((_, i) => matchedBy(i, one.seed).includes(topic)).map(aMatch),
              ] as const,
          );
          const marks = await book.arrivals.topics();
          for (const { topic, matchedUntil } of marks) {
            const its = new Map(matches.filter(([name]) => name === topic));
            await book.arrivals.matched(matchedUntil, await book.arrivals.newest(), its);
          }
        } else if (one.do === "digest") {
          if (underWay !== null) {
            // As another process may, that knows of none under way.
            const empty = { id: `e${digests}`, occasion: { kind: "by hand" as const } };
            await book.deliveries.plan(aDigest({ ...empty, dueAt: at, plannedAt: at }), []);
            await book.deliveries.finish(underWay, "failed", null, at);
          }
          underWay = null;
          const unsent = await book.candidates.unsent("c1", "new");
          const all = [...new Map(unsent.map((each) => [each.paperId, each])).values()];
          const taken = all.slice(0, one.takes).map(({ paperId }) => paperId);
          const leftOver = all.slice(one.takes).map(({ paperId, waitingSince }, i): LeftOver => {
            const end = [null, "missed" as const, "filtered" as const, null][(i + one.seed) % 4];
            return {
              paperId,
              since: waitingSince ?? at,
              isKnown: waitingSince !== null,
              end: end ?? null,
            };
          });
          const id = `d${digests}`;
          const occasion = { kind: "by hand" } as const;
          digests += 1;
          const digest = aDigest({ id, occasion, dueAt: at, plannedAt: at });
          const messages = [aMessage(...taken.slice(0, 5)), aMessage(...taken.slice(5))];
          await book.deliveries.plan(digest, messages, leftOver);
          if (one.ends === "goes on") underWay = id;
          else {
            if (one.ends === "sent") await book.deliveries.delivered(id, 1, `m${id}`, at);
            await book.deliveries.finish(id, one.ends, null, at);
          }
        } else if (one.do === "join" && papers.length > 1) {
          const [old, stays] = [pick(one.one), pick(one.other)];
          if (old === stays) continue;
          await book.arrivals.join(old, stays);
          papers = papers.filter((id) => id !== old);
        } else if (one.do === "reword" && papers.length > 0) {
          const paperId = pick(one.one);
          const wording = `says ${one.seed}`;
          await db.deleteFrom("rewording").execute();
          const row = { paper_id: paperId, wording: wordingMark(wording), matched_at: null };
          await db.insertInto("rewording").values(row).execute();
          const matches = TOPICS.map((topic) => {
            const isMatched = matchedBy(one.seed, 1).includes(topic);
            return [topic, isMatched ? [aMatch(paperId)] : []] as const;
          });
          await book.rewordings.matched([{ paperId, wording }], new Map(matches), at);
        } else if (one.do === "change") {
          const [first] = await book.subscriptions.of("c1");
          await book.subscriptions.change(first?.id ?? 0, { topic: TOPICS[one.to] ?? "" });
        }
        const found = await book.candidates.unsent("c1", "new");
        expect(
          found.map(({ subscriptionId, paperId }) => `${subscriptionId} ${paperId}`).toSorted(),
        ).toEqual(await openAmongAll(db));
      }
      await db.destroy();
    }),
    { numRuns: 30 },
  );
}, 120_000);

test("a year of matches is left behind within a few digests, and what is open stays", async () => {
  const { db, book } = await open();
  const ids = Array.from({ length: 12_000 }, (_, i) => `p${i}`);
  await book.arrivals.note(ids, FRIDAY);
  await book.arrivals.matched(0, 12_000, new Map([["vision", ids.map(aMatch)]]));
  const rows = ids.map((paper_id) => ({
    channel_id: "c1",
    paper_id,
    since: 1,
    missed_at: paper_id === "p7" ? null : 1,
    filtered_at: null,
  }));
  for (let from = 0; from < rows.length; from += 2000)
    await db
      .insertInto("waiting")
      .values(rows.slice(from, from + 2000))
      .execute();
  for (let day = 0; day < 3; day += 1) {
    const plannedAt = FRIDAY.add({ hours: 24 * (day + 1) });
    const occasion = { kind: "by hand" } as const;
    await book.deliveries.plan(
      aDigest({ id: `d${day}`, occasion, dueAt: plannedAt, plannedAt }),
      [],
    );
  }
  const { open_after: mark } = await db
    .selectFrom("subscription")
    .select("open_after")
    .where("name", "=", "vision")
    .executeTakeFirstOrThrow();
  expect(mark).toBeGreaterThan(11_800);
  expect((await book.candidates.unsent("c1", "new")).map(({ paperId }) => paperId)).toEqual(["p7"]);
  await db.destroy();
});

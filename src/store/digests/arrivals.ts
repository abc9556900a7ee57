import type { Kysely, Transaction } from "kysely";
import { z } from "zod";
import type { Arrivals } from "../../digests/book.ts";
import { chunks, instantColumn } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";
import { joinPapers } from "./join-papers.ts";
import { matchRow } from "./match-row.ts";
import { closeArchive, openArchive } from "./open-archive.ts";
import { newestArrival } from "./topic-rows.ts";

const arrivalRow = z
  .object({ paper_id: z.string(), number: z.number(), at: instantColumn })
  .transform(({ paper_id, number, at }) => ({ paperId: paper_id, arrival: number, at }));

const topicRow = z
  .object({ topic: z.string(), matched_until: z.number(), archive_until: z.number() })
  .transform(({ topic, matched_until, archive_until }) => ({
    topic,
    matchedUntil: matched_until,
    archiveUntil: archive_until,
  }));

type JoinPapers = (transaction: Transaction<Schema>, oldId: string, id: string) => Promise<void>;

/** What others keep under the ids of papers goes with them where two papers turn out to be one. */
export interface JoinOthers {
  /** Where a paper's id stands in `paper_id`, whether it has arrived or not. */
  tables: readonly ("vote" | "discussion" | "nomination" | "round_paper" | "opening")[];
  /** Reads what the join needs, before its transaction begins. */
  prepare: () => Promise<JoinPapers>;
}

export function createArrivals(db: Kysely<Schema>, others?: JoinOthers): Arrivals {
  return {
    async note(paperIds, at, { areArchive } = { areArchive: false }) {
      return await db.transaction().execute(async (transaction) => {
        const known = await arrivalsOf(transaction, paperIds);
        const outdone = areArchive ? [] : [...known.values()].filter(({ isArchive }) => isArchive);
        await forgetArrivals(transaction, outdone);
        for (const { paperId } of outdone) known.delete(paperId);
        const fresh = [...new Set(paperIds)].filter((id) => !known.has(id));
        const alike = { at: at.epochMilliseconds, is_archive: Number(areArchive) };
        for (const some of chunks(fresh, 3))
          await transaction
            .insertInto("arrival")
            .values(some.map((paper_id) => ({ paper_id, ...alike })))
            .execute();
        return fresh;
      });
    },

    async known(paperIds) {
      const found = new Set<string>();
      for (const some of chunks(paperIds, 1))
        for (const table of ["arrival", ...(others?.tables ?? [])] as const) {
          const rows = await db
            .selectFrom(table)
            .select("paper_id")
            .distinct()
            .where("paper_id", "in", some)
            .execute();
          for (const row of rows) found.add(row.paper_id);
        }
      return [...found];
    },

    async after(arrival) {
      const rows = await db
        .selectFrom("arrival")
        .selectAll()
        .where("number", ">", arrival)
        .orderBy("number")
        .execute();
      return rows.map((row) => arrivalRow.parse(row));
    },

    async since(at, most) {
      const rows = await db
        .selectFrom("arrival")
        .select("paper_id")
        .where("at", ">=", at.epochMilliseconds)
        .where("is_archive", "=", 0)
        .orderBy("number", "desc")
        .limit(most)
        .execute();
      return rows.map(({ paper_id }) => paper_id);
    },

    newest: () => newestArrival(db),
    openArchive: () => openArchive(db),
    closeArchive: () => closeArchive(db),

    async topics() {
      const rows = await db
        .selectFrom("topic")
        .innerJoin("subscription", "subscription.topic_id", "topic.id")
        .innerJoin("channel", "channel.id", "subscription.channel_id")
        .select(["topic", "matched_until"])
        .leftJoin(
          (query) =>
            query
              .selectFrom("carried_over")
              .select(["subscription_id", (value) => value.fn.min("arrival").as("first")])
              .groupBy("subscription_id")
              .as("c"),
          (join) => join.onRef("c.subscription_id", "=", "subscription.id"),
        )
        // What a change of topic carried over is as new as what arrived later.
        .select(({ fn, eb }) =>
          fn
            .min(
              eb
                .case()
                .when("c.first", "<=", eb.ref("archive_until"))
                .then(eb("c.first", "-", 1))
                .else(eb.ref("archive_until"))
                .end(),
            )
            .as("archive_until"),
        )
        .where("channel.ended_at", "is", null)
        .groupBy("topic.id")
        .orderBy("topic.id")
        .execute();
      return rows.map((row) => topicRow.parse(row));
    },

    async join(oldId, id) {
      const joinTheirs = await others?.prepare();
      await db.transaction().execute(async (transaction) => {
        await joinPapers(transaction, oldId, id);
        await joinTheirs?.(transaction, oldId, id);
      });
    },

    async matched(from, until, matches) {
      await db.transaction().execute(async (transaction) => {
        const topicIds = await advance(transaction, [...matches.keys()], from, until);
        const found = [...matches].flatMap(([topic, list]) => {
          const topicId = topicIds.get(topic);
          return topicId === undefined ? [] : list.map((match) => ({ topicId, match }));
        });
        const arrivals = await arrivalsOf(
          transaction,
          found.map(({ match }) => match.paperId),
        );
        const rows = found.flatMap(({ topicId, match }) => {
          const arrival = arrivals.get(match.paperId);
          return arrival ? [matchRow(topicId, arrival.number, match)] : [];
        });
        for (const some of chunks(rows, 5))
          await transaction
            .insertInto("topic_match")
            .values(some)
            .onConflict((conflict) => conflict.doNothing())
            .execute();
      });
    },
  };
}

interface NumberedPaper {
  paperId: string;
  number: number;
  isArchive: boolean;
}

async function arrivalsOf(
  transaction: Transaction<Schema>,
  paperIds: readonly string[],
): Promise<Map<string, NumberedPaper>> {
  const found = new Map<string, NumberedPaper>();
  for (const some of chunks([...new Set(paperIds)], 1)) {
    const rows = await transaction
      .selectFrom("arrival")
      .select(["number", "paper_id", "is_archive"])
      .where("paper_id", "in", some)
      .execute();
    for (const { number, paper_id, is_archive } of rows)
      found.set(paper_id, { paperId: paper_id, number, isArchive: is_archive !== 0 });
  }
  return found;
}

/** With what they matched, which is found anew under their next numbers. */
async function forgetArrivals(
  transaction: Transaction<Schema>,
  arrivals: readonly NumberedPaper[],
): Promise<void> {
  const numbers = arrivals.map(({ number }) => number);
  for (const some of chunks(numbers, 1)) {
    await transaction.deleteFrom("topic_match").where("arrival", "in", some).execute();
    await transaction.deleteFrom("carried_over").where("arrival", "in", some).execute();
    await transaction.deleteFrom("arrival").where("number", "in", some).execute();
  }
}

/** Moves the marks of those topics that still stand at `from`; returns their ids. */
async function advance(
  transaction: Transaction<Schema>,
  topics: readonly string[],
  from: number,
  until: number,
): Promise<Map<string, number>> {
  const advanced = new Map<string, number>();
  for (const some of chunks(topics, 1)) {
    const rows = await transaction
      .updateTable("topic")
      .set({ matched_until: until })
      .where("topic", "in", some)
      .where("matched_until", "=", from)
      .returning(["id", "topic"])
      .execute();
    for (const row of rows) advanced.set(row.topic, row.id);
  }
  return advanced;
}

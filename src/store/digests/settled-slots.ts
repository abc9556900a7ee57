import type { Kysely, Transaction } from "kysely";
import { type DigestSettings, roundUpSchedule, type Schedule } from "../../digests/settings.ts";
import { nextSlot } from "../../digests/slots.ts";
import type { Schema } from "../schema/schema.ts";
import { settingsColumn } from "./channel-rows.ts";

/** Settles the slots of a channel up to an instant; never takes back what is settled. */
export async function settle(
  transaction: Transaction<Schema>,
  channelId: string,
  until: Temporal.Instant,
): Promise<void> {
  const row = await transaction
    .selectFrom("channel")
    .select("settings")
    .where("id", "=", channelId)
    .where("settled_until", "<", until.epochMilliseconds)
    .executeTakeFirst();
  if (row) await setSettled(transaction, channelId, until, settingsColumn.parse(row.settings));
}

export async function setSettled(
  transaction: Transaction<Schema>,
  channelId: string,
  until: Temporal.Instant,
  schedule: Schedule,
): Promise<void> {
  await transaction
    .updateTable("channel")
    .set(settledColumns(until, schedule))
    .where("id", "=", channelId)
    .execute();
}

export function settledColumns(until: Temporal.Instant, schedule: Schedule) {
  return {
    settled_until: until.epochMilliseconds,
    next_slot_at: nextSlot(until, schedule).instant.epochMilliseconds,
  };
}

/** Settles the round-ups of a channel up to an instant. */
export async function settleRoundUps(
  db: Kysely<Schema>,
  channelId: string,
  until: Temporal.Instant,
): Promise<void> {
  const row = await db
    .selectFrom("channel")
    .select("settings")
    .where("id", "=", channelId)
    .executeTakeFirst();
  if (!row) return;
  await db
    .updateTable("channel")
    .set(roundUpColumn(until, settingsColumn.parse(row.settings)))
    .where("id", "=", channelId)
    .execute();
}

export function roundUpColumn(
  until: Temporal.Instant,
  settings: Pick<DigestSettings, "roundUp" | "timeZone">,
) {
  const schedule = roundUpSchedule(settings);
  return {
    next_round_up_at: schedule && nextSlot(until, schedule).instant.epochMilliseconds,
  };
}

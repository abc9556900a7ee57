import { z } from "zod";
import {
  type DigestCandidate,
  type Digest,
  type DigestMessage,
  type DigestOccasion,
  type MessageState,
  type MissedCandidate,
  OUTCOMES,
  type Whereabouts,
} from "../../digests/digest.ts";
import type { Reply } from "../../messages/layout/reply.ts";
import { wishesColumn } from "./wishes-column.ts";
import { instantColumn, jsonColumn, stringsColumn } from "../schema/columns.ts";

/** Stands for the id of a message that arrived, and was deleted before its id was known. */
export const DELETED = "0";

/** Stands for the reason of a refusal where nobody could say whether a message had arrived. */
export const MAY_HAVE_ARRIVED = "It may have arrived.";

const flag = z.number().transform((value) => value === 1);

const digestRow = z
  .object({
    id: z.string(),
    channel_id: z.string(),
    slot_date: z.string().nullable(),
    slot_at: instantColumn,
    planned_at: instantColumn,
    late: flag,
    quiet: flag,
    outcome: z.enum(OUTCOMES),
    note: z.string().nullable(),
    finished_at: instantColumn.nullable(),
    post_id: z.string().nullable(),
  })
  .transform((row): Digest => ({
    id: row.id,
    channelId: row.channel_id,
    occasion: occasionOf(row.slot_date),
    dueAt: row.slot_at,
    plannedAt: row.planned_at,
    late: row.late,
    quiet: row.quiet,
    outcome: row.outcome,
    note: row.note,
    finishedAt: row.finished_at,
    postId: row.post_id,
  }));

const OF_ROUND_UP = "round-up ";

/** Matches the slot dates of round-ups. */
export const ROUND_UPS = `${OF_ROUND_UP}%`;

/** How the occasion of a digest is stored: it has one for each channel, or none. */
export function slotDate(occasion: DigestOccasion): string | null {
  if (occasion.kind === "by hand") return null;
  return occasion.kind === "slot" ? occasion.date : OF_ROUND_UP + occasion.date;
}

function occasionOf(date: string | null): DigestOccasion {
  if (date === null) return { kind: "by hand" };
  return date.startsWith(OF_ROUND_UP)
    ? { kind: "round-up", date: date.slice(OF_ROUND_UP.length) }
    : { kind: "slot", date };
}

export function digestOf(row: Record<keyof z.input<typeof digestRow>, unknown>): Digest {
  return digestRow.parse(row);
}

/** Only `messages/` makes a payload, and it is stored whole: its frame alone is looked at. */
const storedPayload = z.custom<Reply>(
  (value) => z.looseObject({ components: z.array(z.unknown()) }).safeParse(value).success,
);

/** What stands in the ledger and with a message alike: where it arrived, and why it is refused. */
const fateColumns = z.object({ message_id: z.string().nullable(), refused: z.string().nullable() });

const messageRow = fateColumns
  .extend({
    digest_id: z.string(),
    number: z.number(),
    payload: jsonColumn.pipe(storedPayload),
    paper_ids: stringsColumn,
    nonce: z.string(),
    attempted_at: instantColumn.nullable(),
    attempted_there: instantColumn.nullable(),
  })
  .transform((row): DigestMessage => ({
    digestId: row.digest_id,
    number: row.number,
    payload: row.payload,
    paperIds: row.paper_ids,
    nonce: row.nonce,
    state: stateOf(row),
  }));

interface StateColumns extends z.output<typeof fateColumns> {
  attempted_at: Temporal.Instant | null;
  attempted_there: Temporal.Instant | null;
}

function stateOf({
  message_id,
  refused,
  attempted_at,
  attempted_there,
}: StateColumns): MessageState {
  if (message_id !== null) {
    if (attempted_at === null) throw new RangeError("A message arrived that was never sent");
    return message_id === DELETED
      ? { kind: "deleted", at: attempted_at }
      : { kind: "delivered", id: message_id, at: attempted_at };
  }
  if (refused !== null)
    return refused === MAY_HAVE_ARRIVED
      ? { kind: "unconfirmed" }
      : { kind: "refused", reason: refused };
  if (attempted_at === null) return { kind: "waiting" };
  return {
    kind: "unsure",
    attemptedAt: attempted_at,
    ...(attempted_there && { attemptedThere: attempted_there }),
  };
}

export function messageOf(row: Record<keyof z.input<typeof messageRow>, unknown>): DigestMessage {
  return messageRow.parse(row);
}

export function whereaboutsOf(
  row: Record<keyof z.input<typeof digestRow> | keyof z.input<typeof fateColumns>, unknown>,
): Whereabouts {
  const digest = digestOf(row);
  const { message_id, refused } = fateColumns.parse(row);
  if (message_id === DELETED) return { kind: "deleted", digest };
  if (message_id !== null) return { kind: "delivered", digest, id: message_id };
  if (refused === MAY_HAVE_ARRIVED) return { kind: "unconfirmed", digest };
  if (refused !== null) return { kind: "refused", digest, reason: refused };
  return { kind: "under way", digest };
}

const candidateColumns = z.object({
  subscription_id: z.number(),
  topic: z.string(),
  name: z.string(),
  wishes: wishesColumn,
  paper_id: z.string(),
  arrival: z.number(),
  strength: z.number(),
  words: stringsColumn,
  fields: jsonColumn.pipe(z.array(z.enum(["title", "text", "organisation"]))),
  at: instantColumn,
  since: instantColumn.nullable(),
});

type CandidateColumns = keyof z.input<typeof candidateColumns>;

export function candidateOf(row: Record<CandidateColumns, unknown>): DigestCandidate {
  const columns = candidateColumns.parse(row);
  return {
    paperId: columns.paper_id,
    strength: columns.strength,
    words: columns.words,
    fields: columns.fields,
    subscriptionId: columns.subscription_id,
    topic: columns.topic,
    heading: columns.name,
    wishes: columns.wishes,
    arrival: columns.arrival,
    arrivedAt: columns.at,
    waitingSince: columns.since,
  };
}

export function missedOf(row: Record<CandidateColumns | "missed_at", unknown>): MissedCandidate {
  return { ...candidateOf(row), missedAt: instantColumn.parse(row.missed_at) };
}

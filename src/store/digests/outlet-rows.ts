import { z } from "zod";
import {
  type Copy,
  COPY_OUTCOMES,
  type Outlet,
  OUTLET_ENDS,
  OUTLET_KINDS,
  TROUBLES,
} from "../../digests/outlet.ts";
import { instantColumn } from "../schema/columns.ts";

/** A new one, as it is stored. */
export function outletValues({
  id,
  kind,
  channelId,
  startedAt,
}: Pick<Outlet, "id" | "kind" | "channelId" | "startedAt">) {
  return {
    id,
    kind,
    channel_id: channelId,
    started_at: startedAt.epochMilliseconds,
    refused_since: null,
    ended_at: null,
    ended_because: null,
  };
}

const outletRow = z
  .object({
    id: z.string(),
    kind: z.enum(OUTLET_KINDS),
    channel_id: z.string(),
    started_at: instantColumn,
    refused_since: instantColumn.nullable(),
    ended_at: instantColumn.nullable(),
    ended_because: z.enum(OUTLET_ENDS).nullable(),
  })
  .transform((row): Outlet => ({
    id: row.id,
    kind: row.kind,
    channelId: row.channel_id,
    startedAt: row.started_at,
    refusedSince: row.refused_since,
    end:
      row.ended_at && row.ended_because !== null
        ? { why: row.ended_because, at: row.ended_at }
        : null,
  }));

export function outletOf(row: Record<keyof z.input<typeof outletRow>, unknown>): Outlet {
  return outletRow.parse(row);
}

const copyRow = z
  .object({
    id: z.string(),
    outlet_id: z.string(),
    digest_id: z.string(),
    planned_at: instantColumn,
    attempts: z.number(),
    outcome: z.enum(COPY_OUTCOMES),
    trouble: z.enum(TROUBLES).nullable(),
    failing_since: instantColumn.nullable(),
    next_attempt_at: instantColumn,
    finished_at: instantColumn.nullable(),
  })
  .transform((row): Copy => ({
    id: row.id,
    outletId: row.outlet_id,
    digestId: row.digest_id,
    plannedAt: row.planned_at,
    attempts: row.attempts,
    outcome: row.outcome,
    trouble: row.trouble,
    failingSince: row.failing_since,
    nextAttemptAt: row.next_attempt_at,
    finishedAt: row.finished_at,
  }));

export function copyOf(row: Record<keyof z.input<typeof copyRow>, unknown>): Copy {
  return copyRow.parse(row);
}

import { createHmac } from "node:crypto";
import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { z } from "zod";
import type {
  Draft,
  Drafts,
  ImportDraft,
  ImportDrafts,
  SetupDraft,
  SetupDrafts,
} from "../digests/subscriptions/draft.ts";
import type { Shown, View, Views } from "../search/view.ts";
import { someWishes } from "./digests/wishes-column.ts";
import { anyJson, jsonColumn } from "./schema/json-column.ts";
import type { Schema } from "./schema/schema.ts";
import { viewSecretOf } from "./view-secret.ts";

/** 60 bits: a million views collide with a chance of one in two million. */
const KEY_LENGTH = 10;

const A_DAY = { hours: 24 };

const storedView = z.object({
  list: z.string(),
  query: z.string(),
  since: z.string().nullable(),
  codeOnly: z.boolean(),
}) satisfies z.ZodType<View>;

const storedDraft = z.object({
  channelId: z.string(),
  guildId: z.string().nullable(),
  topic: z.string(),
  name: z.string().nullable(),
  userId: z.string().nullable().default(null),
  wishes: someWishes.exactOptional(),
  edits: z.number().exactOptional(),
}) satisfies z.ZodType<Draft>;

const storedImport = z.object({
  userId: z.string(),
  guildId: z.string().nullable(),
  onlyChannelId: z.string().nullable(),
  contents: z.string(),
}) satisfies z.ZodType<ImportDraft>;

const storedSetup = z.object({
  userId: z.string(),
  channelId: z.string(),
  guildId: z.string().nullable(),
  topics: z.array(z.string()),
  time: z.string(),
}) satisfies z.ZodType<SetupDraft>;

type Log = Pick<Logger, "error">;

export const createViews = (db: Kysely<Schema>, log: Log): Views => keep(db, storedView, log);

export const createDrafts = (db: Kysely<Schema>, log: Log): Drafts =>
  forOne(keep(db, storedDraft, log));

export const createImportDrafts = (db: Kysely<Schema>, log: Log): ImportDrafts =>
  forOne(keep(db, storedImport, log));

export const createSetupDrafts = (db: Kysely<Schema>, log: Log): SetupDrafts =>
  forOne(keep(db, storedSetup, log));

/** Drafts are shown to nobody but whose they are. */
function forOne<Kept>(kept: ReturnType<typeof keep<Kept>>) {
  return {
    save: async (value: Kept, at: Temporal.Instant) => await kept.save(value, { at, toAll: false }),
    load: async (key: string) => await kept.load(key),
  };
}

/** All kinds are in one table. */
const anyKind = anyJson.refine(
  (value) =>
    [storedView, storedDraft, storedImport, storedSetup].some(
      (kind) => kind.safeParse(value).success,
    ),
  "Neither a view nor a draft",
);

/**
 * Keeps values of one kind, each under a key that is derived from it and from a secret: else whoever
 * guesses what somebody asked in private could work out its key, and see whether it is there. Older
 * keys were derived without one, and are found as well.
 */
function keep<Kept>(db: Kysely<Schema>, kind: z.ZodType<Kept>, log: Log) {
  const secret = viewSecretOf(db, log);
  const read = jsonColumn({ table: "view", schema: anyKind, log });
  return {
    async save(value: Kept, { at, toAll }: Shown): Promise<string> {
      // A fixed order of fields, so that equal values have equal keys.
      const json = JSON.stringify(kind.parse(value));
      const hmac = createHmac("sha256", await secret()).update(json);
      const key = hmac.digest("base64url").slice(0, KEY_LENGTH);
      await db
        .insertInto("view")
        .values({
          key,
          view: json,
          for_all: Number(toAll),
          shown_at: at.epochMilliseconds,
        })
        .onConflict((conflict) =>
          conflict
            .column("key")
            .doUpdateSet((excluded) => ({
              for_all: excluded.ref("excluded.for_all"),
              shown_at: excluded.ref("excluded.shown_at"),
            }))
            // What all have seen stays. And whoever turns pages writes nothing, which would wait for the disk.
            .where("view.for_all", "=", 0)
            .where((where) =>
              where.or([
                where("excluded.for_all", "=", 1),
                where("view.shown_at", "<", at.subtract(A_DAY).epochMilliseconds),
              ]),
            ),
        )
        .execute();
      return key;
    },

    /** Null too for the key of a value of another kind. */
    async load(key: string): Promise<Kept | null> {
      const row = await db
        .selectFrom("view")
        .select("view")
        .where("key", "=", key)
        .executeTakeFirst();
      return row ? (kind.safeParse(read(row.view, key)).data ?? null) : null;
    },
  };
}

import { type Kysely, sql } from "kysely";

export async function createSubscriptions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("channel")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("guild_id", "text")
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("settings", "text", (column) => column.notNull())
    .addColumn("settled_until", "integer", (column) => column.notNull())
    .addColumn("next_slot_at", "integer", (column) => column.notNull())
    .addColumn("pause", "text")
    .addColumn("ended_at", "integer")
    .addColumn("set_up_by", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("channel_of_guild").on("channel").column("guild_id").execute();
  await db.schema.createIndex("channel_due").on("channel").column("next_slot_at").execute();
  await db.schema.createIndex("channel_ended").on("channel").column("ended_at").execute();
  await db.schema
    .createTable("topic")
    .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("topic", "text", (column) => column.notNull().unique())
    .addColumn("matched_until", "integer", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("subscription")
    .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("channel_id", "text", (column) =>
      column.notNull().references("channel.id").onDelete("cascade"),
    )
    .addColumn("topic_id", "integer", (column) => column.notNull().references("topic.id"))
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("archive_until", "integer", (column) => column.notNull())
    .addColumn("created_by", "text", (column) => column.notNull())
    .addColumn("created_at", "integer", (column) => column.notNull())
    .addUniqueConstraint("subscription_once", ["channel_id", "topic_id"])
    .execute();
  await db.schema
    .createIndex("subscription_of_topic")
    .on("subscription")
    .column("topic_id")
    .execute();
}

export async function createArrivals(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("arrival")
    .addColumn("number", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("paper_id", "text", (column) => column.notNull().unique())
    .addColumn("at", "integer", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("topic_match")
    .addColumn("topic_id", "integer", (column) =>
      column.notNull().references("topic.id").onDelete("cascade"),
    )
    .addColumn("arrival", "integer", (column) => column.notNull())
    .addColumn("strength", "real", (column) => column.notNull())
    .addColumn("words", "text", (column) => column.notNull())
    .addColumn("fields", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("topic_match_pk", ["topic_id", "arrival"])
    .execute();
  await db.schema
    .createIndex("topic_match_of_arrival")
    .on("topic_match")
    .column("arrival")
    .execute();
}

export async function addArchiveArrivals(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("arrival")
    .addColumn("is_archive", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
}

export async function createLedger(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("digest")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("channel_id", "text", (column) => column.notNull())
    .addColumn("slot_date", "text")
    .addColumn("slot_at", "integer", (column) => column.notNull())
    .addColumn("planned_at", "integer", (column) => column.notNull())
    .addColumn("late", "integer", (column) => column.notNull())
    .addColumn("quiet", "integer", (column) => column.notNull())
    .addColumn("outcome", "text", (column) => column.notNull())
    .addColumn("note", "text")
    .addColumn("finished_at", "integer")
    .addColumn("next_attempt_at", "integer", (column) => column.notNull())
    .addColumn("owner", "text")
    .addColumn("leased_until", "integer")
    .addUniqueConstraint("digest_of_slot", ["channel_id", "slot_date"])
    .execute();
  await db.schema
    .createIndex("digest_under_way")
    .unique()
    .on("digest")
    .column("channel_id")
    .where(sql.ref("finished_at"), "is", null)
    .execute();
  await db.schema
    .createIndex("digest_runs")
    .on("digest")
    .columns(["channel_id", "planned_at"])
    .execute();
  await db.schema
    .createIndex("digest_unfinished")
    .on("digest")
    .column("next_attempt_at")
    .where(sql.ref("finished_at"), "is", null)
    .execute();
  await db.schema
    .createTable("digest_message")
    .addColumn("digest_id", "text", (column) => column.notNull().references("digest.id"))
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("payload", "text", (column) => column.notNull())
    .addColumn("paper_ids", "text", (column) => column.notNull())
    .addColumn("nonce", "text", (column) => column.notNull().unique())
    .addColumn("attempted_at", "integer")
    .addColumn("message_id", "text")
    .addColumn("refused", "text")
    .addPrimaryKeyConstraint("digest_message_pk", ["digest_id", "number"])
    .execute();
  await db.schema
    .createIndex("digest_message_attempted")
    .on("digest_message")
    .column("attempted_at")
    .execute();
  await db.schema
    .createTable("ledger")
    .addColumn("channel_id", "text", (column) => column.notNull())
    .addColumn("paper_id", "text", (column) => column.notNull())
    .addColumn("digest_id", "text", (column) => column.notNull().references("digest.id"))
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("message_id", "text")
    .addColumn("refused", "text")
    // Asked for both at once, or, when two papers turn out to be one, for the paper alone.
    .addPrimaryKeyConstraint("ledger_pk", ["paper_id", "channel_id"])
    .execute();
  await db.schema
    .createIndex("ledger_of_message")
    .on("ledger")
    .columns(["digest_id", "number"])
    .execute();
}

export async function createWaiting(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("waiting")
    .addColumn("channel_id", "text", (column) =>
      column.notNull().references("channel.id").onDelete("cascade"),
    )
    .addColumn("paper_id", "text", (column) => column.notNull())
    .addColumn("since", "integer", (column) => column.notNull())
    .addColumn("missed_at", "integer")
    .addPrimaryKeyConstraint("waiting_pk", ["channel_id", "paper_id"])
    .execute();
  await db.schema.createIndex("waiting_of_paper").on("waiting").column("paper_id").execute();
  await db.schema
    .createIndex("waiting_missed")
    .on("waiting")
    .columns(["channel_id", "missed_at"])
    .execute();
}

/** What is known of a topic has no wishes yet, and was never changed. */
export async function addWishes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("subscription")
    .addColumn("wishes", "text", (column) => column.notNull().defaultTo("{}"))
    .execute();
  await db.schema.alterTable("waiting").addColumn("filtered_at", "integer").execute();
  await db.schema
    .createTable("carried_over")
    .addColumn("subscription_id", "integer", (column) =>
      column.notNull().references("subscription.id").onDelete("cascade"),
    )
    .addColumn("arrival", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("carried_over_pk", ["subscription_id", "arrival"])
    .execute();
  await db.schema
    .createIndex("carried_over_of_arrival")
    .on("carried_over")
    .column("arrival")
    .execute();
}

/** What a channel's topics matched is looked through once more, and then no further back than needed. */
export async function addOpenMarks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("subscription")
    .addColumn("open_after", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
}

export async function createRewordings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("rewording")
    .addColumn("paper_id", "text", (column) => column.primaryKey())
    .addColumn("wording", "text", (column) => column.notNull())
    .addColumn("matched_at", "integer")
    .execute();
  await db.schema
    .createIndex("rewording_to_match")
    .on("rewording")
    .column("paper_id")
    .where(sql.ref("matched_at"), "is", null)
    .execute();
}

/**
 * Until now the post of a digest was known by its messages alone: it has the id of the one that opened it,
 * which is the smallest.
 */
export async function addForumPosts(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("channel").addColumn("running_post_id", "text").execute();
  await db.schema.alterTable("digest").addColumn("post_id", "text").execute();
  await sql`update digest set post_id = (
      select message_id from ledger
      where ledger.digest_id = digest.id and message_id <> '0'
      order by length(message_id), message_id limit 1
    )
    where channel_id in (select id from channel where kind = 'forum')`.execute(db);
}

/** What round-ups tell of, from now on. */
export async function addRoundUpPapers(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("digest").addColumn("round_up", "text").execute();
}

/**
 * Why digests hold their papers. Of those that were planned before, the topics of their channels say it that
 * they match best by now.
 */
export async function addReasons(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("ledger").addColumn("place", "integer").execute();
  await db.schema.alterTable("ledger").addColumn("reason", "text").execute();
  await sql`update ledger set reason = (
      select json_object(
        'heading', subscription.name, 'topic', topic.topic, 'strength', topic_match.strength,
        'words', json(topic_match.words), 'fields', json(topic_match.fields),
        'attention', null, 'votesHere', 0
      )
      from arrival
      join topic_match on topic_match.arrival = arrival.number
      join topic on topic.id = topic_match.topic_id
      join subscription on subscription.topic_id = topic.id and subscription.channel_id = ledger.channel_id
      where arrival.paper_id = ledger.paper_id
      order by topic_match.strength desc, subscription.id limit 1
    )`.execute(db);
}

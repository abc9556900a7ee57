import { type Kysely, sql, type Transaction } from "kysely";
import type { PersonalData, Person, Privacy } from "../../community/privacy.ts";
import { settingsColumn, settingsJson } from "../digests/channel-rows.ts";
import { FORMER_USER } from "../digests/change-log.ts";
import { forgetChannels } from "../digests/forget-channels.ts";
import { removeOutlets } from "../digests/remove-outlets.ts";
import { instant } from "../schema/columns.ts";
import type { Schema } from "../schema/schema.ts";
import { clubVote, type Marks, paperVote, type ReadMarks } from "./marks.ts";
import { PERSONAL_COLUMNS } from "./personal-columns.ts";

/** Where a user's id stood that nobody has now. */
const NOBODY = "";

/** In a custom id: whoever presses it is somebody else, who gets a copy of their own. */
const NO_OWNER = "0";

export function createPrivacy(db: Kysely<Schema>, readMarks: ReadMarks): Privacy {
  return {
    export: async (person) => await collect(db, person),

    async forget(person) {
      const marks = await readMarks();
      await db.transaction().execute(async (transaction) => {
        await forgetMails(transaction, person.userId);
        await forgetDirectMessages(transaction, person);
        await forgetSetUps(transaction, person.userId);
        await markVotes(transaction, person.userId, marks);
        for (const one of PERSONAL_COLUMNS) await forgetIn(transaction, one, person.userId);
      });
    },
  };
}

async function forgetIn(
  db: Kysely<Schema>,
  { table, column, fate }: (typeof PERSONAL_COLUMNS)[number],
  userId: string,
): Promise<void> {
  const [from, where] = [sql.table(table), sql.ref(column)];
  switch (fate) {
    case "row goes":
      await sql`delete from ${from} where ${where} = ${userId}`.execute(db);
      return;
    case "left blank":
      await sql`update ${from} set ${where} = ${NOBODY} where ${where} = ${userId}`.execute(db);
      return;
    case "a former user":
      await sql`update ${from} set ${where} = ${FORMER_USER} where ${where} = ${userId}`.execute(
        db,
      );
      return;
    case "row goes where it names them":
      await sql`delete from ${from} where ${where} like ${`%"${userId}"%`}`.execute(db);
      return;
    case "name goes":
      await takeNameOut(db, { table, column }, userId);
      return;
    case "counts on":
    case "taken over":
  }
}

/** Each of their votes gets a mark of its own, so that these don't tell either that two are one person's. */
async function markVotes(db: Kysely<Schema>, userId: string, marks: Marks): Promise<void> {
  const votes = await db
    .selectFrom("vote")
    .select(["id", "guild_id", "paper_id"])
    .where("user_id", "=", userId)
    .execute();
  for (const { id, guild_id, paper_id } of votes)
    await db
      .updateTable("vote")
      .set({ user_id: marks.of(userId, paperVote(guild_id, paper_id)) })
      .where("id", "=", id)
      .execute();
  const ballots = await db
    .selectFrom("club_vote")
    .select("round_id")
    .distinct()
    .where("user_id", "=", userId)
    .execute();
  for (const { round_id } of ballots)
    await db
      .updateTable("club_vote")
      .set({ user_id: marks.of(userId, clubVote(round_id)) })
      .where("round_id", "=", round_id)
      .where("user_id", "=", userId)
      .execute();
}

/** Custom ids name whose buttons they are, and texts mention people. */
async function takeNameOut(
  db: Kysely<Schema>,
  { table, column }: { table: string; column: string },
  userId: string,
): Promise<void> {
  const [from, where] = [sql.table(table), sql.ref(column)];
  const { rows } = await sql<{ value: string }>`select distinct ${where} as value from ${from}
    where ${where} like ${`%${userId}%`}`.execute(db);
  const name = new RegExp(`(?<=[:@])${RegExp.escape(userId)}(?=[:">])`, "g");
  for (const { value } of rows)
    await sql`update ${from} set ${where} = ${value.replace(name, NO_OWNER)}
      where ${where} = ${value}`.execute(db);
}

/** In channels of servers: who hears of problems in their place. */
async function forgetSetUps(db: Kysely<Schema>, userId: string): Promise<void> {
  const rows = await db
    .selectFrom("channel")
    .select(["id", "set_up_by", "settings"])
    .where((where) =>
      where.or([where("set_up_by", "=", userId), where("settings", "like", `%"${userId}"%`)]),
    )
    .execute();
  for (const { id, set_up_by, settings } of rows) {
    const isTheirs = set_up_by === userId;
    const { successor, kept } = withoutPerson(settings, userId, isTheirs);
    await db
      .updateTable("channel")
      .set({ set_up_by: isTheirs ? (successor ?? NOBODY) : set_up_by, settings: kept })
      .where("id", "=", id)
      .execute();
  }
}

/** The settings without somebody, and who takes their place, if that is wanted. */
function withoutPerson(
  json: string,
  userId: string,
  isWanted: boolean,
): { successor: string | null; kept: string } {
  const read = settingsColumn.safeParse(json);
  // What nobody can read any more must not name them either.
  if (!read.success) return { successor: null, kept: json.replaceAll(`"${userId}"`, '""') };
  const { alarms, ...settings } = read.data;
  const isPerson = alarms?.kind === "person";
  const other = isPerson && alarms.id !== userId ? alarms.id : null;
  const successor = isWanted ? other : null;
  const isKept = alarms !== undefined && (!isPerson || (other !== null && successor === null));
  return { successor, kept: settingsJson({ ...settings, ...(isKept && { alarms }) }) };
}

/** Their own conversation with Paperboy, with all that came there. */
async function forgetDirectMessages(
  transaction: Transaction<Schema>,
  { userId, directChannelId }: Person,
): Promise<void> {
  const rows = await directChannels(transaction, userId);
  const ids = [...new Set([...rows.map(({ id }) => id), directChannelId ?? []].flat())];
  await forgetChannels(transaction, ids);
}

/** Ends what they get by mail, wherever it came from. */
async function forgetMails(transaction: Transaction<Schema>, userId: string): Promise<void> {
  const rows = await transaction
    .selectFrom("mail")
    .select("outlet_id")
    .where("user_id", "=", userId)
    .execute();
  await removeOutlets(
    transaction,
    rows.map(({ outlet_id }) => ({ id: outlet_id })),
  );
}

async function directChannels(db: Kysely<Schema>, userId: string) {
  return await db
    .selectFrom("channel")
    .select(["id", "settings", "pause"])
    .where("guild_id", "is", null)
    .where("set_up_by", "=", userId)
    .execute();
}

async function collect(
  db: Kysely<Schema>,
  { userId, directChannelId }: Person,
): Promise<PersonalData> {
  const saved = await db
    .selectFrom("saved")
    .select(["paper_id", "at", "note"])
    .where("user_id", "=", userId)
    .orderBy("at")
    .execute();
  const catchUps = await db
    .selectFrom("catch_up")
    .select(["channel_id", "at"])
    .where("user_id", "=", userId)
    .execute();
  const votes = await db
    .selectFrom("vote")
    .select(["guild_id", "channel_id", "paper_id", "at"])
    .where("user_id", "=", userId)
    .execute();
  const nominations = await db
    .selectFrom("nomination")
    .select(["channel_id", "paper_id", "at"])
    .where("user_id", "=", userId)
    .execute();
  const clubVotes = await db
    .selectFrom("club_vote")
    .innerJoin("club_round", "club_round.id", "club_vote.round_id")
    .select(["channel_id", "date", "paper_id"])
    .where("user_id", "=", userId)
    .execute();
  const clubs = await db
    .selectFrom("club")
    .select(["channel_id", "guild_id", "started_at"])
    .where("started_by", "=", userId)
    .execute();
  const channels = await db
    .selectFrom("channel")
    .select(["id", "guild_id"])
    .where("set_up_by", "=", userId)
    .where("guild_id", "is not", null)
    .execute();
  const alerted = await db
    .selectFrom("channel")
    .select(["id", "guild_id"])
    .where("settings", "like", `%"${userId}"%`)
    .execute();
  const topics = await db
    .selectFrom("subscription")
    .innerJoin("topic", "topic.id", "subscription.topic_id")
    .select(["channel_id", "topic.topic", "name", "created_at"])
    .where("created_by", "=", userId)
    .execute();
  const changes = await db
    .selectFrom("change")
    .select(["guild_id", "at", "what"])
    .where("user_id", "=", userId)
    .execute();
  const drafts = await db
    .selectFrom("view")
    .select("view")
    .where("view", "like", `%"userId":"${userId}"%`)
    .execute();
  const mails = await db
    .selectFrom("mail")
    .innerJoin("outlet", "outlet.id", "mail.outlet_id")
    .select(["mail.address", "outlet.channel_id", "outlet.started_at", "outlet.ended_at"])
    .where("mail.user_id", "=", userId)
    .orderBy("outlet.started_at")
    .execute();
  const mailCodes = await db
    .selectFrom("mail_code")
    .select(["address", "sent_at"])
    .where("user_id", "=", userId)
    .execute();
  const promised = await db
    .selectFrom("promised_answer")
    .select(["request", "at"])
    .where("user_id", "=", userId)
    .execute();
  const direct = await directChannels(db, userId);
  const ids = [...new Set([...direct.map(({ id }) => id), directChannelId ?? []].flat())];
  const posted = await db
    .selectFrom("ledger")
    .select(["channel_id", "paper_id"])
    .where("channel_id", "in", ids)
    .execute();
  const dealt = await db
    .selectFrom("draw")
    .select(["channel_id", "paper_id", "drawn_at"])
    .where("channel_id", "in", ids)
    .execute();
  return {
    savedPapers: saved.map(({ paper_id, at, note }) => ({
      paperId: paper_id,
      savedAt: when(at),
      note,
    })),
    votes: votes.map(({ guild_id, channel_id, paper_id, at }) => ({
      serverId: guild_id,
      channelId: channel_id,
      paperId: paper_id,
      at: when(at),
    })),
    nominations: nominations.map(({ channel_id, paper_id, at }) => ({
      channelId: channel_id,
      paperId: paper_id,
      at: when(at),
    })),
    clubVotes: clubVotes.map(({ channel_id, date, paper_id }) => ({
      channelId: channel_id,
      meeting: date,
      paperId: paper_id,
    })),
    clubsStarted: clubs.map(({ channel_id, guild_id, started_at }) => ({
      channelId: channel_id,
      serverId: guild_id,
      at: when(started_at),
    })),
    caughtUp: catchUps.map(({ channel_id, at }) => ({ channelId: channel_id, at: when(at) })),
    channelsSetUp: channels.map(({ id, guild_id }) => ({ channelId: id, serverId: guild_id })),
    alertsFrom: alerted.map(({ id, guild_id }) => ({ channelId: id, serverId: guild_id })),
    topicsAdded: topics.map(({ channel_id, topic, name, created_at }) => ({
      channelId: channel_id,
      topic,
      name,
      addedAt: when(created_at),
    })),
    changesMade: changes.map(({ guild_id, at, what }) => ({
      serverId: guild_id,
      at: when(at),
      what,
    })),
    drafts: drafts.map(({ view }) => ({ draft: view })),
    mails: mails.map(({ address, channel_id, started_at, ended_at }) => ({
      address,
      channelId: channel_id,
      since: when(started_at),
      endedAt: ended_at === null ? null : when(ended_at),
    })),
    mailCodes: mailCodes.map(({ address, sent_at }) => ({ address, sentAt: when(sent_at) })),
    answersToCome: promised.map(({ request, at }) => ({ request, askedAt: when(at) })),
    directMessages: direct.map(({ id, settings, pause }) => ({ channelId: id, settings, pause })),
    papersSentToYou: posted.map(({ channel_id, paper_id }) => ({
      channelId: channel_id,
      paperId: paper_id,
    })),
    papersDealtToYou: dealt.map(({ channel_id, paper_id, drawn_at }) => ({
      channelId: channel_id,
      paperId: paper_id,
      at: when(drawn_at),
    })),
  };
}

function when(at: number): string {
  return instant(at).toString();
}

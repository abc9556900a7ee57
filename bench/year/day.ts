import { CHANNELS_THERE, days, hours, matchOf, openChannel, TOPICS, WITH_DIGESTS } from "./bot.ts";
import type { LeftOver } from "../../src/digests/digest.ts";
import { text } from "../../src/messages/layout/parts.ts";
import { reply } from "../../src/messages/layout/budget.ts";
import type { Store } from "../../src/store/open.ts";
import { pick } from "../random.ts";

/** Papers that match a topic in a day, from 1. A channel with five topics gets about as many as its digest takes. */
const MOST_MATCHES_A_DAY = 3;
const MOST = 10;
const PAPERS_A_MESSAGE = 5;
const KEEP = 7;
const VIEWS = { private: 40, public: 12 };
const DRAFTS = 3;
const VOTES = 40;
const DRAWS = 12;
const DISCUSSIONS = 2;
/** A channel comes, and goes again a while later. */
const PASSING = { everyDays: 10, staysDays: 20 };

/** What of a channel waits, by the paper's id. */
export type Backlog = Map<string, { since: Temporal.Instant }>;

export interface Day {
  number: number;
  /** 08:00, an hour before the digests. */
  at: Temporal.Instant;
  /** Papers that come on it. */
  fresh: readonly string[];
  backlogs: Map<string, Backlog>;
  random: () => number;
}

/** All that happens to a bot in a day, written as the rooms would write it. */
export async function liveADay(store: Store, day: Day): Promise<void> {
  const matched = await papersCome(store, day);
  for (const { id, topics } of WITH_DIGESTS) {
    const fresh = [...new Set(topics.flatMap((topic) => matched.get(topic) ?? []))];
    await postDigest(store, { channelId: id, topics, fresh }, day);
  }
  await sendCopies(store, day);
  await peopleAsk(store, day);
  await peopleVote(store, day);
  if (day.number % 7 === 6) await weekEnds(store, day);
  await channelsPass(store, day);
}

async function papersCome(
  { book }: Store,
  { at, fresh, random }: Day,
): Promise<Map<string, string[]>> {
  const from = await book.arrivals.newest();
  await book.arrivals.note(fresh, at);
  const matched = new Map(
    TOPICS.map((topic) => {
      const count = 1 + Math.floor(random() * MOST_MATCHES_A_DAY);
      return [topic, Array.from({ length: count }, () => pick(fresh, random))];
    }),
  );
  const matches = [...matched].map(
    ([topic, ids]) => [topic, [...new Set(ids)].map((id) => matchOf(id, topic))] as const,
  );
  // Topics of channels that came meanwhile are matched alike.
  await book.arrivals.matched(from, await book.arrivals.newest(), new Map(matches));
  return matched;
}

async function postDigest(
  { book }: Store,
  { channelId, topics, fresh }: { channelId: string; topics: string[]; fresh: readonly string[] },
  { number, at, backlogs }: Day,
): Promise<void> {
  const dueAt = at.add(hours(1));
  const backlog = backlogs.get(channelId) ?? new Map();
  backlogs.set(channelId, backlog);
  const all = [...new Set([...backlog.keys(), ...fresh])];
  const chosen = all.slice(0, MOST);
  const leftOver = all.slice(MOST).map((paperId): LeftOver => {
    const since: Temporal.Instant = backlog.get(paperId)?.since ?? dueAt;
    const isOver = Temporal.Instant.compare(since.add(days(KEEP)), dueAt) <= 0;
    return { paperId, since, isKnown: backlog.has(paperId), end: isOver ? "missed" : null };
  });
  backlog.clear();
  for (const { paperId, since, end } of leftOver) if (end === null) backlog.set(paperId, { since });
  const id = `d${number}.${channelId.slice(-9)}`;
  const messages = [];
  for (let from = 0; from < chosen.length; from += PAPERS_A_MESSAGE)
    messages.push(messageOf(id, chosen.slice(from, from + PAPERS_A_MESSAGE)));
  const reason = { heading: topics[0] ?? "", topic: topics[0] ?? "", strength: 0.7 };
  const reasons = new Map(
    chosen.map((paperId) => [
      paperId,
      {
        ...reason,
        words: [reason.topic],
        fields: ["title" as const],
        attention: { upvotes: 12, days: 2 },
        votesHere: 0,
      },
    ]),
  );
  const planned = await book.deliveries.plan(
    {
      id,
      channelId,
      occasion: { kind: "slot", date: dueAt.toZonedDateTimeISO("UTC").toPlainDate().toString() },
      dueAt,
      plannedAt: dueAt,
      late: false,
      quiet: false,
      outcome: messages.length > 0 ? "planned" : "nothing new",
      note: null,
      reasons,
    },
    messages,
    leftOver,
  );
  if (!planned) throw new Error(`The digest of ${channelId} on day ${number} was not planned`);
  if (channelId.startsWith("mail:") || messages.length === 0) return;
  for (const at0 of messages.keys()) {
    await book.deliveries.attempting(id, at0 + 1, dueAt, dueAt);
    await book.deliveries.delivered(id, at0 + 1, `4${number}${at0}${channelId.slice(-5)}`, dueAt);
  }
  await book.deliveries.finish(id, "sent", null, dueAt);
}

/** As long as such messages are. */
function messageOf(id: string, paperIds: string[]) {
  const lines = paperIds.map(
    (paper) => `**[A paper](https://example.org/${paper})** ${"w".repeat(560)}`,
  );
  return {
    payload: reply([text(`## Digest ${id}`), ...lines.map((line) => text(line))]),
    paperIds,
  };
}

async function sendCopies({ outlets }: Store, { at }: Day): Promise<void> {
  const now = at.add(hours(2));
  for (const kind of ["mail", "webhook"] as const)
    for (const { id } of await outlets.due(kind, now)) {
      await outlets.claim(id, "bench", { now, until: now.add({ minutes: 5 }) });
      await outlets.finish(id, "sent", null, now);
    }
}

async function peopleAsk(store: Store, { number, at, random, fresh }: Day): Promise<void> {
  for (const [readers, count] of Object.entries(VIEWS))
    for (let i = 0; i < count; i += 1) {
      const query = `${pick(TOPICS, random)} with ${readers} question ${number}-${i}`;
      const view = { list: "search", query, since: null, codeOnly: false };
      await store.views.save(view, { at, toAll: readers === "public" });
    }
  for (let i = 0; i < DRAFTS; i += 1) {
    const draft = { channelId: "1", guildId: "5", topic: `draft ${number}-${i}`, name: null };
    await store.drafts.save({ ...draft, userId: "u1" }, at);
  }
  for (let i = 0; i < DRAWS; i += 1) {
    const { id } = pick(CHANNELS_THERE, random);
    // A round of a hundred papers.
    const drawn = [...(await store.draws.drawn(id))];
    await store.draws.note(id, pick(fresh, random), at, drawn.length > 100 ? drawn : null);
  }
}

async function peopleVote(store: Store, { number, at, random, fresh }: Day): Promise<void> {
  for (let i = 0; i < VOTES; i += 1) {
    const { id, guildId } = pick(CHANNELS_THERE, random);
    const who = `u${Math.floor(random() * 300)}`;
    const paperId = pick(fresh, random);
    const place = { guildId: guildId ?? "", channelId: id, audienceId: id };
    await store.votes.cast({ ...place, paperId, userId: who, at });
    if (i % 8 === 0) await store.shelves.save(who, { paperId, at, note: null });
  }
  for (let i = 0; i < DISCUSSIONS; i += 1) {
    const { id: channelId, guildId } = pick(CHANNELS_THERE, random);
    const id = `talk${number}-${i}`;
    const posting = { ...postingOf(id, channelId), payload: reply([text("w".repeat(900))]) };
    const about = { guildId: guildId ?? "", channelId, kind: "text" as const };
    const began = { ...about, id, paperId: pick(fresh, random), threadId: null, createdAt: at };
    if (!(await store.discussions.begin(began, posting, []))) continue;
    await store.postings.attempting(id, { at, there: at });
    await store.postings.arrived(id, { messageId: `6${number}${i}`, postId: null });
    await store.discussions.opened(id, `7${number}${i}`);
  }
}

function postingOf(id: string, channelId: string) {
  return { id, channelId, kind: "text" as const, title: "A paper", tagIds: [], mark: `m:${id}` };
}

/** A round-up in each channel, and a meeting of each club. */
async function weekEnds(store: Store, { number, at, fresh }: Day): Promise<void> {
  const date = at.toZonedDateTimeISO("UTC").toPlainDate().toString();
  for (const [i, { id: channelId }] of CHANNELS_THERE.entries()) {
    const id = `r${number}.${channelId.slice(-9)}`;
    const plannedAt = at.add(hours(3));
    const state = { late: false, quiet: false, outcome: "planned" as const, note: null };
    const occasion = { kind: "round-up" as const, date };
    const digest = { id, channelId, occasion, dueAt: plannedAt, plannedAt, ...state };
    if (await store.book.deliveries.plan(digest, [messageOf(id, [])])) {
      await store.book.deliveries.delivered(id, 1, `8${number}${i}`, plannedAt);
      await store.book.deliveries.finish(id, "sent", null, plannedAt);
    }
    if (i % 6 !== 0) continue;
    const roundId = `club${number}-${i}`;
    const meeting = { date, at: at.add(days(2)), ballotAt: at, closesAt: at.add(days(1)) };
    const open = { state: "voting" as const, outcome: null, eventId: "", isAlarmed: false };
    const round = { id: roundId, channelId, meeting, ...open };
    const papers = fresh.slice(0, 5).map((paperId, place) => ({
      paperId,
      number: place + 1,
      isNominated: true,
      votes: 0,
      isChosen: false,
      threadId: null,
    }));
    const posting = {
      ...postingOf(`${roundId}b`, channelId),
      payload: reply([text("w".repeat(900))]),
    };
    if (!(await store.clubs.plan(round, papers, posting))) continue;
    for (let voter = 0; voter < 6; voter += 1)
      await store.clubs.vote(roundId, `u${voter}`, [fresh[voter % 5] ?? ""]);
    await store.clubs.close(round, (ballot) => ({
      chosen: ballot.slice(0, 2).map(({ paperId }) => paperId),
      posting: null,
    }));
    await store.clubs.finish({ id: roundId, state: "chosen" }, "held");
  }
}

/** The channel that comes on a day. */
const passing = (day: number) => ({
  id: `9000000000000${String(day).padStart(5, "0")}`,
  guildId: "500000000000000000",
  topics: [`passing ${day}`],
});

async function channelsPass(store: Store, { number, at }: Day): Promise<void> {
  const ends = number - PASSING.staysDays;
  if (number % PASSING.everyDays === 0) {
    const { topics, ...comes } = passing(number);
    await openChannel(store, { ...comes, topics }, at);
    const newest = await store.book.arrivals.newest();
    const [topic = ""] = topics;
    const papers = await store.book.arrivals.after(newest - 200);
    const matches = papers.map(({ paperId }) => matchOf(paperId, topic));
    await store.book.arrivals.matched(0, newest, new Map([[topic, matches]]));
  }
  if (ends >= 0 && ends % PASSING.everyDays === 0)
    await store.book.subscriptions.end(passing(ends).id, at);
}

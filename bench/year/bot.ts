import { defaultSettings } from "../../src/digests/settings.ts";
import type { Store } from "../../src/store/open.ts";

/** When it begins. All its channels have their digests at 09:00 UTC. */
export const BEGINS = Temporal.Instant.from("2026-01-01T08:00:00Z");

export const hours = (count: number) => ({ hours: count });
export const days = (count: number) => ({ hours: 24 * count });

const SERVERS = 6;
const CHANNELS = 24;
const TOPICS_A_CHANNEL = 5;
const OWN_MAILS = 4;

const WORDS = `attention diffusion retrieval vision speech robotics agents reasoning alignment safety graphs
  molecules proteins climate video audio translation summarization code planning memory tokens quantization
  distillation pruning benchmarks datasets privacy federated reinforcement`;
export const TOPICS = WORDS.split(/\s+/);

/** A channel of the bot, and what it has besides. */
export interface BotChannel {
  id: string;
  guildId: string | null;
  topics: string[];
}

export const CHANNELS_THERE: readonly BotChannel[] = Array.from({ length: CHANNELS }, (_, i) => ({
  id: `1000000000000${String(i).padStart(5, "0")}`,
  guildId: `5000000000000000${String(i % SERVERS).padStart(2, "0")}`,
  topics: Array.from({ length: TOPICS_A_CHANNEL }, (_unused, at) => topicAt(i + at * 7)),
}));

const MAILS: readonly BotChannel[] = Array.from({ length: OWN_MAILS }, (_, i) => ({
  id: `mail:own${i}`,
  guildId: null,
  topics: [topicAt(i)],
}));

/** The channels whose digests are planned each day. */
export const WITH_DIGESTS: readonly BotChannel[] = [...CHANNELS_THERE, ...MAILS];

function topicAt(i: number): string {
  return TOPICS[i % TOPICS.length] ?? "";
}

/** A bot with channels, topics, webhooks, mails, clubs and public pages, to which the whole library is archive. */
export async function foundBot(store: Store, archive: readonly string[]): Promise<void> {
  await store.book.arrivals.note(archive, BEGINS);
  for (const channel of WITH_DIGESTS) await openChannel(store, channel, BEGINS);
  const newest = await store.book.arrivals.newest();
  const matches = TOPICS.map((topic, i) => {
    const some = archive.filter((_, at) => at % TOPICS.length === i).slice(0, 100);
    return [topic, some.map((paperId) => matchOf(paperId, topic))] as const;
  });
  await store.book.arrivals.matched(0, newest, new Map(matches));
  for (const [i, { id, guildId }] of CHANNELS_THERE.entries()) {
    if (i % 3 === 0) {
      const target = { url: new URL("https://hooks.example.org/x"), secret: Buffer.from("secret") };
      await store.webhooks.set(id, target, { at: BEGINS, newId: `hook${i}` });
    }
    if (i % 4 === 0) {
      const channel = { id, guildId: guildId ?? "", name: `papers-${i}`, serverName: "Lab" };
      await store.publicChannels.open({ ...channel, since: BEGINS }, BEGINS);
    }
    if (i % 6 === 0) await startClub(store, id, guildId ?? "");
    const mail = { id: `mail${i}`, channelId: id, startedAt: BEGINS };
    if (i % 2 === 0)
      await store.mails.add({ ...mail, userId: `u${i}`, address: `u${i}@example.org` });
  }
  for (const { id } of MAILS) {
    const mail = { id: id.replace("mail:", ""), channelId: id, startedAt: BEGINS };
    await store.mails.add({ ...mail, userId: "u1", address: "u1@example.org" });
  }
}

export async function openChannel(
  { book }: Store,
  { id, guildId, topics }: BotChannel,
  at: Temporal.Instant,
): Promise<void> {
  await book.subscriptions.saveChannel({
    id,
    guildId,
    kind: id.startsWith("mail:") ? "mail" : "text",
    settings: { ...defaultSettings("UTC"), zoneChosen: true },
    settledUntil: at,
    pause: null,
    endedAt: null,
    setUpBy: "u1",
  });
  for (const topic of topics)
    await book.subscriptions.add({
      channelId: id,
      topic,
      name: topic,
      createdBy: "u1",
      createdAt: at,
    });
}

export function matchOf(paperId: string, topic: string) {
  return { paperId, strength: 0.7, words: [topic, `${topic} model`], fields: ["title" as const] };
}

async function startClub(store: Store, channelId: string, guildId: string): Promise<void> {
  await store.clubs.start({
    channelId,
    guildId,
    kind: "text",
    every: "week",
    day: "friday",
    time: "16:00",
    timeZone: "UTC",
    first: "2026-01-02",
    readingDays: 2,
    places: 2,
    startedAt: BEGINS,
    startedBy: "u1",
    endedAt: null,
  });
}

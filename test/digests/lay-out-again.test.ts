import { afterEach, beforeEach, expect, test } from "vitest";
import type { Book } from "../../src/digests/book.ts";
import type { Channel, Digest, DigestMessage } from "../../src/digests/digest.ts";
import { planDue } from "../../src/digests/planning/due.ts";
import {
  partsAgain,
  payloadNow,
  plainPayload,
  type StoredDigest,
  titlesOf,
} from "../../src/digests/planning/lay-out-again.ts";
import type { Paper } from "../../src/papers/paper.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { allComponents } from "../discord/check-message.ts";
import { aChannel, FRIDAY, subscribed } from "./a-channel.ts";
import { aCorpus } from "./a-corpus.ts";
import { longPapers } from "./long-papers.ts";

const SATURDAY = FRIDAY.add({ hours: 24 });
const ROLE = "123456789012345678";

let store: Store;
let book: Book;
const papers = longPapers(10);

beforeEach(async () => {
  store = await openStore(":memory:");
  ({ book } = store);
});

afterEach(() => store.close());

/** A digest of ten papers in two messages, which was planned and never sent. */
async function planned(
  known: Paper[] = papers,
  channel = aChannel({ settings: { roleId: ROLE } }),
): Promise<StoredDigest> {
  await subscribed(book, channel, "vision");
  await book.arrivals.note(
    papers.map(({ id }) => id),
    FRIDAY,
  );
  const match = { strength: 1, words: ["vision"], fields: ["title" as const] };
  const matches = papers.map(({ id }) => ({ ...match, paperId: id }));
  await book.arrivals.matched(0, papers.length, new Map([["vision", matches]]));
  const corpus = aCorpus(known);
  const digest = await planDue(channel, { book, corpus, now: SATURDAY, newId: () => "d1" });
  return await again(digest!, channel);
}

async function again(digest: Digest, channel: Channel): Promise<StoredDigest> {
  return { digest, channel, messages: await book.history.messages(digest.id) };
}

const withoutRole = (stored: StoredDigest): StoredDigest => {
  const settings = { ...stored.channel.settings, roleId: null };
  return { ...stored, channel: { ...stored.channel, settings } };
};

const sources = (known: Paper[] = papers, joined: Record<string, string> = {}) => ({
  book,
  corpus: aCorpus(known, joined),
});

function textsOf({ components }: DigestMessage["payload"]): string[] {
  return allComponents(components).flatMap(({ content }) => content ?? []);
}

test("the parts of a message say together what it said", async () => {
  const stored = await planned();
  expect(stored.messages).toHaveLength(2);
  for (const [i, message] of stored.messages.entries()) {
    const parts = await partsAgain(message, stored, sources());
    expect(parts.map(({ paperIds }) => paperIds)).toEqual(message.paperIds.map((id) => [id]));
    const texts = parts.flatMap(({ payload }) => textsOf(payload));
    expect(new Set(texts)).toEqual(new Set(textsOf(message.payload)));
    const marks = parts.flatMap(({ payload }) =>
      allComponents(payload.components).flatMap(({ custom_id }) => custom_id ?? []),
    );
    expect(marks).toEqual(parts.map((_, part) => `digest.open:d1:${part + 3}`));
    const roles = parts.map(({ payload }) => payload.allowed_mentions.roles ?? []);
    expect(roles.flat()).toEqual(i === 0 ? [ROLE] : []);
  }
});

test("a message of one paper, or of none, has no parts", async () => {
  const stored = await planned();
  const [message] = stored.messages;
  const single = { ...message!, paperIds: message!.paperIds.slice(0, 1) };
  expect(await partsAgain(single, stored, sources())).toEqual([]);
  expect(await partsAgain({ ...message!, paperIds: [] }, stored, sources())).toEqual([]);
  expect(plainPayload({ ...message!, paperIds: [] }, stored, sources())).toBeNull();
});

test("a paper that has another id by now is laid out as it is, under the id that is stored", async () => {
  const stored = await planned();
  const [message] = stored.messages;
  const [first, ...others] = papers;
  const joined = sources([{ ...first!, id: "new" }, ...others], { p1: "new" });
  const [part] = await partsAgain(message!, stored, joined);
  expect(part?.paperIds).toEqual(["p1"]);
  expect(JSON.stringify(part?.payload)).toContain(`"value":"new"`);
  expect(textsOf(part!.payload).join()).toContain("Strong match");
});

test("of a paper that is in the corpus no more there is no part, and no plain layout", async () => {
  const stored = await planned();
  const [message] = stored.messages;
  const without = sources(papers.slice(1));
  const parts = await partsAgain(message!, stored, without);
  expect(parts.map(({ paperIds }) => paperIds)).toEqual(
    message!.paperIds.slice(1).map((id) => [id]),
  );
  expect(plainPayload(message!, stored, without)).toBeNull();
  expect(titlesOf(["p1", "p2"], without.corpus)).toEqual([
    "paper p1",
    expect.stringContaining("Paper p2 on vision"),
  ]);
});

test("a message keeps the mention that is wanted still, and stands without one that is not", async () => {
  const stored = await planned();
  const [first, second] = stored.messages;
  expect(await payloadNow(first!, stored, sources())).toBe(first!.payload);
  const bare = await payloadNow(first!, withoutRole(stored), sources());
  expect(JSON.stringify(bare)).not.toContain(ROLE);
  expect(textsOf(bare)).toEqual(textsOf(first!.payload).slice(1));
  expect(await payloadNow(second!, withoutRole(stored), sources())).toBe(second!.payload);
  expect(JSON.stringify(plainPayload(first!, stored, sources()))).toContain(ROLE);
  expect(JSON.stringify(plainPayload(first!, withoutRole(stored), sources()))).not.toContain(ROLE);
});

test("where it cannot be laid out without a mention, the mention notifies nobody", async () => {
  const stored = await planned();
  const [first] = stored.messages;
  const payload = await payloadNow(first!, withoutRole(stored), sources(papers.slice(1)));
  expect(payload).toEqual({ ...first!.payload, allowed_mentions: { parse: [] } });
});

test("a part stands without the mention of its whole, too", async () => {
  const stored = await planned();
  const [message] = stored.messages;
  const parts = await partsAgain(message!, stored, sources());
  await book.deliveries.refused("d1", 1, "too long", parts);
  const now = withoutRole(await again(stored.digest, stored.channel));
  const part = now.messages.find(({ number }) => number === 3)!;
  const bare = await payloadNow(part, now, sources());
  expect(bare.allowed_mentions).toEqual({ parse: [] });
  expect(textsOf(bare)).toEqual(textsOf(part.payload).slice(1));
  expect(JSON.stringify(bare)).toContain("digest.open:d1:3");
});

test("a topic that is not subscribed to any more is not named", async () => {
  const stored = await planned();
  const [subscription] = await book.subscriptions.of("c1");
  await book.subscriptions.remove(subscription!.id);
  const [part] = await partsAgain(stored.messages[0]!, stored, sources());
  expect(textsOf(part!.payload).join()).toContain("Paper p1 on vision");
  expect(textsOf(part!.payload).join()).not.toMatch(/Matches|###/);
});

test("a message that is laid out again says as before that votes brought a paper", async () => {
  const known = papers.map((paper, i) => ({ ...paper, upvotes: i === 3 ? 212 : i }));
  const stored = await planned(known);
  const [message] = stored.messages;
  const before = JSON.stringify(message!.payload);
  expect(before).toContain("212 upvotes in its first day");
  const relaid = await payloadNow(message!, withoutRole(stored), sources(known));
  expect(JSON.stringify(relaid)).toContain("212 upvotes in its first day");
});

test("a message that is laid out again says what waited when it was planned, whatever waits by now", async () => {
  const channel = aChannel({ settings: { roleId: ROLE, most: 2 } });
  const stored = await planned(papers, channel);
  const [message] = stored.messages;
  expect(textsOf(message!.payload).at(-1)).toBe("-# 8 more waiting");
  const later = papers.concat(longPapers(5, "q"));
  await book.arrivals.note(
    later.map(({ id }) => id),
    SATURDAY,
  );
  const match = { strength: 1, words: ["vision"], fields: ["title" as const] };
  const matches = longPapers(5, "q").map(({ id }) => ({ ...match, paperId: id }));
  await book.arrivals.matched(10, 15, new Map([["vision", matches]]));
  const bare = await payloadNow(message!, withoutRole(stored), sources(later));
  expect(textsOf(bare)).toEqual(textsOf(message!.payload).slice(1));
  expect(JSON.stringify(bare)).toContain("digest.more:d1");
});

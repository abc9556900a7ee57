import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BallotPaper, Round } from "../../src/community/clubs/club.ts";
import { createVoting, type VotePlace } from "../../src/community/votes.ts";
import type { Store } from "../../src/store/open.ts";
import { openTestStore } from "../store/test-store.ts";

const AT = Temporal.Instant.from("2026-11-27T09:00:00Z");
const GENERAL: VotePlace = { guildId: "g", channelId: "general", audienceId: "general" };
const STAFF: VotePlace = { guildId: "g", channelId: "staff", audienceId: "staff" };
/** A thread of a channel that not everybody sees. */
const THREAD: VotePlace = { guildId: "g", channelId: "thread", audienceId: "staff" };
const PRIVATE_THREAD: VotePlace = { guildId: "g", channelId: "secret", audienceId: "secret" };
const ELSEWHERE: VotePlace = { guildId: "other", channelId: "general", audienceId: "general" };

let store: Store;

beforeEach(async () => {
  store = await openTestStore();
});

afterEach(() => store.close());

const votingIn = ({ votes }: Store) =>
  createVoting(votes, (_guildId, channelId) => Promise.resolve(channelId === "general"));

const vote = (paperId: string, userId: string, place = GENERAL, at = AT) =>
  votingIn(store).cast({ ...place, paperId, userId, at });

const countIn = async (place: VotePlace, paperId = "p1") =>
  (await votingIn(store).counts(place, [paperId])).get(paperId) ?? 0;

describe("a vote", () => {
  test("counts once for each person and server, wherever it is cast", async () => {
    expect(await vote("p1", "ada")).toBe(true);
    expect(await vote("p1", "ada")).toBe(false);
    expect(await vote("p1", "ada", STAFF)).toBe(false);
    expect(await vote("p1", "ada", ELSEWHERE)).toBe(true);
    expect(await countIn(GENERAL)).toBe(1);
    expect(await countIn(ELSEWHERE)).toBe(1);
  });

  test("can be taken back once, and cast again", async () => {
    await vote("p1", "ada");
    const voting = votingIn(store);
    const mine = { guildId: "g", paperId: "p1", userId: "ada" };
    expect(await voting.takeBack(mine)).toBe(true);
    expect(await voting.takeBack(mine)).toBe(false);
    expect(await countIn(GENERAL)).toBe(0);
    expect(await vote("p1", "ada")).toBe(true);
  });

  test("is shown in its own channel and, where everybody sees that one, in others", async () => {
    await vote("p1", "ada", GENERAL);
    await vote("p1", "ben", STAFF);
    await vote("p1", "eve", THREAD);
    await vote("p1", "olga", PRIVATE_THREAD);
    expect(await countIn(GENERAL)).toBe(1);
    expect(await countIn(STAFF)).toBe(3);
    expect(await countIn(THREAD)).toBe(3);
    expect(await countIn(PRIVATE_THREAD)).toBe(2);
  });

  test("of before a time is not of since then", async () => {
    await vote("p1", "ada", GENERAL, AT.subtract({ hours: 1 }));
    await vote("p2", "ada", GENERAL, AT);
    const voting = votingIn(store);
    expect([...(await voting.countsSince(GENERAL, AT))]).toEqual([["p2", 1]]);
    expect((await voting.countsSince(GENERAL, null)).size).toBe(2);
  });

  test("goes with its paper where that turns out to be another, and stays one a person", async () => {
    await vote("old", "ada");
    await vote("p1", "ada");
    await vote("old", "ben");
    await store.book.arrivals.note(["old", "p1"], AT);
    await store.book.arrivals.join("old", "p1");
    expect(await countIn(GENERAL)).toBe(2);
    expect(await countIn(GENERAL, "old")).toBe(0);
    expect(await vote("p1", "ben")).toBe(false);
  });
});

const forget = async (userId: string) =>
  await store.privacy.forget({ userId, directChannelId: null });

describe("a forgotten person's vote", () => {
  test("counts on, and is theirs again where they vote again", async () => {
    await vote("p1", "ada");
    await vote("p1", "ben");
    await forget("ada");
    expect(await countIn(GENERAL)).toBe(2);
    const mine = { guildId: "g", paperId: "p1", userId: "ada" };
    expect(await votingIn(store).takeBack(mine)).toBe(false);
    expect(await vote("p1", "ada")).toBe(true);
    expect(await countIn(GENERAL)).toBe(2);
    expect(await votingIn(store).takeBack(mine)).toBe(true);
    expect(await countIn(GENERAL)).toBe(1);
  });

  test("takes nobody else's place, also where everybody is forgotten again and again", async () => {
    const people = Array.from({ length: 20 }, (_, i) => `user ${i}`);
    for (let round = 0; round < 3; round += 1)
      for (const userId of people) {
        expect(await vote("p1", userId)).toBe(true);
        await forget(userId);
      }
    expect(await countIn(GENERAL)).toBe(20);
    expect(await vote("p1", "another")).toBe(true);
    expect(await countIn(GENERAL)).toBe(21);
  });

  test("in a ballot counts on, until they vote again", async () => {
    const { clubs } = store;
    const round: Round = {
      id: "round",
      channelId: "general",
      meeting: { date: "2026-12-04", at: AT, ballotAt: AT, closesAt: AT },
      state: "voting",
      outcome: null,
      eventId: null,
      isAlarmed: false,
    };
    await clubs.plan(round, ["p1", "p2", "p3"].map(onBallot), null);
    await clubs.vote("round", "ada", ["p1", "p2"]);
    await forget("ada");
    const votes = async () => (await clubs.papers("round")).map((one) => one.votes);
    expect(await votes()).toEqual([1, 1, 0]);
    await clubs.vote("round", "ada", ["p3"]);
    expect(await votes()).toEqual([0, 0, 1]);
  });
});

function onBallot(paperId: string, i: number): BallotPaper {
  const none = { isNominated: true, votes: 0, isChosen: false, threadId: null };
  return { paperId, number: i + 1, ...none };
}

test("presses in any order, of any number of people at once, end in the same count", async () => {
  const press = fc.record({
    userId: fc.constantFrom("ada", "ben", "eve", "olga"),
    paperId: fc.constantFrom("p1", "p2"),
    place: fc.constantFrom(GENERAL, STAFF, THREAD, ELSEWHERE),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(press, { maxLength: 25 }),
      fc.infiniteStream(fc.nat()),
      async (presses, order) => {
        const shuffled = presses
          .map((one) => ({ one, at: order.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const countsOf = async (some: typeof presses) => {
          const fresh = await openTestStore();
          const cast = await Promise.all(
            some.map(({ place, ...who }) => votingIn(fresh).cast({ ...place, ...who, at: AT })),
          );
          const all = await Promise.all(
            ["g", "other"].map((guildId) => fresh.votes.since(guildId, null)),
          );
          await fresh.close();
          const counts = new Map<string, number>();
          for (const [i, tallies] of all.entries())
            for (const { paperId, count } of tallies)
              counts.set(`${i} ${paperId}`, (counts.get(`${i} ${paperId}`) ?? 0) + count);
          expect(cast.filter(Boolean).length).toBe([...counts.values()].reduce((a, b) => a + b, 0));
          return counts;
        };
        const expected = new Set(
          presses.map((one) => `${one.place.guildId} ${one.paperId} ${one.userId}`),
        );
        const counts = await countsOf(presses);
        expect([...counts.values()].reduce((a, b) => a + b, 0)).toBe(expected.size);
        expect(await countsOf(shuffled)).toEqual(counts);
      },
    ),
    { numRuns: 15 },
  );
});

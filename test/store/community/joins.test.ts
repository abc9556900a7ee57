import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Round } from "../../../src/community/clubs/club.ts";
import { shelfOf } from "../../../src/community/shelf.ts";
import { createMarks, paperVote } from "../../../src/store/community/marks.ts";
import { reply } from "../../../src/messages/layout/budget.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { aPaper } from "../../papers/a-paper.ts";

const AT = Temporal.Instant.from("2026-11-27T09:00:00Z");
const PAPERS = ["p1", "p2", "p3", "p4"];
const PEOPLE = ["200000000000000001", "200000000000000002", "200000000000000003"];
const PLACE = { guildId: "g", channelId: "c", audienceId: "c" };

type Step =
  | { do: "vote" | "take back" | "save" | "remove" | "nominate"; who: string; paper: string }
  | { do: "vote in ballot"; who: string; papers: string[] }
  | { do: "open thread"; paper: string }
  | { do: "forget"; who: string }
  | { do: "join"; paper: string; into: string };

const paper = fc.constantFrom(...PAPERS);
const who = fc.constantFrom(...PEOPLE);
const someSteps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constantFrom("vote", "vote", "take back", "save", "remove", "nominate"),
        who,
        paper,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("vote in ballot" as const),
        who,
        papers: fc.uniqueArray(paper, { maxLength: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("open thread" as const), paper }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("forget" as const), who }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("join" as const), paper, into: paper }) },
  ),
  { minLength: 4, maxLength: 25 },
);

/** What must be so, in sets of people: a vote is a person's mark on a paper, whatever ids that has had. */
function expectations() {
  const ids = new Map(PAPERS.map((id) => [id, id]));
  const idOf = (id: string) => ids.get(id) ?? id;
  /** By paper and person: whether they can still take it back. */
  const votes = new Map<string, Map<string, boolean>>();
  const ballots = new Map<string, { papers: Set<string> }>();
  const saved = new Map<string, Set<string>>();
  const nominated = new Set<string>();
  const threads = new Map<string, number>();
  const votersOf = (id: string) => votes.getOrInsert(id, new Map());

  function join(from: string, into: string): void {
    for (const [id, now] of ids) if (now === from) ids.set(id, into);
    for (const [person, theirs] of votersOf(from))
      votersOf(into).set(person, theirs || votersOf(into).get(person) === true);
    votes.delete(from);
    for (const { papers } of ballots.values()) if (papers.delete(from)) papers.add(into);
    for (const some of [...saved.values(), nominated]) if (some.delete(from)) some.add(into);
    threads.set(into, (threads.get(into) ?? 0) + (threads.get(from) ?? 0));
    threads.delete(from);
  }
  return { ids, idOf, votes, ballots, saved, nominated, threads, votersOf, join, made: 0 };
}

const ROUND = "round";

async function openBallot({ clubs }: Store): Promise<void> {
  const round = {
    id: ROUND,
    channelId: "c",
    state: "voting" as const,
    outcome: null,
    eventId: null,
    isAlarmed: false,
    meeting: {
      date: "2026-12-01",
      at: AT.add({ hours: 96 }),
      ballotAt: AT,
      closesAt: AT.add({ hours: 48 }),
    },
  } satisfies Round;
  const lines = PAPERS.map((paperId, i) => ({
    paperId,
    number: i + 1,
    isNominated: true,
    votes: 0,
    isChosen: false,
    threadId: null,
  }));
  await clubs.plan(round, lines, null);
}

/** A step in the store and in what is expected; what it answered, and what it should have. */
async function take(
  step: Step,
  store: Store,
  expected: ReturnType<typeof expectations>,
): Promise<{ got: unknown; wanted: unknown }> {
  const { votes, shelves, clubs, discussions, privacy, book } = store;
  const { idOf, votersOf } = expected;
  const id = "paper" in step ? idOf(step.paper) : "";
  const nothing = { got: undefined, wanted: undefined };
  const next = () => (expected.made += 1);
  switch (step.do) {
    case "vote": {
      const wanted = votersOf(id).get(step.who) !== true;
      votersOf(id).set(step.who, true);
      return {
        got: await votes.cast({ ...PLACE, paperId: id, userId: step.who, at: AT }),
        wanted,
      };
    }
    case "take back": {
      const wanted = votersOf(id).get(step.who) === true;
      if (wanted) votersOf(id).delete(step.who);
      return {
        got: await votes.takeBack({ guildId: "g", paperId: id, userId: step.who }),
        wanted,
      };
    }
    case "save":
      await shelves.save(step.who, { paperId: id, at: AT, note: null });
      expected.saved.getOrInsert(step.who, new Set()).add(id);
      return nothing;
    case "remove": {
      const found = await shelf(step.who, store, expected.ids);
      await shelves.remove(step.who, found.find((one) => one.paper.id === id)?.ids ?? []);
      expected.saved.get(step.who)?.delete(id);
      return nothing;
    }
    case "nominate": {
      const at = AT.add({ seconds: next() });
      await clubs.nominate("c", { paperId: id, userId: step.who, at });
      expected.nominated.add(id);
      return nothing;
    }
    case "vote in ballot": {
      const papers = new Set(step.papers.map(idOf));
      expected.ballots.set(step.who, { papers });
      return { got: await clubs.vote(ROUND, step.who, [...papers]), wanted: true };
    }
    case "open thread": {
      const thread = `t${next()}`;
      const seen = (await discussions.of("g", id)).map((one) => one.id);
      expected.threads.set(id, (expected.threads.get(id) ?? 0) + 1);
      const common = { id: thread, channelId: "c", kind: "text" } as const;
      const posting = { title: "", tagIds: [], payload: reply([]), mark: thread };
      const discussion = { guildId: "g", paperId: id, threadId: null, createdAt: AT };
      return {
        got: await discussions.begin({ ...common, ...discussion }, { ...common, ...posting }, seen),
        wanted: true,
      };
    }
    case "forget":
      await privacy.forget({ userId: step.who, directChannelId: null });
      for (const voters of expected.votes.values())
        if (voters.has(step.who)) voters.set(step.who, false);
      expected.saved.delete(step.who);
      return nothing;
    case "join":
    default: {
      const into = idOf(step.into);
      if (id === into) return nothing;
      const known = await book.arrivals.known([id]);
      await book.arrivals.join(id, into);
      expected.join(id, into);
      return { got: known, wanted: [id] };
    }
  }
}

function shelf(userId: string, { shelves }: Store, ids: ReadonlyMap<string, string>) {
  const corpus = { byId: (id: string) => aPaper({ id: ids.get(id) ?? id }) };
  return shelfOf(userId, { shelves, corpus });
}

/** What people see of all that. */
async function seenIn(store: Store, ids: ReadonlyMap<string, string>) {
  const tallies = await store.votes.since("g", null);
  const lines = await store.clubs.papers(ROUND);
  const threads = [];
  for (const id of new Set(ids.values()))
    threads.push([id, (await store.discussions.of("g", id)).length]);
  const shelves = [];
  for (const person of PEOPLE)
    shelves.push((await shelf(person, store, ids)).map(({ paper: { id } }) => id).toSorted());
  return {
    votes: tallies.map(({ paperId, count }) => `${paperId} ${count}`).toSorted(),
    ballot: lines.map(({ paperId, votes }) => `${paperId} ${votes}`).toSorted(),
    nominated: (await store.clubs.nominations("c")).map(({ paperId }) => paperId).toSorted(),
    threads,
    shelves,
  };
}

function wantedOf({
  ids,
  votes,
  ballots,
  nominated,
  saved,
  threads,
}: ReturnType<typeof expectations>) {
  const present = [...new Set(ids.values())];
  const voters = (id: string) => [...ballots.values()].filter(({ papers }) => papers.has(id));
  return {
    votes: [...votes].flatMap(([id, { size }]) => (size > 0 ? [`${id} ${size}`] : [])).toSorted(),
    ballot: present.map((id) => `${id} ${voters(id).length}`).toSorted(),
    nominated: [...nominated].toSorted(),
    threads: present.map((id) => [id, threads.get(id) ?? 0]),
    shelves: PEOPLE.map((person) => [...(saved.get(person) ?? [])].toSorted()),
  };
}

test("whatever is joined and forgotten, everybody counts once, and all they did is found under the paper", async () => {
  await fc.assert(
    fc.asyncProperty(someSteps, async (some) => {
      const store = await openStore(":memory:");
      const expected = expectations();
      await store.book.arrivals.note(PAPERS.slice(0, 2), AT);
      await openBallot(store);
      for (const step of some) {
        const { got, wanted } = await take(step, store, expected);
        expect(got).toEqual(wanted);
        expect(await seenIn(store, expected.ids)).toEqual(wantedOf(expected));
      }
      await store.close();
    }),
    { numRuns: 60 },
  );
}, 120_000);

test("marks of two votes have nothing in common, and nobody moves one without the secret", async () => {
  const marks = await createMarks(() => Promise.resolve(Buffer.alloc(32, 1)))();
  const others = await createMarks(() => Promise.resolve(Buffer.alloc(32, 2)))();
  const [p1, p2] = [paperVote("g", "p1"), paperVote("g", "p2")];
  const all = PEOPLE.flatMap((person) => [marks.of(person, p1), marks.of(person, p2)]);
  expect(new Set(all).size).toBe(all.length);
  // Not even the difference of two people's is the same for two papers.
  const differences = [p1, p2].map((vote) => {
    const [one = [], other = []] = PEOPLE.map((person) => [
      ...Buffer.from(marks.of(person, vote).slice(2), "base64url"),
    ]);
    return one.map((byte, i) => byte ^ (other[i] ?? 0)).join(" ");
  });
  expect(differences[0]).not.toBe(differences[1]);
  expect(marks.moved(marks.of(PEOPLE[0]!, p1), p1, p2)).toBe(marks.of(PEOPLE[0]!, p2));
  expect(others.moved(marks.of(PEOPLE[0]!, p1), p1, p2)).not.toBe(marks.of(PEOPLE[0]!, p2));
  expect(marks.moved(PEOPLE[0]!, p1, p2)).toBeNull();
});

test("a mark that an earlier version made is known, and stays as it is", async () => {
  const marks = await createMarks(() => Promise.resolve(Buffer.alloc(32, 1)))();
  const [, earlier = ""] = marks.everyOf(PEOPLE[0]!, paperVote("g", "p1"));
  // As it was written then, with this secret.
  expect(earlier).toBe("~P10JWQ-nkUYY75dBGrdKqB");
  expect(marks.moved(earlier, paperVote("g", "p1"), paperVote("g", "p2"))).toBeNull();
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DigestCandidate } from "../../src/digests/digest.ts";
import { type DigestPlan, planDigest, type PlanInput } from "../../src/digests/planning/plan.ts";
import { aPaper } from "../papers/a-paper.ts";
import { defaultSettings } from "../../src/digests/settings.ts";
import { NO_WISHES } from "../../src/digests/wishes.ts";
import { FRIDAY } from "./a-channel.ts";
import { aCorpus } from "./a-corpus.ts";

const papers = ["p1", "p2", "p3", "p4", "p5"].map((id) => aPaper({ id }));
const corpus = aCorpus(papers);

const TOPICS = ["vision", "audio", "graphs"];

/** That a paper, "p3" the third to arrive, matches a topic. */
function match(paperId: string, topic: string, strength: number): DigestCandidate {
  return {
    paperId,
    topic,
    strength,
    heading: topic.toUpperCase(),
    subscriptionId: TOPICS.indexOf(topic) + 1,
    words: [topic],
    fields: ["title"],
    arrival: Number(paperId.slice(1)),
    arrivedAt: FRIDAY,
    wishes: NO_WISHES,
    waitingSince: null,
  };
}

function sectionsOf(plan: DigestPlan) {
  return plan.from === "nothing" ? [] : plan.sections;
}

/** `HEADING: p1 p2` for each section. */
function shown(plan: DigestPlan): string[] {
  return sectionsOf(plan).map(
    ({ heading, papers: chosen }) => `${heading}: ${chosen.map(({ paper }) => paper.id).join(" ")}`,
  );
}

function planned({
  settings,
  ...input
}: Partial<Omit<PlanInput, "settings">> & { settings?: Partial<PlanInput["settings"]> }) {
  return planDigest({
    fresh: [],
    archive: [],
    corpus,
    now: FRIDAY,
    dueAt: FRIDAY,
    answered: [],
    lots: "",
    settings: { ...defaultSettings("Europe/Berlin"), ...settings },
    ...input,
  });
}

function planOf(fresh: DigestCandidate[], most = 10): DigestPlan {
  return planned({ fresh, settings: { most } });
}

test("papers stand under their topics, best match first, the topic with the best match first", () => {
  const plan = planOf([
    match("p1", "vision", 0.5),
    match("p2", "audio", 0.9),
    match("p3", "vision", 0.7),
    match("p4", "audio", 0.4),
  ]);
  expect(plan.from).toBe("new");
  expect(shown(plan)).toEqual(["AUDIO: p2 p4", "VISION: p3 p1"]);
});

test("a paper stands once, under the topic that it matches best, with that topic's why", () => {
  const plan = planOf([match("p1", "vision", 0.5), match("p1", "audio", 0.9)]);
  expect(shown(plan)).toEqual(["AUDIO: p1"]);
  expect(sectionsOf(plan)[0]?.papers[0]).toMatchObject({ topic: "audio", words: ["audio"] });
});

test.each([
  { what: "was withdrawn", paper: { withdrawn: true } },
  { what: "no source shows any more", paper: { gone: true as const } },
])("a paper that $what goes into no digest", ({ paper }) => {
  const corpusNow = aCorpus([aPaper({ id: "p1", ...paper }), aPaper({ id: "p2" })]);
  const fresh = [match("p1", "vision", 0.9), match("p2", "vision", 0.5)];
  const plan = planned({ fresh, corpus: corpusNow });
  expect(shown(plan)).toEqual(["VISION: p2"]);
});

test("of equal matches the one that has waited longest comes first", () => {
  const plan = planOf([match("p2", "vision", 0.5), match("p1", "vision", 0.5)]);
  expect(shown(plan)).toEqual(["VISION: p1 p2"]);
});

test("what does not fit is the weakest, over all topics, and is counted", () => {
  const all = [
    match("p1", "vision", 0.3),
    match("p2", "audio", 0.9),
    match("p3", "vision", 0.8),
    match("p4", "vision", 0.5),
  ];
  const plan = planOf(all, 2);
  expect(shown(plan)).toEqual(["AUDIO: p2", "VISION: p3"]);
  expect(plan).toMatchObject({ waiting: 2 });
});

test("two subscriptions of one name stay two sections", () => {
  const other = { ...match("p2", "audio", 0.5), heading: "VISION" };
  expect(shown(planOf([match("p1", "vision", 0.9), other]))).toEqual(["VISION: p1", "VISION: p2"]);
});

test("a paper that is gone with its file is neither shown nor counted", () => {
  const plan = planOf([match("p9", "vision", 0.9), match("p1", "vision", 0.5)], 1);
  expect(shown(plan)).toEqual(["VISION: p1"]);
  expect(plan).toMatchObject({ waiting: 0 });
});

test("a paper that goes by another id now waits until the two are joined", () => {
  const joined = aCorpus(papers, { p8: "p1" });
  const plan = planned({ fresh: [match("p8", "vision", 0.9)], corpus: joined });
  expect(plan.from).toBe("nothing");
});

describe("when nothing is new", () => {
  const archive = [match("p1", "vision", 0.5), match("p2", "vision", 0.9), match("p3", "audio", 1)];

  test.each(["nothing", "one line"] as const)("%s is as the channel wants it", (quietDay) => {
    const plan = planned({ archive, settings: { most: 2, quietDay } });
    expect(plan).toMatchObject({ from: "nothing", leftOver: [] });
  });

  test("the best of the archive comes where the channel wants it, and nothing waits", () => {
    const settings = { most: 2, quietDay: "archive" } as const;
    const plan = planned({ archive, settings });
    expect(plan.from).toBe("archive");
    expect(shown(plan)).toEqual(["AUDIO: p3", "VISION: p2"]);
    expect(plan).toMatchObject({ waiting: 0, leftOver: [] });
  });

  test("an archive that is used up is nothing", () => {
    const settings = { most: 2, quietDay: "archive" } as const;
    expect(planned({ settings }).from).toBe("nothing");
  });
});

test("whatever matches, each paper is shown once or counted as waiting", () => {
  const candidate = fc
    .record({
      paper: fc.constantFrom(...papers),
      topic: fc.constantFrom(...TOPICS),
      strength: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ paper, topic, strength }) => match(paper.id, topic, strength));
  fc.assert(
    fc.property(fc.array(candidate), fc.integer({ min: 1, max: 25 }), (fresh, most) => {
      const plan = planOf(fresh, most);
      const ids = sectionsOf(plan).flatMap((section) =>
        section.papers.map(({ paper }) => paper.id),
      );
      const distinct = new Set(fresh.map(({ paperId }) => paperId));
      expect(ids.length).toBeLessThanOrEqual(most);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length + plan.waiting).toBe(distinct.size);
    }),
  );
});

test("a topic that matches poorly has its best paper in the digest all the same", () => {
  const all = [
    match("p1", "vision", 0.9),
    match("p2", "vision", 0.8),
    match("p3", "vision", 0.7),
    match("p4", "audio", 0.1),
  ];
  expect(shown(planOf(all, 2))).toEqual(["VISION: p1", "AUDIO: p4"]);
});

test("where there are more topics than places, each has its turn in some digests", () => {
  const all = [match("p1", "vision", 0.9), match("p2", "audio", 0.8), match("p3", "graphs", 0.1)];
  const headings = Array.from({ length: 14 }, (_, i) => `digest${i}`).flatMap((lots) =>
    sectionsOf(planned({ fresh: all, lots, settings: { most: 1 } })).map(({ heading }) => heading),
  );
  expect(new Set(headings)).toEqual(new Set(["VISION", "AUDIO", "GRAPHS"]));
});

test("after the same digest lots are the same, whenever the next is due", () => {
  const all = [match("p1", "vision", 0.9), match("p2", "audio", 0.8), match("p3", "graphs", 0.1)];
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 100 }), (lots, hours) => {
      const input = { fresh: all, lots, settings: { most: 1 } };
      const later = FRIDAY.add({ hours });
      expect(shown(planned({ ...input, dueAt: later, now: later }))).toEqual(shown(planned(input)));
    }),
  );
});

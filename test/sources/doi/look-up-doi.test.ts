import * as fc from "fast-check";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { takeInListing } from "../../../src/papers/corpus/take-in.ts";
import { originsOf } from "../../../src/papers/origins.ts";
import type { Client } from "../../../src/sources/client/answer.ts";
import { createDoiLookUp } from "../../../src/sources/doi/look-up-doi.ts";
import { readCsl } from "../../../src/sources/doi/read-csl.ts";
import { createLookUps } from "../../../src/sources/look-ups.ts";
import { openStore } from "../../../src/store/open.ts";
import { aSnapshot } from "../../commands/house.ts";
import { aClient, aClock, meaning } from "../a-client.ts";
import { type Said, startFarEnd } from "../far-end.ts";

const NOW = Temporal.Instant.from("2026-11-20T12:00:00Z");

const DEEP = {
  DOI: "10.1038/nature14539",
  type: "journal-article",
  title: "Deep <i>learning</i> &amp; more",
  author: [
    { given: "Yann", family: "LeCun", sequence: "first" },
    { given: "Ada", "non-dropping-particle": "de", family: "Lovelace", suffix: "Jr" },
    { literal: "The Marmot Collaboration" },
  ],
  abstract:
    "<jats:title>Abstract</jats:title><jats:p>Deep learning allows models of many layers to learn representations of data with several levels of abstraction.</jats:p>",
  issued: { "date-parts": [[2015, 5, 27]] },
  "container-title": "Nature",
};

/** doi.org and an agency on loopback, and a store. */
async function aDoiOrg() {
  const agency = await startFarEnd({ answer: () => ({ body: JSON.stringify(DEEP) }) });
  const doiOrg = await startFarEnd({
    answer: ({ path }) => ({ status: 302, headers: { location: `${agency.base}/csl${path}` } }),
  });
  const clock = aClock(NOW.toString());
  const store = await openStore(":memory:");
  const { paperStore } = store;
  const inside = { site: null, now: clock.now, wait: clock.wait };
  const ofDoiOrg = aClient(doiOrg.base, { ...inside, name: "doi.org" });
  const ofAgency = aClient(agency.base, { ...inside, name: "agency.test" });
  const outside = aClient(doiOrg.base, {
    ...inside,
    name: "elsewhere.test",
    bases: [],
    lookup: meaning("10.0.0.7"),
  });
  const clients = new Map<string, Client>([
    [new URL(doiOrg.base).host, ofDoiOrg],
    [new URL(agency.base).host, ofAgency],
  ]);
  const lookUps = createLookUps({
    sources: {
      doi: createDoiLookUp({
        clientOf: (host) => clients.get(host) ?? outside,
        base: doiOrg.base,
        now: clock.now,
      }),
    },
    paperStore,
    now: clock.now,
    log: pino({ level: "silent" }),
    stopped: new AbortController().signal,
  });
  return {
    agency,
    doiOrg,
    clock,
    paperStore,
    lookUp: async (id: string) => {
      clock.pass({ minutes: 1 });
      return await lookUps.ask({ kind: "doi", id }, "ada");
    },
    async [Symbol.asyncDispose]() {
      await store.close();
      await agency[Symbol.asyncDispose]();
      await doiOrg[Symbol.asyncDispose]();
    },
  };
}

describe("a paper that somebody asks for by its DOI", () => {
  test("is asked for where doi.org leads, and kept", async () => {
    await using at = await aDoiOrg();
    expect(await at.lookUp("10.1038/nature14539")).toMatchObject({
      kind: "found",
      paper: {
        displayTitle: "Deep learning & more",
        abstract: expect.stringMatching(/^Deep learning allows/),
        authors: ["Yann LeCun", "Ada de Lovelace Jr", "The Marmot Collaboration"],
        authorCount: 3,
        published: { date: "2015-05-27", precision: "day", inferred: false },
        links: [{ kind: "paper", url: "https://doi.org/10.1038/nature14539" }],
      },
    });
    const [asked] = at.doiOrg.asked;
    expect(asked?.path).toBe("/10.1038/nature14539");
    expect(asked?.headers.accept).toBe("application/vnd.citationstyles.csl+json");
    expect(at.agency.asked[0]?.headers.accept).toBe("application/vnd.citationstyles.csl+json");
    expect(at.paperStore.corpus().byDoi("10.1038/NATURE14539")?.displayTitle).toContain("Deep");
  });

  test("is no news until a source lists it, and comes from that source alone", async () => {
    await using at = await aDoiOrg();
    await at.lookUp("10.1038/nature14539");
    const corpus = () => at.paperStore.corpus();
    const id = corpus().byDoi("10.1038/nature14539")?.id ?? "";
    expect([...corpus().unlisted()]).toEqual([[id, "asked for"]]);
    await takeInListing(
      {
        ...aSnapshot([
          { title: "Deep learning", doi: "10.1038/nature14539", item: "x", url: "https://a.test/" },
        ]),
        origin: "feeds",
      },
      at.paperStore,
    );
    expect([...corpus().unlisted()]).toEqual([]);
    const paper = corpus().byId(id);
    expect(paper && originsOf(paper)).toEqual(["feeds"]);
  });

  test("is not another one of the same title", async () => {
    await using at = await aDoiOrg();
    const editorial = { body: JSON.stringify({ title: "Editorial" }) };
    at.agency.say(editorial, editorial);
    await at.lookUp("10.1000/one");
    await at.lookUp("10.1000/two");
    expect(at.paperStore.corpus().size).toBe(2);
  });

  test.each<[string, Said]>([
    ["doi.org", { status: 404 }],
    ["doi.org, not any more", { status: 410 }],
  ])("may be none that there is: %s", async (_who, said) => {
    await using at = await aDoiOrg();
    at.doiOrg.say(said);
    expect(await at.lookUp("10.5555/none")).toEqual({ kind: "missing" });
    at.agency.say({ status: 404 });
    expect(await at.lookUp("10.5555/none")).toEqual({ kind: "missing" });
  });

  test.each([".", "..", "x".repeat(600)])(
    "is not asked for where it is no DOI: %.9s",
    async (end) => {
      await using at = await aDoiOrg();
      expect(await at.lookUp(`10.5555/${end}`)).toEqual({ kind: "missing" });
      expect(at.doiOrg.asked).toEqual([]);
    },
  );

  test("is asked for with all that its DOI holds, and nothing of it is a path or a question", async () => {
    await using at = await aDoiOrg();
    await at.lookUp("10.5555/../../a?b=c#d/é\ud800");
    expect(at.doiOrg.asked[0]?.path).toBe("/10.5555/..%2F..%2Fa%3Fb%3Dc%23d%2F%C3%A9%EF%BF%BD");
  });

  test.each<[string, Said]>([
    ["a page", { body: "<!doctype html><title>Sign in</title>" }],
    ["another value", { body: "[1]" }],
    ["no title", { body: "{}" }],
    ["a title that is none", { body: JSON.stringify({ title: { a: 1 } }) }],
    ["a title without end", { body: JSON.stringify({ title: "x".repeat(5000) }) }],
    ["brackets", { body: "[".repeat(100_000) }],
    ["no such form", { status: 406 }],
  ])("cannot be had where an agency gives %s", async (_what, said) => {
    await using at = await aDoiOrg();
    at.agency.say(said);
    expect(await at.lookUp("10.1000/x")).toEqual({
      kind: "failed",
      why: "doi.org has no description of it that Paperboy can read",
    });
    expect(at.paperStore.corpus().size).toBe(0);
  });

  test.each([
    "http://127.0.0.1:1/",
    "http://[::1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://inward.test/",
    "file:///etc/passwd",
    "https://somebody:secret@agency.test/",
  ])("is not followed to %s", async (location) => {
    await using at = await aDoiOrg();
    at.doiOrg.say({ status: 302, headers: { location } });
    expect(await at.lookUp("10.1000/x")).toMatchObject({
      kind: "failed",
      why: expect.stringMatching(/redirects to/),
    });
    expect(at.agency.asked).toEqual([]);
  });

  test("is given up where agencies send Paperboy round in circles", async () => {
    await using at = await aDoiOrg();
    const back = { status: 302, headers: { location: `${at.doiOrg.base}/again` } };
    at.agency.say(back, back, back, back, back, back, back, back);
    expect(await at.lookUp("10.1000/x")).toMatchObject({ kind: "failed" });
    expect(at.doiOrg.asked.length).toBeLessThan(5);
  });
});

describe("what an agency says", () => {
  test.each([
    [{ "date-parts": [[2015]] }, null, "2015"],
    [{ "date-parts": [[2015, 5]] }, null, "2015-05"],
    [{ "date-parts": [["2015", "5", "07"]] }, "2015-05-07", null],
    [{ "date-parts": [[2015, 2, 30]] }, null, null],
    [{ "date-parts": [[2015, 13]] }, null, null],
    [{ "date-parts": [[]] }, null, null],
    [{ "date-parts": [[2031, 1, 1]] }, null, null],
    [{ "date-parts": [[2031]] }, null, null],
    [
      {
        "date-parts": [
          [2015, 5, 7],
          [2015, 6, 7],
        ],
      },
      null,
      null,
    ],
    [{ "date-parts": null }, null, null],
    ["2015-05-07", null, null],
  ])("of a day, %j, is %j or else %j", (issued, day, others) => {
    const read = readCsl(JSON.stringify({ title: "Deep marmots", issued }), NOW);
    expect(read?.published).toBe(day);
    expect(read?.issued).toBe(others);
  });

  test("may tell the day elsewhere, and that a paper was taken back", () => {
    const csl = {
      title: ["RETRACTED ARTICLE: Deep marmots"],
      issued: { "date-parts": [[2015]] },
      "published-online": { "date-parts": [[2015, 5, 7]] },
    };
    expect(readCsl(JSON.stringify(csl), NOW)).toMatchObject({
      published: "2015-05-07",
      withdrawn: true,
    });
  });

  test.each([
    [{ type: "journal-article", "container-title": "Marmots & Letters" }, "Marmots & Letters"],
    [
      { type: "article-journal", "container-title": ["Marmots &amp; Letters"] },
      "Marmots & Letters",
    ],
    [{ type: "chapter", "container-title": "A book" }, null],
    [{ type: "journal-article", "container-title": [] }, null],
    [{ type: "journal-article", "container-title": 7 }, null],
  ])("of a journal, %j, is %j", (said, journal) => {
    expect(readCsl(JSON.stringify({ title: "Marmots", ...said }), NOW)?.journal).toBe(journal);
  });

  test("costs nothing but itself where it is not as expected", () => {
    const csl = {
      title: "Deep marmots",
      abstract: [1],
      author: [null, 7, { family: {} }, { family: "Two" }],
    };
    expect(readCsl(JSON.stringify(csl), NOW)).toEqual({
      title: "Deep marmots",
      abstract: null,
      authors: ["Two"],
      published: null,
      issued: null,
      journal: null,
      withdrawn: false,
    });
  });

  test("may be anything", () => {
    const keys = fc.constantFrom("title", "author", "abstract", "issued", "date-parts", "family");
    const json = fc.oneof(
      fc.json(),
      fc.dictionary(keys, fc.jsonValue()).map((one) => JSON.stringify(one)),
    );
    fc.assert(
      fc.property(json, (body) => {
        const read = readCsl(body, NOW);
        expect(read === null || read.title !== "").toBe(true);
      }),
    );
  });
});

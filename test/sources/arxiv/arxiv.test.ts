import { describe, expect, test } from "vitest";
import type { Snapshot } from "../../../src/papers/paper.ts";
import { aPaperOfArxiv, apiXml, feedXml } from "./a-feed.ts";
import { anArxiv } from "./an-arxiv.ts";
import { catchupHtml } from "./arxiv-stand-in.ts";

/** What listings give, but for those that only tell more of what one before them gave. */
function idsIn(listings: readonly Snapshot[]): [file: string, ids: (string | undefined)[]][] {
  const given = new Set<string>();
  return listings.flatMap(({ file, entries }) => {
    const ids = entries.map(({ arxivId }) => arxivId);
    const before = given.size;
    for (const id of ids) given.add(`${file} ${id}`);
    return given.size > before ? [[file, ids]] : [];
  });
}

const filesIn = (listings: readonly Snapshot[]) => idsIn(listings).map(([file]) => file);

const papersOf = (...ids: string[]) => ids.map((id) => aPaperOfArxiv({ id }));

describe("the announcements of a day", () => {
  test("come with exact authors and the day of submission; a replacement is never new", async () => {
    await using at = await anArxiv();
    at.arxiv.announce("cs.LG", "2026-11-20", [
      aPaperOfArxiv({ id: "2611.00002", authors: ["Lee, Kim (KAIST, Daejeon)", "Ada Lovelace"] }),
      aPaperOfArxiv({ id: "2611.00001", type: "cross" }),
      aPaperOfArxiv({ id: "1706.03762", type: "replace", version: 3 }),
    ]);
    const [listing, ...others] = await at.read();
    expect(others).toEqual([]);
    expect(listing).toMatchObject({
      file: "arXiv cs.LG, 2026-11-20",
      origin: "arxiv",
      savedOn: { date: "2026-11-20", precision: "day", inferred: false },
      textKind: "abstract",
      problems: [],
      entries: [
        {
          line: 1,
          arxivId: "2611.00002",
          title: "On 2611.00002",
          text: "All about 2611.00002.",
          authors: ["Lee, Kim (KAIST, Daejeon)", "Ada Lovelace"],
          authorCount: 2,
          published: { date: "2026-11-18", precision: "day", inferred: false },
          dates: { submitted: "2026-11-18", announced: "2026-11-20" },
          categories: ["cs.LG", "stat.ML"],
          url: "https://arxiv.org/abs/2611.00002",
        },
        { arxivId: "2611.00001" },
        { arxivId: "1706.03762", onlyIfKnown: true, published: null, dates: {} },
      ],
    });
    expect(listing?.entries.slice(0, 2).some(({ onlyIfKnown }) => onlyIfKnown)).toBe(false);
    expect(at.health).toMatchObject({
      state: "fresh",
      trouble: null,
      newest: { date: "2026-11-20" },
    });
  });

  test("are taken as far as they are wished for, and of twins once", async () => {
    await using at = await anArxiv({
      kinds: ["new"],
      categories: ["math.IT", "cs.it", "nonsense!"],
    });
    at.arxiv.announce("cs.IT", "2026-11-20", [
      aPaperOfArxiv({ id: "2611.00001" }),
      aPaperOfArxiv({ id: "2611.00002", type: "cross" }),
    ]);
    expect(idsIn(await at.read())).toEqual([["arXiv cs.IT, 2026-11-20", ["2611.00001"]]]);
  });

  test("tell of papers that were taken back, also where no other replacements are wished for", async () => {
    await using at = await anArxiv({ kinds: ["new"] });
    at.arxiv.announce("cs.LG", "2026-11-20", [
      aPaperOfArxiv({ id: "2611.00001", comment: "Withdrawn by the author" }),
      aPaperOfArxiv({ id: "2610.00001", type: "replace", version: 2 }),
      aPaperOfArxiv({
        id: "2610.00002",
        type: "replace-cross",
        version: 2,
        abstract: "This paper has been withdrawn by the authors.",
      }),
    ]);
    const [listing] = await at.read();
    expect(listing?.entries).toMatchObject([
      { arxivId: "2611.00001", withdrawn: true },
      { arxivId: "2610.00002", withdrawn: true, onlyIfKnown: true },
    ]);
  });

  test("are asked for 3 seconds apart, in groups of 100, no paper twice, and not again before it is time", async () => {
    await using at = await anArxiv({ categories: ["cs.LG", "cs.CL"] });
    const papers = Array.from({ length: 150 }, () => aPaperOfArxiv());
    at.arxiv.announce("cs.LG", "2026-11-20", papers);
    at.arxiv.announce("cs.CL", "2026-11-20", papers);
    expect((await at.read()).map(({ entries }) => entries.length)).toEqual([150, 150]);
    expect(at.arxiv.visits()).toEqual(["rss", "api", "api", "rss"]);
    const starts = at.arxiv.asked.map((asked) => asked.at.epochMilliseconds);
    for (const [index, start] of starts.slice(1).entries())
      expect(start - (starts[index] ?? 0)).toBeGreaterThanOrEqual(3000);
    at.clock.pass({ minutes: 50 });
    expect(await at.read()).toEqual([]);
    expect(at.arxiv.visits()).toEqual([]);
    at.clock.pass({ minutes: 10 });
    expect(await at.read()).toEqual([]);
    expect(at.arxiv.visits()).toEqual(["rss", "rss"]);
  });

  test("that were given and not kept are given again", async () => {
    await using at = await anArxiv();
    at.arxiv.announce("cs.LG", "2026-11-20", papersOf("2611.00001"));
    expect(await at.read({ signal: AbortSignal.abort() })).toEqual([]);
    for await (const listing of at.source.read({ signal: new AbortController().signal })) {
      expect(listing.entries).toHaveLength(1);
      break;
    }
    at.restart();
    expect(await at.read()).toHaveLength(1);
    expect(await at.read({ now: true })).toEqual([]);
  });

  test("are asked for with what the last answer came with; unchanged is fresh, but not the next day", async () => {
    await using at = await anArxiv();
    const papers = papersOf("2611.00001");
    at.arxiv.announce("cs.LG", "2026-11-20", papers);
    const body = feedXml({ day: "2026-11-20", papers });
    at.arxiv.say({ body, headers: { etag: '"a"' } });
    await at.read();
    for (const state of ["fresh", "stale"]) {
      const index = at.arxiv.asked.length;
      at.arxiv.say({ status: 304 });
      expect(await (state === "fresh" ? at.read({ now: true }) : at.goTo("2026-11-23"))).toEqual(
        [],
      );
      expect(at.arxiv.asked[index]?.headers["if-none-match"]).toBe('"a"');
      expect(at.health.state).toBe(state);
    }
  });

  test("come without details where the API fails, and the details later", async () => {
    await using at = await anArxiv();
    at.arxiv.announce("cs.LG", "2026-11-20", papersOf("2611.00001", "2611.00002"));
    at.arxiv.world.lagging.add("2611.00002");
    const [listing] = await at.read();
    expect(listing?.entries.map(({ dates }) => dates)).toEqual([
      { submitted: "2026-11-18", announced: "2026-11-20" },
      { announced: "2026-11-20" },
    ]);
    expect(listing?.entries[1]).toMatchObject({ authors: ["Ada Lovelace", "Grace Hopper"] });
    at.arxiv.world.lagging.clear();
    at.clock.pass({ hours: 1 });
    expect(await at.read()).toMatchObject([
      {
        file: "arXiv cs.LG, 2026-11-20",
        entries: [
          {
            line: 2,
            arxivId: "2611.00002",
            dates: { submitted: "2026-11-18", announced: "2026-11-20" },
          },
        ],
      },
    ]);
    at.clock.pass({ hours: 1 });
    at.arxiv.visits();
    expect(await at.read({ now: true })).toEqual([]);
    expect(at.arxiv.visits()).toEqual(["rss"]);
  });

  test("papers that arXiv never describes are given up after some days, and reported", async () => {
    await using at = await anArxiv();
    at.arxiv.announce("cs.LG", "2026-11-20", papersOf("2611.00001", "2611.00002"));
    at.arxiv.world.lagging.add("2611.00002");
    await at.read();
    at.arxiv.announce("cs.LG", "2026-11-23", papersOf("2611.00003"));
    await at.goTo("2026-11-23");
    at.arxiv.announce("cs.LG", "2026-11-24", papersOf("2611.00004"));
    const [, later] = await at.goTo("2026-11-24");
    expect(later?.problems).toMatchObject([
      { line: 2, what: expect.stringContaining("2611.00002") },
    ]);
  });
});

describe("the health of arXiv", () => {
  test("is quiet at weekends and on holidays, with or without papers", async () => {
    await using at = await anArxiv();
    at.arxiv.announce("cs.LG", "2026-11-20", papersOf("2611.00001"));
    await at.read();
    expect(await at.goTo("2026-11-21")).toEqual([]);
    expect(at.health).toMatchObject({
      state: "quiet",
      trouble: "arXiv announces nothing on Friday and Saturday evenings",
      newest: { date: "2026-11-20" },
    });
    for (const day of ["2026-11-23", "2026-11-24", "2026-11-25"]) {
      at.arxiv.announce("cs.LG", day, [aPaperOfArxiv({ id: `2611.0${day.slice(-2)}00` })]);
      expect(await at.goTo(day)).toHaveLength(1);
    }
    expect(await at.goTo("2026-11-26")).toEqual([]);
    expect(at.health).toMatchObject({ state: "quiet", trouble: "arXiv keeps a holiday" });
    at.arxiv.announce("cs.LG", "2026-11-27", papersOf("2611.09999"));
    expect(await at.goTo("2026-11-27")).toHaveLength(1);
    expect(at.health.state).toBe("fresh");
    // Whether the holiday was without papers is asked for a day, and no longer.
    at.arxiv.visits();
    at.clock.pass({ hours: 1 });
    expect(await at.read()).toEqual([]);
    expect(at.arxiv.visits()).toEqual(["rss", "catchup"]);
    await at.goTo("2026-11-28");
    expect(at.health.state).toBe("quiet");
    at.clock.pass({ hours: 1 });
    await at.read();
    // The day after it might have shown its papers, so that one is read again too.
    expect(at.arxiv.visits()).toEqual(["rss", "catchup", "catchup", "api", "rss"]);
  });

  test("is failing where a day with announcements shows none, and mends an hour later", async () => {
    await using at = await anArxiv();
    at.arxiv.announce("cs.LG", "2026-11-20", []);
    await at.read();
    expect(at.health).toMatchObject({
      state: "failing",
      trouble: "arXiv shows nothing on a day with announcements",
    });
    const since = at.health.since;
    at.arxiv.announce("cs.LG", "2026-11-20", papersOf("2611.00001"));
    at.clock.pass({ minutes: 59 });
    expect(await at.read()).toEqual([]);
    expect(at.health.since).toEqual(since);
    at.clock.pass({ minutes: 1 });
    expect(await at.read()).toHaveLength(1);
    expect(at.health).toMatchObject({ state: "fresh", trouble: null });
    expect(at.health.since).not.toEqual(since);
  });

  test("is quiet on a day without papers of a category that seldom has any, which are asked for even so", async () => {
    await using at = await anArxiv({ categories: ["nlin.CG"] });
    for (const day of ["2026-11-18", "2026-11-19"]) {
      at.arxiv.announce("nlin.CG", day, [aPaperOfArxiv({ id: `2611.0${day.slice(-2)}00` })]);
      at.arxiv.world.today = day;
      at.clock.set(`${day}T05:30:00Z`);
      await at.read();
    }
    expect(await at.goTo("2026-11-20")).toEqual([]);
    expect(at.health).toMatchObject({ state: "quiet", trouble: "arXiv shows no papers today" });
    at.arxiv.announce("nlin.CG", "2026-11-20", papersOf("2611.02050"));
    expect(idsIn(await at.goTo("2026-11-21"))).toEqual([
      ["arXiv nlin.CG, 2026-11-20", ["2611.02050"]],
    ]);
  });

  test.each([
    ["that is assumed", "2027-01-15", "2027-01-18", "2027-01-20", "arXiv probably keeps a holiday"],
    ["more than is assumed", "2027-02-15", "2027-02-16", "2027-02-17", "it may be a holiday"],
  ])("is never failing for a holiday %s", async (_, before, holiday, after, why) => {
    await using at = await anArxiv();
    const announce = (day: string) => {
      const ids = Array.from(
        { length: 8 },
        (__, i) => `27${day.slice(5, 7)}.${day.slice(-2)}00${i}`,
      );
      at.arxiv.announce("cs.LG", day, papersOf(...ids));
    };
    at.clock.set(`${before}T05:30:00Z`);
    announce(before);
    await at.goTo(before);
    expect(await at.goTo(holiday)).toEqual([]);
    expect(at.health).toMatchObject({ state: "quiet", trouble: expect.stringContaining(why) });
    announce(after);
    expect(await at.goTo(after)).toHaveLength(1);
    expect(at.health).toMatchObject({ state: "fresh", trouble: null });
  });

  test("is fresh where a holiday was assumed and papers come", async () => {
    await using at = await anArxiv();
    at.arxiv.announce("cs.LG", "2027-01-18", papersOf("2701.00001"));
    expect(await at.goTo("2027-01-18")).toHaveLength(1);
    expect(at.health.state).toBe("fresh");
  });

  test.each([
    ["under its own date", "2026-11-20", "arXiv still shows 2026-11-20"],
    ["under today's date", "2026-11-23", "arXiv shows the papers of 2026-11-20 again"],
  ])("is stale where a day shows the papers of the one before, %s", async (_, dated, why) => {
    await using at = await anArxiv();
    const old = [...papersOf("2611.00001", "2611.00002"), aPaperOfArxiv({ type: "cross" })];
    at.arxiv.announce("cs.LG", "2026-11-20", old);
    await at.read();
    at.arxiv.say({ body: feedXml({ day: dated, built: "2026-11-23", papers: old }) });
    expect(await at.goTo("2026-11-23")).toEqual([]);
    expect(at.health).toMatchObject({ state: "stale", trouble: why });
    at.arxiv.announce("cs.LG", "2026-11-23", papersOf("2611.00003"));
    at.clock.pass({ hours: 1 });
    expect(idsIn(await at.read())).toEqual([["arXiv cs.LG, 2026-11-23", ["2611.00003"]]]);
    expect(at.health.state).toBe("fresh");
  });

  test("is stale where a day shows the one before again with a few new ones, which come later", async () => {
    await using at = await anArxiv();
    const old = Array.from({ length: 18 }, (_, i) => aPaperOfArxiv({ id: `2611.001${i + 10}` }));
    at.arxiv.announce("cs.LG", "2026-11-20", old);
    await at.read();
    const fresh = papersOf("2611.00201", "2611.00202");
    at.arxiv.say({ body: feedXml({ day: "2026-11-23", papers: [...fresh, ...old] }) });
    expect(await at.goTo("2026-11-23")).toEqual([]);
    expect(at.health).toMatchObject({
      state: "stale",
      trouble: "arXiv shows the papers of 2026-11-20 again",
    });
    // The day is not done: the few new ones come with the others within the hour, …
    const others = papersOf("2611.00203", "2611.00204");
    at.arxiv.announce("cs.LG", "2026-11-23", [...others, ...fresh]);
    at.clock.pass({ hours: 1 });
    expect(idsIn(await at.read())).toEqual([
      ["arXiv cs.LG, 2026-11-23", ["2611.00203", "2611.00204", "2611.00201", "2611.00202"]],
    ]);
    expect(at.health.state).toBe("fresh");
  });

  test("of a stale feed is mended by today's page, where that has the day already", async () => {
    await using at = await anArxiv();
    const old = Array.from({ length: 18 }, (_, i) => aPaperOfArxiv({ id: `2611.001${i + 10}` }));
    at.arxiv.announce("cs.LG", "2026-11-20", old);
    await at.read();
    const fresh = papersOf("2611.00201", "2611.00202");
    at.arxiv.announce("cs.LG", "2026-11-23", fresh);
    const stale = { body: feedXml({ day: "2026-11-23", papers: [...fresh, ...old] }) };
    at.arxiv.visits();
    at.arxiv.say(stale);
    expect(idsIn(await at.goTo("2026-11-23"))).toEqual([
      ["arXiv cs.LG, 2026-11-23", ["2611.00201", "2611.00202"]],
    ]);
    expect(at.arxiv.visits()).toEqual(["rss", "catchup", "api"]);
    expect(at.health).toMatchObject({ state: "fresh", trouble: null });
    // While the feed stays stale, nobody asks for the page again, …
    at.clock.pass({ hours: 1 });
    at.arxiv.say(stale);
    expect(await at.read()).toEqual([]);
    expect(at.arxiv.visits()).toEqual(["rss"]);
    expect(at.health.state).toBe("fresh");
    // … nor the day after.
    at.arxiv.announce("cs.LG", "2026-11-24", papersOf("2611.00301"));
    expect(idsIn(await at.goTo("2026-11-24"))).toEqual([
      ["arXiv cs.LG, 2026-11-24", ["2611.00301"]],
    ]);
    expect(at.arxiv.visits()).toEqual(["rss", "api"]);
  });

  test("of a stale feed stays so where today's page shows the day before, too", async () => {
    await using at = await anArxiv();
    const old = papersOf("2611.00001", "2611.00002");
    at.arxiv.announce("cs.LG", "2026-11-20", old);
    await at.read();
    at.arxiv.say(
      { body: feedXml({ day: "2026-11-23", papers: old }) },
      { body: catchupHtml("2026-11-23", old) },
    );
    expect(await at.goTo("2026-11-23")).toEqual([]);
    expect(at.health.state).toBe("stale");
  });

  test("is believed where more than a tenth of what a day shows was not there the day before", async () => {
    await using at = await anArxiv();
    const old = Array.from({ length: 17 }, (_, i) => aPaperOfArxiv({ id: `2611.001${i + 10}` }));
    at.arxiv.announce("cs.LG", "2026-11-20", old);
    await at.read();
    const fresh = papersOf("2611.00201", "2611.00202");
    at.arxiv.announce("cs.LG", "2026-11-23", [...fresh, ...old]);
    const [listing] = await at.goTo("2026-11-23");
    expect(listing?.entries).toHaveLength(19);
    expect(at.health.state).toBe("fresh");
  });

  test("of a feed that shows 2 000 papers is mended by today's pages, which have the rest", async () => {
    await using at = await anArxiv({ kinds: ["new"] });
    const papers = Array.from({ length: 2000 }, (_, index) =>
      aPaperOfArxiv({ id: `2610.${10_000 + index}`, type: index < 3 ? "new" : "replace" }),
    );
    const cutOff = aPaperOfArxiv({ id: "2611.00009" });
    at.arxiv.announce("cs.LG", "2026-11-20", [cutOff, ...papers]);
    expect(idsIn(await at.read())).toEqual([
      ["arXiv cs.LG, 2026-11-20", ["2610.10000", "2610.10001", "2610.10002"]],
      ["arXiv cs.LG, 2026-11-20", ["2611.00009", "2610.10000", "2610.10001", "2610.10002"]],
    ]);
    expect(at.health.state).toBe("fresh");
  }, 180_000);

  test("is truncated while a feed breaks off, or is as it was, and today's page is not there", async () => {
    await using at = await anArxiv();
    const papers = papersOf("2611.00001", "2611.00002");
    at.arxiv.announce("cs.LG", "2026-11-20", papers);
    const body = feedXml({ day: "2026-11-20", papers }).slice(0, -200);
    const details = { body: apiXml(papers) };
    const notThere = { status: 404, body: "Not found" };
    at.arxiv.say({ body, headers: { etag: '"a"' } }, details, notThere);
    expect(idsIn(await at.read())).toEqual([["arXiv cs.LG, 2026-11-20", ["2611.00001"]]]);
    expect(at.health).toMatchObject({ state: "truncated", trouble: "arXiv's answer is cut off" });
    at.clock.pass({ hours: 1 });
    at.arxiv.say(
      ({ headers }) =>
        headers["if-none-match"] === '"a"' ? { status: 304 } : { body, headers: { etag: '"a"' } },
      notThere,
    );
    expect(await at.read()).toEqual([]);
    expect(at.health.state).toBe("truncated");
    at.clock.pass({ hours: 1 });
    at.arxiv.say({ body });
    expect(idsIn(await at.read())).toEqual([
      ["arXiv cs.LG, 2026-11-20", ["2611.00001", "2611.00002"]],
    ]);
    expect(at.health).toMatchObject({ state: "fresh", trouble: null });
  });

  test.each([
    ["no XML", { body: "Sorry" }, "Can't read what arXiv sent: it isn't a feed"],
    [
      "a bomb of entities",
      { body: '<!DOCTYPE rss [<!ENTITY a "ha">]><rss><channel>&a;</channel></rss>' },
      "it declares entities of its own",
    ],
    ["a refusal", { status: 403, body: "Go away" }, "refused"],
    ["nothing", { status: 200, body: "" }, "arXiv"],
  ])("is failing where the far end sends %s", async (_, said, why) => {
    await using at = await anArxiv();
    at.arxiv.announce("cs.LG", "2026-11-20", papersOf("2611.00001"));
    at.arxiv.say(said, said, said, said, said);
    expect(await at.read()).toEqual([]);
    expect(at.health).toMatchObject({ state: "failing", trouble: expect.stringContaining(why) });
  });

  test.each([
    ["with a time", { status: 429, headers: { "retry-after": "7200" } }, 1, 120],
    ["without a time", { status: 429 }, 5, 60],
    ["that comes as an answer", { status: 200, body: "Rate exceeded." }, 5, 60],
  ])("comes back after “slow down” %s", async (_, said, times, minutes) => {
    await using at = await anArxiv();
    at.arxiv.announce("cs.LG", "2026-11-20", papersOf("2611.00001"));
    at.arxiv.say(...Array.from({ length: times }, () => said));
    expect(await at.read()).toEqual([]);
    expect(at.health).toMatchObject({
      state: "failing",
      trouble: expect.stringContaining("slow down"),
    });
    const asked = at.arxiv.asked.length;
    at.clock.pass({ minutes: minutes - 10 });
    expect(await at.read()).toEqual([]);
    expect(at.arxiv.asked).toHaveLength(asked);
    at.clock.pass({ minutes: 10 });
    expect(await at.read()).toHaveLength(1);
  });

  test("names the category that there is not, which fails alone and is not asked for again and again", async () => {
    await using at = await anArxiv({ categories: ["cs.XX", "cs.LG"] });
    at.arxiv.announce("cs.LG", "2026-11-20", papersOf("2611.00001"));
    expect(await at.read()).toHaveLength(1);
    expect(at.health).toMatchObject({
      state: "fresh",
      trouble: "cs.XX: arXiv has no such category",
    });
    at.arxiv.announce("cs.LG", "2026-11-23", papersOf("2611.00002"));
    at.arxiv.visits();
    expect(await at.goTo("2026-11-23")).toHaveLength(1);
    expect(at.arxiv.visits()).toEqual(["rss", "rss", "api"]);
  });

  test("is failing where there are no other categories", async () => {
    await using at = await anArxiv({ categories: ["cs.XX"] });
    expect(await at.read()).toEqual([]);
    expect(at.health).toMatchObject({ state: "failing", trouble: "arXiv has no such category" });
  });

  test("names the category that fails, which delays no other", async () => {
    await using at = await anArxiv({ categories: ["cs.CL", "cs.LG"] });
    at.arxiv.announce("cs.LG", "2026-11-20", papersOf("2611.00001"));
    expect(await at.read()).toHaveLength(1);
    expect(at.health.state).toBe("failing");
    expect(at.health.trouble).toMatch(/^cs\.CL: arXiv can't show it: Bad archive/);
  });

  test("is remembered over a restart", async () => {
    await using at = await anArxiv();
    at.arxiv.announce("cs.LG", "2026-11-20", papersOf("2611.00001"));
    expect(at.health.state).toBe("unread");
    await at.read();
    const before = at.health;
    at.restart();
    at.clock.pass({ minutes: 20 });
    expect(await at.read()).toEqual([]);
    expect(at.health).toEqual(before);
  });
});

/** Four days of announcements, of which the first was read. */
async function afterAnOutage(at: Awaited<ReturnType<typeof anArxiv>>) {
  at.arxiv.announce("cs.LG", "2026-11-20", papersOf("2611.00001"));
  await at.read();
  at.arxiv.announce("cs.LG", "2026-11-23", papersOf("2611.00003"));
  at.arxiv.announce("cs.LG", "2026-11-24", [
    ...papersOf("2611.00004"),
    aPaperOfArxiv({ id: "2611.00005", type: "cross" }),
    aPaperOfArxiv({ id: "1706.03762", type: "replace", version: 7 }),
  ]);
  at.arxiv.announce("cs.LG", "2026-11-25", papersOf("2611.00006"));
  at.arxiv.visits();
}

describe("days that were missed", () => {
  test("are caught up, each by its own announcements", async () => {
    await using at = await anArxiv();
    await afterAnOutage(at);
    const listings = await at.goTo("2026-11-25");
    expect(idsIn(listings)).toEqual([
      ["arXiv cs.LG, 2026-11-25", ["2611.00006"]],
      ["arXiv cs.LG, 2026-11-23", ["2611.00003"]],
      ["arXiv cs.LG, 2026-11-24", ["2611.00004", "2611.00005", "1706.03762"]],
    ]);
    expect(listings[2]?.entries).toMatchObject([
      { authors: ["Ada Lovelace", "Grace Hopper"], dates: { announced: "2026-11-24" } },
      {},
      { onlyIfKnown: true },
    ]);
    expect(at.arxiv.visits()).toEqual(["rss", "api", "catchup", "catchup", "api"]);
    expect(await at.goTo("2026-11-26")).toEqual([]);
  });

  test.each([
    ["cannot be read", { body: "<html></html>" }],
    ["is of another day", { body: catchupHtml("2026-11-20", papersOf("2611.00001")) }],
    [
      "does not have as many papers as it says",
      {
        body: catchupHtml("2026-11-23", papersOf("2611.00003")).replace("Total of 1", "Total of 0"),
      },
    ],
    ["is not there", { status: 404, body: "Not found" }],
  ])("stay missed while their page %s, and keep no other waiting", async (_, said) => {
    await using at = await anArxiv();
    await afterAnOutage(at);
    const feed = { body: feedXml({ day: "2026-11-25", papers: papersOf("2611.00006") }) };
    const details = { body: apiXml(papersOf("2611.00006")) };
    at.arxiv.say(feed, details, said);
    expect(filesIn(await at.goTo("2026-11-25"))).toEqual([
      "arXiv cs.LG, 2026-11-25",
      "arXiv cs.LG, 2026-11-24",
    ]);
    expect(at.health).toMatchObject({
      state: "truncated",
      trouble: "2026-11-23 couldn't be caught up on yet",
    });
    at.clock.pass({ hours: 1 });
    expect(idsIn(await at.read())).toEqual([["arXiv cs.LG, 2026-11-23", ["2611.00003"]]]);
    expect(at.health).toMatchObject({ state: "fresh", trouble: null });
  });

  test("whose page is empty on a working day are doubted, and asked for again", async () => {
    await using at = await anArxiv();
    const announced = at.arxiv.announce.bind(null, "cs.LG");
    announced(
      "2026-11-19",
      [...Array(8)].map(() => aPaperOfArxiv()),
    );
    at.arxiv.world.today = "2026-11-19";
    at.clock.pass({ hours: -24 });
    await at.read();
    announced("2026-11-23", papersOf("2611.90003"));
    const feed = { body: feedXml({ day: "2026-11-23", papers: papersOf("2611.90003") }) };
    const details = { body: apiXml(papersOf("2611.90003")) };
    at.arxiv.say(feed, details, { body: catchupHtml("2026-11-20", []) });
    expect(await at.goTo("2026-11-23")).toHaveLength(1);
    expect(at.health).toMatchObject({
      state: "truncated",
      trouble: "arXiv shows nothing for 2026-11-20 yet",
    });
    announced("2026-11-20", papersOf("2611.90001", "2611.90002"));
    at.clock.pass({ hours: 1 });
    expect(idsIn(await at.read())).toEqual([
      ["arXiv cs.LG, 2026-11-20", ["2611.90001", "2611.90002"]],
    ]);
    expect(at.health).toMatchObject({ state: "fresh", trouble: null });
  });

  test("whose page stays empty for a day are believed to have had no papers", async () => {
    await using at = await anArxiv();
    at.arxiv.announce(
      "cs.LG",
      "2026-11-19",
      [...Array(8)].map(() => aPaperOfArxiv()),
    );
    at.arxiv.world.today = "2026-11-19";
    at.clock.pass({ hours: -24 });
    await at.read();
    at.arxiv.announce("cs.LG", "2026-11-23", papersOf("2611.90003"));
    await at.goTo("2026-11-23");
    at.arxiv.visits();
    for (let hours = 1; hours < 23; hours += 1) {
      expect(at.health.state).toBe("truncated");
      at.clock.pass({ hours: 1 });
      expect(await at.read()).toEqual([]);
      expect(at.arxiv.visits()).toEqual(["rss", "catchup"]);
    }
    at.arxiv.announce("cs.LG", "2026-11-24", papersOf("2611.90004"));
    await at.goTo("2026-11-24");
    expect(at.health).toMatchObject({ state: "fresh", trouble: null });
    at.arxiv.visits();
    await at.read({ now: true });
    expect(at.arxiv.visits()).toEqual(["rss"]);
  });

  test("are all caught up while the API is out of order", async () => {
    await using at = await anArxiv();
    await afterAnOutage(at);
    at.arxiv.world.isApiDown = true;
    expect(filesIn(await at.goTo("2026-11-25"))).toEqual(["arXiv cs.LG, 2026-11-25"]);
    at.clock.pass({ hours: 1 });
    expect(filesIn(await at.read())).toEqual([
      "arXiv cs.LG, 2026-11-23",
      "arXiv cs.LG, 2026-11-24",
    ]);
    at.arxiv.world.isApiDown = false;
    at.clock.pass({ hours: 2 });
    const described = (await at.read()).flatMap(({ entries }) => entries);
    expect(described.map(({ arxivId, published }) => [arxivId, published?.date])).toEqual(
      ["2611.00006", "2611.00003", "2611.00004", "2611.00005"].map((id) => [id, "2026-11-18"]),
    );
  });

  test("have their texts from their page where the API answers nothing, and the rest later", async () => {
    await using at = await anArxiv();
    await afterAnOutage(at);
    for (const id of ["2611.00003", "2611.00004", "2611.00005"]) at.arxiv.world.lagging.add(id);
    const [, first] = await at.goTo("2026-11-25");
    expect(first?.entries).toMatchObject([
      {
        arxivId: "2611.00003",
        title: "On 2611.00003",
        text: "All about 2611.00003.",
        authors: ["Ada Lovelace", "Grace Hopper"],
        categories: ["cs.LG", "stat.ML"],
        published: null,
      },
    ]);
    at.arxiv.world.lagging.clear();
    at.clock.pass({ hours: 1 });
    const [later] = await at.read();
    expect(later?.entries).toMatchObject([
      { arxivId: "2611.00003", published: { date: "2026-11-18" } },
    ]);
  });

  test("tell that today's feed was but one of them again, and today is read anew", async () => {
    await using at = await anArxiv();
    await afterAnOutage(at);
    const old = papersOf("2611.00004");
    at.arxiv.say({ body: feedXml({ day: "2026-11-25", papers: old }) });
    expect(filesIn(await at.goTo("2026-11-25"))).toEqual([
      "arXiv cs.LG, 2026-11-25",
      "arXiv cs.LG, 2026-11-23",
      "arXiv cs.LG, 2026-11-24",
    ]);
    expect(at.health).toMatchObject({
      state: "stale",
      trouble: "arXiv shows the papers of 2026-11-24 again",
    });
    at.clock.pass({ hours: 1 });
    expect(idsIn(await at.read())).toEqual([["arXiv cs.LG, 2026-11-25", ["2611.00006"]]]);
    expect(at.health.state).toBe("fresh");
  });

  test("wait together while arXiv does not answer", async () => {
    await using at = await anArxiv();
    await afterAnOutage(at);
    const feed = { body: feedXml({ day: "2026-11-25", papers: papersOf("2611.00006") }) };
    const details = { body: apiXml(papersOf("2611.00006")) };
    at.arxiv.say(feed, details, { status: 403 });
    expect(await at.goTo("2026-11-25")).toHaveLength(1);
    expect(at.health.trouble).toBe("2026-11-23, 2026-11-24 couldn't be caught up on yet");
    at.clock.pass({ hours: 24 });
    at.arxiv.visits();
    expect(filesIn(await at.read())).toEqual([
      "arXiv cs.LG, 2026-11-23",
      "arXiv cs.LG, 2026-11-24",
      // Read when nobody could tell whether it repeated one of the others.
      "arXiv cs.LG, 2026-11-25",
    ]);
  });

  test("since a day that somebody names are read too, as far back as arXiv shows them", async () => {
    await using at = await anArxiv();
    for (const day of ["2026-08-21", "2026-08-24", "2026-11-19", "2026-11-20"])
      at.arxiv.announce("cs.LG", day, papersOf(`2611.000${day.slice(-2)}`));
    const since = Temporal.PlainDate.from("2020-01-01");
    expect(filesIn(await at.read({ since }))).toEqual([
      "arXiv cs.LG, 2026-11-20",
      "arXiv cs.LG, 2026-08-24",
      "arXiv cs.LG, 2026-11-19",
    ]);
    const asked = at.arxiv.asked.filter(({ path }) => path.startsWith("/catchup"));
    const [first, second] = asked.map(({ at: start }) => start.epochMilliseconds);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(15_000);
  });
});

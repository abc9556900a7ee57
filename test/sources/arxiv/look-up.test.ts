import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { createLookUp, type WantedPaper } from "../../../src/sources/arxiv/look-up/look-up.ts";
import type { ReadingWish } from "../../../src/sources/source.ts";
import { aClock, aMemory } from "../a-client.ts";
import { aPaperOfArxiv, apiErrorXml, apiXml } from "./a-feed.ts";
import { arxivClient, readAll } from "./an-arxiv.ts";
import { startArxiv } from "./arxiv-stand-in.ts";

/** arXiv on loopback, and the source that looks papers up there. */
async function aLookUp(wanted: WantedPaper[]) {
  const clock = aClock("2026-11-20T12:00:00Z");
  const arxiv = await startArxiv("2026-11-20", clock.now);
  const memory = aMemory();
  const log = pino({ level: "silent" });
  const source = createLookUp({
    client: arxivClient(arxiv.base, memory, clock),
    memory,
    now: clock.now,
    log,
    apiBase: arxiv.base,
    papers: () => Promise.resolve(wanted),
  });
  return {
    arxiv,
    clock,
    source,
    wanted,
    read: (wish?: Partial<ReadingWish>) => readAll(source, wish),
    [Symbol.asyncDispose]: async () => await arxiv[Symbol.asyncDispose](),
  };
}

const aWanted = (title: string, overrides: Partial<WantedPaper> = {}): WantedPaper => ({
  id: `id of ${title}`,
  title,
  published: null,
  ...overrides,
});

describe("papers that are known by their titles", () => {
  test("get what arXiv knows of them, under the title that they have here", async () => {
    await using at = await aLookUp([aWanted("Vision GNN – An Image")]);
    at.arxiv.world.others.push(
      aPaperOfArxiv({
        id: "2206.00272",
        title: "Vision {GNN}: An Image",
        submitted: "2022-06-01T00:00:00Z",
      }),
      aPaperOfArxiv({ id: "2207.00001", title: "Vision GNN: An Image of More" }),
    );
    expect(await at.read()).toMatchObject([
      {
        file: "arXiv look-ups",
        origin: "arxiv",
        savedOn: null,
        problems: [],
        entries: [
          {
            line: 1,
            arxivId: "2206.00272",
            title: "Vision {GNN}: An Image",
            alsoTitled: ["Vision GNN – An Image"],
            onlyIfKnown: true,
            authors: ["Ada Lovelace", "Grace Hopper"],
            text: "All about 2206.00272.",
            dates: { submitted: "2022-06-01" },
          },
        ],
      },
    ]);
    expect(at.source.health).toMatchObject({
      name: "arXiv look-ups",
      state: "fresh",
      trouble: null,
    });
  });

  test("are left alone where arXiv has none, and reported where it has several, or of another year", async () => {
    await using at = await aLookUp([
      aWanted("Scaling Laws"),
      aWanted("Mamba"),
      aWanted("Old News", { published: { date: "2019-05-05", precision: "day", inferred: false } }),
      aWanted("深度学习"),
    ]);
    at.arxiv.world.others.push(
      ...["Scaling Laws Revisited", "Mamba", "MAMBA", "Old News"].map((title) =>
        aPaperOfArxiv({ title }),
      ),
    );
    const [listing] = await at.read();
    expect(listing?.entries).toEqual([]);
    expect(listing?.problems.map(({ line, what }) => [line, what])).toEqual([
      [2, expect.stringContaining("“Mamba”: arXiv has several papers with that title")],
      [3, expect.stringContaining("it's from 2026 instead of 2019")],
      [4, "“深度学习”: It has no words to search arXiv for"],
    ]);
    expect(at.arxiv.asked).toHaveLength(3);
  });

  test("are asked for a few at a time, and never in vain", async () => {
    const wanted = Array.from({ length: 45 }, (_, index) => aWanted(`Paper number ${index}`));
    await using at = await aLookUp(wanted);
    at.arxiv.world.others.push(...wanted.map(({ title }) => aPaperOfArxiv({ title })));
    const counts: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      const asked = at.arxiv.asked.length;
      await at.read();
      await at.read();
      counts.push(at.arxiv.asked.length - asked);
      at.clock.pass({ minutes: 10 });
    }
    expect(counts).toEqual([20, 20, 5, 0, 0]);
    expect(at.source.health.state).toBe("quiet");
  });

  test("that are not found are looked for again a month later, thrice in all", async () => {
    await using at = await aLookUp([aWanted("Nowhere to be found")]);
    at.arxiv.world.others.push(aPaperOfArxiv({ title: "Nowhere to be found at all" }));
    const asked: number[] = [];
    for (let day = 0; day < 120; day += 1) {
      await at.read();
      asked.push(at.arxiv.asked.length);
      at.clock.pass({ hours: 24 });
    }
    expect([asked[0], asked[29], asked[30], asked[60], asked[119]]).toEqual([1, 1, 2, 3, 3]);
  });

  test("are looked for the next day where arXiv finds nothing at all", async () => {
    const wanted = Array.from({ length: 12 }, (_, index) => aWanted(`Paper number ${index}`));
    await using at = await aLookUp(wanted);
    await at.read();
    expect(at.source.health).toMatchObject({
      state: "failing",
      trouble: "arXiv finds nothing at all",
    });
    at.arxiv.world.others.push(...wanted.map(({ title }) => aPaperOfArxiv({ title })));
    at.clock.pass({ hours: 24 });
    const [listing] = await at.read();
    expect(listing?.entries).toHaveLength(12);
  });

  test("wait where arXiv is out of order; what came before is kept", async () => {
    const wanted = ["One paper", "Two papers"].map((title) => aWanted(title));
    await using at = await aLookUp(wanted);
    at.arxiv.world.others.push(...wanted.map(({ title }) => aPaperOfArxiv({ title })));
    const outOfOrder = Array.from({ length: 5 }, () => ({ status: 503 }));
    at.arxiv.say({ body: apiXml([]) }, ...outOfOrder);
    const [first] = await at.read();
    expect(first).toBeUndefined();
    expect(at.source.health).toMatchObject({ state: "failing" });
    expect(await at.read()).toEqual([]);
    at.clock.pass({ hours: 2 });
    const [second] = await at.read();
    expect(second?.entries.map(({ alsoTitled }) => alsoTitled)).toEqual([["Two papers"]]);
  });

  test("that arXiv cannot be asked for do not keep the others waiting", async () => {
    const wanted = ["One paper", "Two papers"].map((title) => aWanted(title));
    await using at = await aLookUp(wanted);
    at.arxiv.world.others.push(...wanted.map(({ title }) => aPaperOfArxiv({ title })));
    at.arxiv.say({ status: 400, body: apiErrorXml("malformed query") });
    const [listing] = await at.read();
    expect(listing?.problems).toMatchObject([
      { what: "“One paper”: arXiv can't answer: malformed query" },
    ]);
    expect(listing?.entries).toHaveLength(1);
  });
});

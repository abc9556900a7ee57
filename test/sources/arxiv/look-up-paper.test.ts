import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { takeInListing } from "../../../src/papers/corpus/take-in.ts";
import { listing } from "../../../src/sources/arxiv/answers/listing.ts";
import { createArxivLookUp } from "../../../src/sources/arxiv/look-up/look-up-paper.ts";
import { createLookUps, type LookUpsOptions } from "../../../src/sources/look-ups.ts";
import { openStore } from "../../../src/store/open.ts";
import { aClock, aMemory } from "../a-client.ts";
import { aPaperOfArxiv } from "./a-feed.ts";
import { arxivClient } from "./an-arxiv.ts";
import { startArxiv } from "./arxiv-stand-in.ts";

/** arXiv on loopback, a store, and what asks the one for the other. */
async function aLookUp(overrides: Partial<LookUpsOptions> = {}) {
  const clock = aClock("2026-11-20T12:00:00Z");
  const arxiv = await startArxiv("2026-11-20", clock.now);
  const store = await openStore(":memory:");
  const { paperStore } = store;
  const client = arxivClient(arxiv.base, aMemory(), clock);
  const lookUps = createLookUps({
    sources: { arxiv: createArxivLookUp({ client, apiBase: arxiv.base }) },
    paperStore,
    now: clock.now,
    log: pino({ level: "silent" }),
    stopped: new AbortController().signal,
    ...overrides,
  });
  arxiv.world.others.push(
    aPaperOfArxiv({ id: "2103.03230", title: "Barlow Twins" }),
    aPaperOfArxiv({ id: "hep-th/9901001", title: "Old Strings" }),
  );
  return {
    arxiv,
    clock,
    client,
    lookUp: (id: string, userId: string) => lookUps.ask({ kind: "arxiv", id }, userId),
    paperStore,
    async [Symbol.asyncDispose]() {
      await store.close();
      await arxiv[Symbol.asyncDispose]();
    },
  };
}

describe("a paper that somebody asks for by its id", () => {
  test("is asked for at once, and kept", async () => {
    await using at = await aLookUp();
    expect(await at.lookUp("2103.03230", "ada")).toMatchObject({
      kind: "found",
      paper: { title: "Barlow Twins", arxivId: "2103.03230" },
    });
    expect(await at.lookUp("hep-th/9901001", "ada")).toMatchObject({ kind: "found" });
    const corpus = at.paperStore.corpus();
    expect(corpus.byArxivId("2103.03230")?.title).toBe("Barlow Twins");
    expect(corpus.size).toBe(2);
  });

  test("is not asked for again", async () => {
    await using at = await aLookUp();
    for (let times = 0; times < 5; times += 1)
      expect(await at.lookUp("2103.03230", "ada")).toMatchObject({ kind: "found" });
    expect(at.arxiv.asked).toHaveLength(1);
  });

  test("is no news until a source lists it", async () => {
    await using at = await aLookUp();
    await at.lookUp("2103.03230", "ada");
    const id = at.paperStore.corpus().byArxivId("2103.03230")?.id ?? "";
    const takeIn = async (type: "new" | "replace") => {
      const paper = {
        arxivId: "2103.03230",
        title: "Barlow Twins",
        abstract: null,
        authors: [],
        authorCount: null,
        categories: [],
        doi: null,
        submitted: null,
        withdrawn: false,
      };
      const listed = [{ position: 1, type, paper }];
      await takeInListing(listing({ category: "cs.LG", day: "2026-11-20", listed }), at.paperStore);
    };
    expect([...at.paperStore.corpus().unlisted()]).toEqual([[id, "asked for"]]);
    await takeIn("replace");
    expect([...at.paperStore.corpus().unlisted()]).toEqual([[id, "asked for"]]);
    await takeIn("new");
    expect([...at.paperStore.corpus().unlisted()]).toEqual([]);
    expect(at.paperStore.corpus().size).toBe(1);
  });

  test("may be none that arXiv has", async () => {
    await using at = await aLookUp();
    expect(await at.lookUp("2103.99999", "ada")).toEqual({ kind: "missing" });
    at.arxiv.say({
      status: 400,
      body: "<feed><entry><id>http://arxiv.org/api/errors#x</id><title>Error</title><summary>incorrect id format</summary></entry></feed>",
    });
    expect(await at.lookUp("2103.99998", "ada")).toEqual({ kind: "missing" });
    expect(at.paperStore.corpus().size).toBe(0);
  });

  test("cannot be had while arXiv does not answer, and says so in time", async () => {
    await using at = await aLookUp({ failAfterMs: 50 });
    at.arxiv.say({ isStalled: true, body: "<feed>" });
    expect(await at.lookUp("2103.03230", "ada")).toEqual({
      kind: "failed",
      why: "arXiv isn't answering",
    });
  });

  test("cannot be had when arXiv asked for a pause", async () => {
    await using at = await aLookUp();
    at.arxiv.say({ status: 429, headers: { "retry-after": "3600" } });
    const outcome = await at.lookUp("2103.03230", "ada");
    expect(outcome).toMatchObject({ kind: "failed", why: expect.stringContaining("arXiv") });
    expect(await at.lookUp("2103.03230", "ada")).toMatchObject({ kind: "failed" });
    expect(at.arxiv.asked).toHaveLength(1);
  });

  test("is asked for once for all who want it, and no more than three in a minute for each", async () => {
    await using at = await aLookUp();
    const both = await Promise.all([
      at.lookUp("2103.03230", "ada"),
      at.lookUp("2103.03230", "bob"),
    ]);
    expect(both.map((one) => one?.kind)).toEqual(["found", "found"]);
    expect(at.arxiv.asked).toHaveLength(1);
    void at.lookUp("2101.00001", "ada");
    void at.lookUp("2101.00002", "ada");
    expect(at.lookUp("2101.00003", "ada")).toBeNull();
    await at.lookUp("2101.00003", "bob");
    at.clock.pass({ seconds: 61 });
    expect(await at.lookUp("2101.00003", "ada")).toEqual({ kind: "missing" });
  });

  test("goes before what the program itself asks for", async () => {
    await using at = await aLookUp();
    const { signal } = new AbortController();
    const own = ["1", "2", "3"].map((page) =>
      at.client.get(`${at.arxiv.base}/catchup/${page}`, { signal }),
    );
    await Promise.all([at.lookUp("2103.03230", "ada"), ...own]);
    expect(at.arxiv.visits()).toEqual(["catchup", "api", "catchup", "catchup"]);
  });
});

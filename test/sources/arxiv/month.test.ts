import * as fc from "fast-check";
import { expect, test } from "vitest";
import { takeInListing } from "../../../src/papers/corpus/take-in.ts";
import { openStore } from "../../../src/store/open.ts";
import type { Said } from "../far-end.ts";
import { aPaperOfArxiv, feedXml } from "./a-feed.ts";
import { anArxiv } from "./an-arxiv.ts";

/** What arXiv may say instead of what it should, any number of times in a row. */
const nonsense: Said[] = [
  { status: 503 },
  { status: 429, headers: { "retry-after": "1800" } },
  { status: 429 },
  { isCut: true, body: "<rss><channel><item><title>Half" },
  { body: "<rss><channel></channel></rss>" },
  { body: "" },
  { body: "<html>Maintenance</html>" },
  { status: 404, body: "Not found" },
  { body: '<!DOCTYPE rss [<!ENTITY a "ha">]><rss></rss>' },
];

const oneDay = fc.record({
  isDown: fc.boolean(),
  isStale: fc.boolean(),
  isRestarted: fc.boolean(),
  lags: fc.boolean(),
  said: fc.array(fc.constantFrom(...nonsense), { maxLength: 6 }),
});

test("each paper of a month is new exactly once, whatever happens in between", async () => {
  const first = Temporal.PlainDate.from("2026-11-02");
  await fc.assert(
    fc.asyncProperty(fc.array(oneDay, { minLength: 15, maxLength: 26 }), async (days) => {
      await using at = await anArxiv({ categories: ["cs.LG", "cs.CL"] });
      const store = await openStore(":memory:");
      await using _ = { [Symbol.asyncDispose]: async () => await store.close() };
      const announced: string[] = [];
      const fresh: string[] = [];
      const readAll = async () => {
        for await (const listing of at.source.read({ signal: new AbortController().signal }))
          for (const id of await takeInListing(listing, store.paperStore)) fresh.push(id);
      };
      at.clock.pass(at.clock.now().until(Temporal.Instant.from("2026-11-02T05:30:00Z")));

      // The last days are good ones: the circuit breaker closes, and what was missed is caught up.
      const good = { isDown: false, isStale: false, isRestarted: false, lags: false, said: [] };
      for (const [index, what] of [good, ...days, good, good, good].entries()) {
        const day = first.add({ days: index });
        const today = day.toString();
        const before = at.arxiv.world.announced.get("cs.LG")?.get(at.arxiv.world.today) ?? [];
        if (day.dayOfWeek <= 5) {
          const papers = [0, 1, 2].map((n) =>
            aPaperOfArxiv({ id: `2611.${10_000 + index * 10 + n}` }),
          );
          announced.push(...papers.map(({ id }) => id));
          at.arxiv.announce("cs.LG", today, papers.slice(0, 2));
          at.arxiv.announce("cs.CL", today, [
            ...papers.slice(2),
            ...papers.slice(1, 2).map((paper) => ({ ...paper, type: "cross" as const })),
          ]);
          if (what.lags) at.arxiv.world.lagging.add(papers[0]?.id ?? "");
        }
        at.arxiv.world.today = today;
        if (what.isRestarted) at.restart();
        if (what.isStale && before.length > 0)
          at.arxiv.say({ body: feedXml({ day: today, papers: before }) });
        at.arxiv.say(...what.said);
        for (let hour = 0; hour < 24; hour += 1) {
          if (!what.isDown) await readAll();
          at.clock.pass({ hours: 1 });
        }
        at.arxiv.world.lagging.clear();
        at.clock.pass(
          at.clock
            .now()
            .until(Temporal.Instant.from(`${day.add({ days: 1 }).toString()}T05:30:00Z`)),
        );
      }

      expect(fresh).toHaveLength(new Set(fresh).size);
      const ids = [...store.paperStore.corpus().all()].map(({ arxivId }) => arxivId ?? "");
      expect(ids.toSorted()).toEqual(announced);
      expect(fresh).toHaveLength(announced.length);
    }),
    // A month takes seconds: what fails is looked at as it is.
    { numRuns: 5, endOnFailure: true },
  );
}, 120_000);

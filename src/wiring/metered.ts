import type { Book } from "../digests/book.ts";
import type { Outcome } from "../digests/digest.ts";
import type { FinalCopyOutcome, OutletKind } from "../digests/outlet.ts";
import type { SearchResult } from "../search/answer/search.ts";
import type { PaperIndex } from "../search/paper-index.ts";

/** Told of what happens in the house, by whoever counts it. */
export interface Meter {
  digestEnded(outcome: Outcome): void;
  copiesEnded(kind: OutletKind, outcome: FinalCopyOutcome, copies: number): void;
  papersArrived(paperIds: readonly string[]): void;
  searched(tookMs: number): void;
}

/** The same book; the meter is told what ends and comes. */
export function meteredBook(
  { deliveries, arrivals }: Pick<Book, "deliveries" | "arrivals">,
  meter: Meter,
): Pick<Book, "deliveries" | "arrivals"> {
  return {
    deliveries: {
      ...deliveries,
      async plan(...asked) {
        const planned = await deliveries.plan(...asked);
        // One without messages is finished thereby.
        if (planned && planned.finishedAt !== null) meter.digestEnded(planned.outcome);
        return planned;
      },
      async finish(digestId, outcome, ...rest) {
        await deliveries.finish(digestId, outcome, ...rest);
        meter.digestEnded(outcome);
      },
    },
    arrivals: {
      ...arrivals,
      async note(...asked) {
        const fresh = await arrivals.note(...asked);
        meter.papersArrived(fresh);
        return fresh;
      },
    },
  };
}

/** The same index; the meter is told how long searches take, of pages outside of Discord, too. */
export function meteredIndex(index: PaperIndex, meter: Meter): PaperIndex {
  function timed<Asked extends unknown[], Found>(ask: (...asked: Asked) => Found) {
    return (...asked: Asked): Found => {
      const from = performance.now();
      try {
        return ask(...asked);
      } finally {
        meter.searched(performance.now() - from);
      }
    };
  }
  const search = timed<Parameters<PaperIndex["search"]>, SearchResult>((...asked) =>
    index.search(...asked),
  );
  const idsOf = timed<Parameters<PaperIndex["idsOf"]>, string[]>((...asked) =>
    index.idsOf(...asked),
  );
  return Object.create(index, { search: { value: search }, idsOf: { value: idsOf } });
}

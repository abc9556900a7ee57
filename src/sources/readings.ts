import type { Logger } from "pino";
import type { PaperStore } from "../papers/corpus/paper-store.ts";
import type { SourceHealth } from "../papers/source-health.ts";
import { takeInListing } from "../papers/corpus/take-in.ts";
import { logChange } from "./health.ts";
import type { ReadingWish, Source } from "./source.ts";

/** What one reading of a source came to. */
export interface SourceReading {
  source: string;
  /** Entries that were given, and papers among them that nobody knew. */
  entries: number;
  fresh: number;
  problems: number;
}

export interface Readings {
  readonly health: readonly SourceHealth[];
  /**
   * Reads each source that is not being read already. They do not wait for each other, and what goes
   * wrong with one is logged and stays with it.
   */
  read(
    wish: ReadingWish,
    onListing?: (name: string, reading: SourceReading) => void,
  ): Promise<SourceReading[]>;
  /** Takes up how each source is, which another process reads. */
  recall(): Promise<void>;
}

/** Of one listing, so that one full of nonsense does not fill the log. */
const MAX_PROBLEMS_LOGGED = 20;

export function createReadings(
  /** They may be others from one reading to the next. */
  sources: Iterable<Source>,
  { paperStore, log }: { paperStore: PaperStore; log: Logger },
): Readings {
  const underWay = new Map<Source, Promise<SourceReading>>();

  async function readOne(
    source: Source,
    wish: ReadingWish,
    onListing: (name: string, reading: SourceReading) => void,
  ): Promise<SourceReading> {
    const before = source.health;
    const reading: SourceReading = { source: source.name, entries: 0, fresh: 0, problems: 0 };
    try {
      for await (const listing of source.read(wish)) {
        const fresh = await takeInListing(listing, paperStore);
        reading.entries += listing.entries.length;
        reading.fresh += fresh.length;
        reading.problems += listing.problems.length;
        const { file, problems } = listing;
        for (const problem of problems.slice(0, MAX_PROBLEMS_LOGGED))
          log.warn({ file, ...problem }, "A listing has a problem");
        onListing(listing.file, reading);
      }
    } catch (error) {
      log.error({ err: error, source: source.name }, "Could not read a source");
    }
    if (reading.fresh > 0) log.info(reading, "A source has new papers");
    logChange(log, before, source.health);
    return reading;
  }

  return {
    get health() {
      return [...sources].map(({ health }) => health);
    },
    async recall() {
      for (const source of sources) if (!underWay.has(source)) await source.recall?.();
    },
    async read(wish, onListing = () => undefined) {
      return await Promise.all(
        [...sources].map(async (source) => {
          const going = underWay.get(source);
          if (going) return await going;
          const reading = readOne(source, wish, onListing).finally(() => underWay.delete(source));
          underWay.set(source, reading);
          return await reading;
        }),
      );
    },
  };
}

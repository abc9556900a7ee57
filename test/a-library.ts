import { fileURLToPath } from "node:url";
import type { Library } from "../src/wiring/library.ts";
import { type Corpus, createCorpus } from "../src/papers/corpus/corpus.ts";
import type { Snapshot } from "../src/papers/paper.ts";
import type { SourceHealth } from "../src/papers/source-health.ts";
import { createIndex } from "../src/search/create-index.ts";
import type { PaperIndex } from "../src/search/paper-index.ts";
import { readFolder } from "../src/sources/seeds/seeds.ts";

/** The five snapshots that ship. */
export const SEEDS = await readFolder(fileURLToPath(new URL("../seeds/", import.meta.url)));

interface Read {
  corpus: Corpus;
  index: PaperIndex;
}

/** Of the pages that ship by the day, made once: hundreds of tests ask for the same. */
const shipped = new Map<string, Read>();

function read(pages: Snapshot[], today: string): Read {
  const known = pages === SEEDS ? shipped.get(today) : undefined;
  if (known) return known;
  const corpus = createCorpus(pages, { today: Temporal.PlainDate.from(today) });
  const made = { corpus, index: createIndex(corpus.papers) };
  if (pages === SEEDS) shipped.set(today, made);
  return made;
}

/** A library whose pages stay as they are until `replace` brings others. */
export function aLibrary(
  snapshots: Snapshot[] = SEEDS,
  today = "2026-04-20",
): Library & { replace(snapshots: Snapshot[]): void } {
  let hasChanged = false;
  let { corpus, index } = read(snapshots, today);
  return {
    get corpus() {
      return corpus;
    },
    get index() {
      return index;
    },
    get health(): SourceHealth {
      const readAt = Temporal.Instant.from(`${today}T00:00:00Z`);
      const { newest } = corpus;
      return { name: "Saved pages", state: "fresh", since: null, readAt, newest, trouble: null };
    },
    isIncomplete: false,
    isHalfTaken: false,
    replace(pages) {
      ({ corpus, index } = read(pages, today));
      hasChanged = true;
    },
    catchUp: () => Promise.resolve({ hasChanged: false, hasAll: true }),
    refresh() {
      const changed = hasChanged;
      hasChanged = false;
      return Promise.resolve(changed);
    },
  };
}

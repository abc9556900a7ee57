import { createHttpEmbedder } from "../../../src/embeddings/http-embedder.ts";
import type { Entry } from "../../../src/papers/paper.ts";
import { takeInFiles } from "../../../src/papers/corpus/take-in.ts";
import { createFill } from "../../../src/search/vectors/fill.ts";
import { createMeaning } from "../../../src/search/vectors/meaning.ts";
import { createSpace } from "../../../src/search/vectors/space.ts";
import { openStanding } from "../../../src/search/vectors/standing.ts";
import type { Store } from "../../../src/store/open.ts";
import { recordLog } from "../../discord/log.ts";
import { anEntry, aSnapshot } from "../../papers/a-page.ts";

interface Circumstances {
  store: Store;
  url: string;
  model?: string;
  now?: () => Temporal.Instant;
  prefixes?: { query: string; paper: string };
  deadlineMs?: number;
}

/** As one start of the program wires it: another one begins with what the store has. */
export async function aFill({
  store,
  url,
  model = "small",
  now = Temporal.Now.instant,
  prefixes = { query: "", paper: "" },
  deadlineMs = 30_000,
}: Circumstances) {
  const { log, lines } = recordLog();
  const proxy = { http: null, https: null, except: [] };
  const embedder = createHttpEmbedder({ url, model, key: null, prefixes, proxy, now });
  const standing = await openStanding({ address: url, memory: store.memory, now, log });
  const space = createSpace();
  const { fill, doubt } = createFill({
    embedder,
    store: store.vectors,
    space,
    standing,
    version: async () => await store.paperStore.version(),
    log,
  });
  const ending = new AbortController();
  const stopped = ending.signal;
  return {
    space,
    lines,
    stop: () => ending.abort(),
    fill: async () => await fill(stopped),
    meaning: createMeaning({ embedder, space, standing, doubt, stopped, deadlineMs }),
  };
}

/** All the papers there are. */
export async function takeIn(store: Store, entries: readonly Partial<Entry>[]): Promise<void> {
  const placed = entries.map((entry, i) => anEntry({ line: i + 1, ...entry }));
  await takeInFiles([aSnapshot({ file: "page.txt", entries: placed })], store.paperStore);
}

export const numbered = (count: number): Partial<Entry>[] =>
  Array.from({ length: count }, (_, i) => ({ title: `Marmots of valley ${i}` }));

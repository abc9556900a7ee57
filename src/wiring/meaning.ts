import type { Logger } from "pino";
import { createHttpEmbedder } from "../embeddings/http-embedder.ts";
import { createFill, type Fill } from "../search/vectors/fill.ts";
import { createMeaning, type Meaning } from "../search/vectors/meaning.ts";
import { createSpace } from "../search/vectors/space.ts";
import { openStanding } from "../search/vectors/standing.ts";
import type { Config } from "../settings/config.ts";
import type { Store } from "../store/open.ts";

interface MeaningOptions {
  config: Pick<Config, "embeddings" | "live">;
  store: Pick<Store, "vectors" | "memory" | "paperStore">;
  log: Logger;
  stopped: AbortSignal;
}

export interface OpenMeaning {
  meaning: Meaning;
  /** Gives papers their vectors; to be called now and then. */
  fill: Fill["fill"];
}

/** Null where the settings name no model. By the real clock, as live sources are read. */
export async function openMeaning({
  config: { embeddings, live },
  store: { vectors, memory, paperStore },
  log,
  stopped,
}: MeaningOptions): Promise<OpenMeaning | null> {
  if (!embeddings) return null;
  const now = Temporal.Now.instant;
  const embedder = createHttpEmbedder({ ...embeddings, proxy: live.proxy, now });
  const standing = await openStanding({ address: embeddings.url, memory, now, log });
  const space = createSpace();
  const { fill, doubt } = createFill({
    embedder,
    store: vectors,
    space,
    standing,
    version: async () => await paperStore.version(),
    log,
  });
  return { meaning: createMeaning({ embedder, space, standing, doubt, stopped }), fill };
}

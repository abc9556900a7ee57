import { setTimeout as delay } from "node:timers/promises";
import { Client, type ClientConfig } from "pg";
import { PAPERS_CHANGED } from "./paper-changes.ts";

/** After the connection ended, or was refused. Whoever listens is told of nothing meanwhile. */
const PAUSE_MS = 5000;

/** Of many changes that come one after the other, people notice no less. */
const BETWEEN_MS = 1000;

/** Tells each time that papers changed, at once, until it is stopped; and whenever it may have missed that. */
export function listenForPapers(
  config: ClientConfig,
  changed: () => Promise<void>,
): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  let client: Client | null = null;
  let isBehind = false;
  let telling: Promise<void> | null = null;

  function note(): void {
    isBehind = true;
    telling ??= tell().finally(() => (telling = null));
  }

  async function tell(): Promise<void> {
    while (isBehind && !signal.aborted) {
      isBehind = false;
      await changed();
      await delay(BETWEEN_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async function listen(): Promise<void> {
    // One that only waits is silent for as long as nothing happens.
    client = new Client({ ...config, query_timeout: 0 });
    const ended = Promise.withResolvers<void>();
    client.on("error", () => ended.resolve());
    client.on("end", () => ended.resolve());
    client.on("notification", note);
    try {
      await client.connect();
      await client.query(`listen ${PAPERS_CHANGED}`);
      note();
      if (!signal.aborted) await ended.promise;
    } catch {
      // Whoever asks the database for something tells that it is away.
    }
    await client.end().catch(() => undefined);
  }

  const listening = (async () => {
    while (!signal.aborted) {
      await listen();
      await delay(PAUSE_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  })();
  return async () => {
    stopping.abort();
    await client?.end().catch(() => undefined);
    await Promise.all([listening, telling]);
  };
}

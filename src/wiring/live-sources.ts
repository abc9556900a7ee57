import type { LookupFunction } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Config } from "../settings/config.ts";
import { createArxiv } from "../sources/arxiv/arxiv.ts";
import type { FeedList } from "../papers/feed-list.ts";
import type { PaperLookUps } from "../papers/paper-look-up.ts";
import { createArxivLookUp } from "../sources/arxiv/look-up/look-up-paper.ts";
import { createLookUp } from "../sources/arxiv/look-up/look-up.ts";
import type { Client } from "../sources/client/answer.ts";
import { createPreprintServer } from "../sources/biorxiv/biorxiv.ts";
import { createClient } from "../sources/client/client.ts";
import { createDoiLookUp } from "../sources/doi/look-up-doi.ts";
import { openFeeds } from "../sources/feeds/feeds.ts";
import { createHuggingFace } from "../sources/hugging-face/hugging-face.ts";
import { createLookUps } from "../sources/look-ups.ts";
import type { Source, SourceMemory } from "../sources/source.ts";
import type { Store } from "../store/open.ts";

export interface LiveSourcesOptions {
  settings: Config["live"];
  store: Pick<Store, "paperStore" | "memory">;
  /** Where turns are taken, and how we stand with far ends is kept. Default: the store's memory. */
  turns?: SourceMemory;
  log: Logger;
  now?: () => Temporal.Instant;
  /** Of seconds at most. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The program ends. */
  stopped?: AbortSignal;
  /** How the names of hosts of feeds are looked up. Default: as the system does. */
  lookup?: LookupFunction;
}

const realWait = async (ms: number, signal: AbortSignal) => await delay(ms, undefined, { signal });

/** Its limit, 500 requests in five minutes, is never reached so (Hugging Face, rate limits). */
const HUGGING_FACE_PAUSE_MS = 700;
/**
 * "One request every three seconds", over all hosts of arXiv (arXiv, API terms of use). What leaves so much
 * later arrives three seconds later, too.
 */
const ARXIV_PAUSE_MS = 3200;

/** Its interface names no limit. */
const BIORXIV_PAUSE_MS = 2000;
/** A guess that no feed minds; most hosts have one or two. */
const FEED_PAUSE_MS = 2000;
/** It names no limit; people ask for a paper now and then. */
const DOI_PAUSE_MS = 1000;

export interface LiveSources {
  /** Feeds come and go. */
  sources: Iterable<Source>;
  feeds: FeedList;
  /** Of what the settings let Paperboy look up. */
  lookUps: PaperLookUps;
}

/**
 * The live sources that the settings name, and the feeds that were added since, each behind a polite client;
 * those of arXiv share one, and so do feeds of one host.
 */
export async function openSources({
  settings,
  store: { memory, paperStore },
  turns = memory,
  log,
  now = Temporal.Now.instant,
  wait = realWait,
  stopped = new AbortController().signal,
  lookup,
}: LiveSourcesOptions): Promise<LiveSources> {
  const { contact, proxy, arxivBases } = settings;
  const steadyMs = wait === realWait ? () => performance.now() : undefined;
  const common = { contact, proxy, memory: turns, now, steadyMs, wait, log, random: Math.random };
  const fixed: Source[] = [];
  if (settings.huggingFace) {
    const { base: baseUrl, token } = settings.huggingFace;
    const client = createClient({
      ...common,
      name: "Hugging Face",
      token,
      bases: [baseUrl],
      site: "huggingface.co",
      pauseMs: HUGGING_FACE_PAUSE_MS,
    });
    fixed.push(createHuggingFace({ client, memory, now, baseUrl, log }));
  }
  const { feeds: feedBase, api: apiBase, pages: webBase } = arxivBases;
  const arxiv = createClient({
    ...common,
    name: "arXiv",
    bases: [feedBase, apiBase, webBase],
    site: "arxiv.org",
    pauseMs: ARXIV_PAUSE_MS,
    // arXiv takes a request after a refusal for an attack.
    refusedRest: Temporal.Duration.from({ days: 1 }),
  });
  const tools = { client: arxiv, memory, now, log, apiBase };
  if (settings.arxiv) fixed.push(createArxiv({ ...tools, ...settings.arxiv, feedBase, webBase }));
  if (settings.lookUp) {
    const papers = async () => await paperStore.withoutArxivId();
    fixed.push(createLookUp({ ...tools, papers }));
  }
  const { preprints } = settings;
  const preprintClient = createClient({
    ...common,
    name: "bioRxiv",
    bases: [preprints.base],
    site: "biorxiv.org",
    pauseMs: BIORXIV_PAUSE_MS,
  });
  for (const server of ["biorxiv", "medrxiv"] as const) {
    const categories = [...new Set(preprints[server])];
    const options = { client: preprintClient, memory, now, baseUrl: preprints.base };
    if (categories.length > 0) fixed.push(createPreprintServer({ ...options, server, categories }));
  }
  const hosts = new Map<string, Client>();
  const clientOf = (host: string) => {
    const options = { ...common, name: host, bases: [], site: null, pauseMs: FEED_PAUSE_MS };
    const client = hosts.get(host) ?? createClient({ ...options, ...(lookup && { lookup }) });
    hosts.set(host, client);
    return client;
  };
  const lookUps = createLookUps({
    sources: {
      arxiv: settings.lookUp ? createArxivLookUp({ client: arxiv, apiBase }) : null,
      doi: settings.doiBase === null ? null : doiLookUp(settings.doiBase),
    },
    paperStore,
    now,
    log,
    stopped,
  });
  function doiLookUp(base: string) {
    const { host } = new URL(base);
    const options = { ...common, name: "doi.org", bases: [base], site: null };
    const doiOrg = createClient({
      ...options,
      pauseMs: DOI_PAUSE_MS,
      ...(lookup && { lookup }),
    });
    const ofHost = (one: string) => (one === host ? doiOrg : clientOf(one));
    return createDoiLookUp({ clientOf: ofHost, base, now });
  }
  const feeds = await openFeeds({ clientOf, memory, now, log, stopped, urls: settings.feeds });
  const sources = {
    *[Symbol.iterator]() {
      yield* fixed;
      yield* feeds.sources();
    },
  };
  return { sources, feeds, lookUps };
}

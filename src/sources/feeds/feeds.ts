import type { Logger } from "pino";
import { z } from "zod";
import type { AddFeed, FeedList, ListedFeed } from "../../papers/feed-list.ts";
import type { Source } from "../source.ts";
import { whyNoAnswer } from "../client/why-no-answer.ts";
import { askFeed, createFeed, type FeedAddress, feedId, type FeedOptions } from "./feed.ts";
import { forget } from "./feed-memory.ts";
import { readFeed } from "./read-feed.ts";
import * as wording from "./wording.ts";

export interface FeedsOptions extends FeedOptions {
  /** Addresses of the settings. */
  urls: readonly string[];
  log: Logger;
  /** The program ends. */
  stopped: AbortSignal;
}

/** Feeds as sources, and as those who run Paperboy change them. */
export interface Feeds extends FeedList {
  sources(): Source[];
}

interface OpenFeed {
  address: FeedAddress;
  source: Source;
}

const TYPED = "typed feeds";
const typedSchema = z.array(z.object({ url: z.url() })).catch([]);
const MAX_TYPED = 100;
const LONGEST_ADDRESS = 2000;
/** Somebody waits, and Discord does not for long. */
const PATIENCE_MS = 6000;

/** The feeds of the settings, and those that were added since. */
export async function openFeeds(options: FeedsOptions): Promise<Feeds> {
  const { memory, now, log, stopped } = options;
  const open = new Map<string, OpenFeed>();
  const typed = typedSchema.parse(await memory.load(TYPED));
  for (const url of options.urls) openOne(new URL(url), true);
  for (const { url } of typed) openOne(new URL(url), false);

  function openOne(url: URL, isTrusted: boolean): OpenFeed {
    const address = { id: feedId(url), url, isTrusted };
    const there = open.get(address.id) ?? { address, source: createFeed(address, options) };
    open.set(address.id, there);
    return there;
  }

  /** Whether there was still room for it. */
  async function keep(url: URL): Promise<boolean> {
    let isKept = false;
    await memory.change(TYPED, (saved) => {
      const before = typedSchema.parse(saved).filter((one) => one.url !== url.href);
      isKept = before.length < MAX_TYPED;
      return isKept ? [...before, { url: url.href }] : before;
    });
    return isKept;
  }

  async function add(text: string): Promise<AddFeed> {
    const url = addressIn(text);
    if (url === null) return { kind: "refused", why: wording.NO_ADDRESS };
    const there = open.get(feedId(url));
    if (there) return { kind: "known", feed: listed(there) };
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(PATIENCE_MS)]);
    const question = { signal, now: true, known: null, timeoutMs: PATIENCE_MS };
    const answer = await askFeed({ url, isTrusted: false }, options, question);
    if (answer.kind === "stopped") return { kind: "refused", why: wording.tooSlow(url.host) };
    if (answer.kind !== "ok")
      return {
        kind: "refused",
        why: "why" in answer ? `${whyNoAnswer(answer, now())}.` : wording.tooSlow(url.host),
      };
    const feed = await readFeed(answer.body, { url, now: now() });
    if ("refused" in feed) return { kind: "refused", why: `${url.host} ${feed.refused}.` };
    if (!(await keep(url))) return { kind: "refused", why: wording.TOO_MANY };
    const added = openOne(url, false);
    log.info({ feed: added.address.id, host: url.host }, "A feed was added");
    const { id, host, isOfSettings, health } = listed(added);
    const name = feed.title ?? host;
    return {
      kind: "added",
      feed: { id, host, isOfSettings, health: { ...health, name } },
      items: feed.count,
    };
  }

  async function remove(id: string): Promise<ListedFeed | null> {
    const there = open.get(id);
    if (!there || there.address.isTrusted) return null;
    const { url } = there.address;
    await memory.change(TYPED, (saved) =>
      typedSchema.parse(saved).filter((one) => one.url !== url.href),
    );
    open.delete(id);
    await forget(memory, id);
    log.info({ feed: id, host: url.host }, "A feed was removed");
    return listed(there);
  }

  return {
    sources: () => [...open.values()].map(({ source }) => source),
    all: () => [...open.values()].map(listed),
    add,
    remove,
  };
}

function listed({ address: { id, url, isTrusted }, source: { health } }: OpenFeed): ListedFeed {
  return { id, host: url.host, isOfSettings: isTrusted, health };
}

/** Null where it is none of the web, or names somebody. */
function addressIn(text: string): URL | null {
  const url =
    text.length > LONGEST_ADDRESS
      ? null
      : URL.parse(text.trim().replace(/^feed:(?:\/\/)?(?=https?:)/i, ""));
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
    return null;
  url.hash = "";
  return url;
}

import type { Paper } from "../../src/papers/paper.ts";
import { createIndex } from "../../src/search/create-index.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { createMailStopper } from "../../src/mail/stop-token.ts";
import { createWebApp } from "../../src/web/app.ts";
import type { WebServices } from "../../src/web/services.ts";
import { startWebServer } from "../../src/web/server.ts";
import { whenTestEnds } from "../clean-up.ts";
import { FRIDAY } from "../digests/a-channel.ts";
import { aCorpus } from "../digests/a-corpus.ts";

export { anOpenChannel, aPostedDigest } from "./public-digests.ts";

export interface Site {
  store: Store;
  /** Of the server, without a slash at the end. */
  url: string;
  get: (path: string, headers?: Record<string, string>) => Promise<Response>;
}

/** What the pages of a store with papers need; whoever asks for it closes it. */
export async function webServices(
  papers: readonly Paper[],
  { publicUrl = null as string | null, proxies = [] as string[] } = {},
): Promise<{ services: WebServices; store: Store; close: () => Promise<void> }> {
  const store = await openStore(":memory:");
  const services: WebServices = {
    channels: store.publicChannels,
    history: store.book.history,
    mails: createMailStopper(store.mails),
    corpus: aCorpus([...papers]),
    index: createIndex(papers),
    now: () => FRIDAY.add({ hours: 24 * 7 }),
    publicUrl,
    citationKeys: store.citationKeys,
    proxies,
    log: { error: (...said: unknown[]) => console.error(...said) },
  };
  return { services, store, close: () => store.close() };
}

/** The same, served over a socket until the test ends. */
export async function aSite(
  papers: readonly Paper[],
  options: Parameters<typeof webServices>[1] = {},
): Promise<Site> {
  const { services, store, close } = await webServices(papers, options);
  const server = await startWebServer({
    port: 0,
    host: "127.0.0.1",
    app: createWebApp(services),
    setting: "PAPERBOY_WEB_PORT",
  });
  whenTestEnds(async () => {
    await server.stop();
    await close();
  });
  const get: Site["get"] = (path, headers = {}) =>
    fetch(`${server.url}${path}`, { headers, redirect: "manual" });
  return { store, url: server.url, get };
}

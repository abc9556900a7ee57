import { createMailStopper } from "../mail/stop-token.ts";
import { createWebApp } from "../web/app.ts";
import { startWebServer, type WebServer } from "../web/server.ts";
import type { Program, ProgramRun } from "./program.ts";

/** Serves what is public, where a port is set for it; else null. */
export async function openWeb(
  { house: { services } }: Pick<Program, "house">,
  { config, store, log }: Pick<ProgramRun, "config" | "store" | "log">,
): Promise<WebServer | null> {
  const { port, host, publicUrl, proxies } = config.web;
  if (port === null) return null;
  const app = createWebApp({
    channels: store.publicChannels,
    history: store.book.history,
    mails: createMailStopper(store.mails),
    get corpus() {
      return services.corpus;
    },
    get index() {
      return services.index;
    },
    now: services.now,
    publicUrl,
    proxies,
    log,
  });
  const server = await startWebServer({ port, host, app, setting: "PAPERBOY_WEB_PORT" });
  log.info({ url: server.url, publicUrl }, "Public pages are served");
  return server;
}

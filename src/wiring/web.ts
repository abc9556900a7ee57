import { createMailStopper } from "../mail/stop-token.ts";
import { createWebApp } from "../web/app.ts";
import { createOperationApp } from "../web/operation/app.ts";
import { startWebServer, type WebServer } from "../web/server.ts";
import type { Program, ProgramRun } from "./program.ts";

/** What listens; nothing where no port is set. */
export interface Serving {
  /** Ends connections, too. A second call does nothing. */
  stop(): Promise<void>;
}

/** Serves what is public, and what programs ask that watch Paperboy, each where a port is set for it. */
export async function openWeb(
  program: Pick<Program, "house" | "watch">,
  run: Pick<ProgramRun, "config" | "store" | "log">,
): Promise<Serving> {
  const servers: WebServer[] = [];
  const stop = async () => void (await Promise.all(servers.splice(0).map((one) => one.stop())));
  try {
    servers.push(...(await openPages(program, run)));
    servers.push(...(await openOperation(program, run)));
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

async function openPages(
  { house: { services }, watch }: Pick<Program, "house" | "watch">,
  { config, store, log }: Pick<ProgramRun, "config" | "store" | "log">,
): Promise<WebServer[]> {
  const { port, host, publicUrl, proxies } = config.web;
  if (port === null) return [];
  const { readiness, metrics } = watch;
  const { token } = config.metrics;
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
    citationKeys: store.citationKeys,
    proxies,
    // Behind a proxy everybody comes from this machine, so only a token tells who may read metrics.
    operation: { readiness, metrics: metrics && token !== null ? { ...metrics, token } : null },
    ...(metrics && { answered: (status: number) => metrics.webAnswered(status) }),
    log,
  });
  const server = await startWebServer({ port, host, app, setting: "PAPERBOY_WEB_PORT" });
  log.info({ url: server.url, publicUrl }, "Public pages are served");
  return [server];
}

async function openOperation(
  { watch: { readiness, metrics } }: Pick<Program, "watch">,
  { config, log }: Pick<ProgramRun, "config" | "log">,
): Promise<WebServer[]> {
  const { port, token } = config.metrics;
  if (port === null || metrics === null) return [];
  const app = createOperationApp({ readiness, metrics, token });
  const host = "127.0.0.1";
  const server = await startWebServer({ port, host, app, setting: "PAPERBOY_METRICS_PORT" });
  log.info({ url: server.url }, "Metrics are served");
  return [server];
}

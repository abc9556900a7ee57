import type { Server } from "node:http";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import { OperatorError } from "../exit/operator-error.ts";
import * as say from "./wording.ts";

/** An app that is told through which connection a request came. */
export type WebApp = Hono<{ Bindings: HttpBindings }>;

export interface WebServerOptions {
  /** 0 takes any free port. */
  port: number;
  /** Where to listen: an address or a name of this machine. */
  host: string;
  app: WebApp;
  /** Where people can set another port, for the error: `PAPERBOY_WEB_PORT`. */
  setting: string;
  /** How long one client has for the headers of a request, and for all of it; and may say and read nothing at all. */
  patienceMs?: { headers: number; request: number; silence: number };
}

export interface WebServer {
  /** Without a slash at the end; of this machine, whatever people reach it by. */
  url: string;
  /** Lets what is in flight finish for a moment, and ends all connections. */
  stop: () => Promise<void>;
}

/** The port is not ours to listen on; `message` is for the person who started Paperboy. */
export class WebPortError extends OperatorError {
  override name = "WebPortError";
}

/** A client that is slower is not one that reads pages. */
const PATIENCE_MS = { headers: 10_000, request: 15_000, silence: 20_000 };

const KEEP_ALIVE_MS = 5_000;

const MAX_HEADER_BYTES = 16 * 1024;

/** How often slow clients are looked for while one of them has its time. */
const CHECKS = 5;

const MAX_CONNECTIONS = 1000;

/** What is in flight at the end may finish within this. */
const DRAIN_MS = 1000;

/** Serves an app. Fails with `WebPortError` where the port is taken or not allowed, or the host is not ours. */
export async function startWebServer({
  port,
  host,
  app,
  setting,
  patienceMs = PATIENCE_MS,
}: WebServerOptions): Promise<WebServer> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: {
      headersTimeout: patienceMs.headers,
      requestTimeout: patienceMs.request,
      connectionsCheckingInterval: patienceMs.headers / CHECKS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
    },
  });
  if (!isHttp1(server)) throw new Error("The adaptor made no HTTP/1 server");
  server.maxConnections = MAX_CONNECTIONS;
  server.timeout = patienceMs.silence;
  const listeningOn = await listen(server, { port, host, setting });
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${listeningOn}`,
    async stop() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
      });
    },
  };
}

function isHttp1(server: object): server is Server {
  return "closeIdleConnections" in server;
}

function listen(
  server: Server,
  { port, host, setting }: Pick<WebServerOptions, "port" | "host" | "setting">,
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why = say.WHY_NOT_LISTENING[error.code ?? ""];
      if (why === undefined) return reject(error);
      reject(new WebPortError(say.cannotListen({ setting, host, port, why })));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

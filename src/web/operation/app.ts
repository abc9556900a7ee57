import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { WebApp } from "../server.ts";
import { addHealth, type Readiness } from "./health.ts";
import { addMetrics, type MetricsText } from "./metrics.ts";

/** What programs ask that watch Paperboy, on a port of their own. */
export function createOperationApp({
  readiness,
  metrics,
  token,
}: {
  readiness: () => Promise<Readiness>;
  metrics: MetricsText;
  token: string | null;
}): WebApp {
  const app: WebApp = new Hono<{ Bindings: HttpBindings }>();
  app.use(secureHeaders({ strictTransportSecurity: false }));
  addHealth(app, readiness);
  addMetrics(app, metrics, token);
  return app;
}

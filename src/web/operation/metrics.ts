import { bearerAuth } from "hono/bearer-auth";
import type { WebApp } from "../server.ts";

/** What was counted, in Prometheus' format. */
export interface MetricsText {
  readonly contentType: string;
  text(): Promise<string>;
}

/** `/metrics`, for whoever shows the token; for everybody where that is null. */
export function addMetrics(app: WebApp, metrics: MetricsText, token: string | null): void {
  if (token !== null) app.use("/metrics", bearerAuth({ token }));
  app.get("/metrics", async (context) => {
    const text = await metrics.text();
    return context.body(text, 200, {
      "content-type": metrics.contentType,
      "cache-control": "no-store",
    });
  });
}

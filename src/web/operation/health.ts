import type { SourceState } from "../../papers/source-health.ts";
import type { WebApp } from "../server.ts";

/** How Paperboy is, as far as anybody may know. */
export interface Readiness {
  store: "ok" | "failing";
  tick: "not yet" | "ok" | "failing";
  /** Of Discord; `none` in the playground. Whoever stands by leaves it to another process. */
  gateway: "connected" | "standing by" | "not connected" | "none";
  /** How many sources are in each state; without names, which may be those of private feeds. */
  sources: Partial<Record<SourceState, number>>;
}

/**
 * `/healthz` says that the process answers. `/readyz` says how it is: 503 where it cannot keep what happens, or does
 * not do what is due. Discord and sources may be away, which restarting does not mend, so they are told and no more.
 */
export function addHealth(app: WebApp, readiness: () => Promise<Readiness>): void {
  app.get("/healthz", (context) => {
    context.header("cache-control", "no-store");
    return context.text("ok\n");
  });
  app.get("/readyz", async (context) => {
    const found = await readiness();
    const isReady = found.store === "ok" && found.tick !== "failing";
    context.header("cache-control", "no-store");
    return context.json({ ready: isReady, ...found }, isReady ? 200 : 503);
  });
}

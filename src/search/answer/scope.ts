import type { Scope } from "../index/engine.ts";

/** All papers. */
export function everything(): Scope {
  return { where: [], today: todayInUtc(), order: "best" };
}

export function todayInUtc(): Temporal.PlainDate {
  return Temporal.Now.plainDateISO("UTC");
}

import { isIP, type LookupFunction } from "node:net";
import { pino } from "pino";
import { type ClientOptions, createClient } from "../../src/sources/client/client.ts";
import type { SourceMemory } from "../../src/sources/source.ts";

/** A clock that runs only while somebody waits, and the pauses that were waited for. */
export function aClock(start = "2026-11-20T08:00:00Z") {
  let time = Temporal.Instant.from(start);
  const waited: number[] = [];
  return {
    now: () => time,
    waited,
    wait: (ms: number): Promise<void> => {
      waited.push(ms);
      time = time.add({ milliseconds: ms });
      return Promise.resolve();
    },
    set: (instant: string) => {
      time = Temporal.Instant.from(instant);
    },
    pass: (duration: Temporal.DurationLike) => {
      time = time.add(duration);
    },
  };
}

/** Keeps JSON, as the store does. */
export function aMemory(): SourceMemory & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    load: (key) => Promise.resolve(JSON.parse(kept.get(key) ?? "null")),
    save: (key, value) => Promise.resolve(void kept.set(key, JSON.stringify(value))),
    change: (key, to) => {
      kept.set(key, JSON.stringify(to(JSON.parse(kept.get(key) ?? "null"))));
      return Promise.resolve();
    },
  };
}

/** Whatever name is asked for means these addresses. */
export function meaning(...addresses: string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_hostname, options, done) => {
    if (options.all) done(null, all);
    else done(null, all[0]?.address ?? "", all[0]?.family);
  };
}

/** A client of one far end on loopback, whose pauses pass at once and are as long as they can be. */
export function aClient(base: string, options: Partial<ClientOptions> = {}) {
  const clock = aClock();
  return createClient({
    name: "The far end",
    bases: [base],
    site: "far-end.test",
    pauseMs: 0,
    contact: null,
    memory: aMemory(),
    now: clock.now,
    wait: clock.wait,
    random: () => 1,
    log: pino({ level: "silent" }),
    ...options,
  });
}

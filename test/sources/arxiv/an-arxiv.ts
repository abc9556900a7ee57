import { pino } from "pino";
import type { Snapshot } from "../../../src/papers/paper.ts";
import { type ArxivOptions, createArxiv } from "../../../src/sources/arxiv/arxiv.ts";
import type { ReadingWish, Source, SourceMemory } from "../../../src/sources/source.ts";
import { aClient, aClock, aMemory } from "../a-client.ts";
import { startArxiv } from "./arxiv-stand-in.ts";

/** A client of an arXiv on loopback, whose pauses are as long as arXiv asks for, and pass at once. */
export function arxivClient(
  base: string,
  memory: SourceMemory,
  { now, wait }: ReturnType<typeof aClock>,
) {
  return aClient(base, { name: "arXiv", site: "arxiv.org", pauseMs: 3200, memory, now, wait });
}

/** All that a source gives at one reading. */
export async function readAll(
  source: Source,
  wish: Partial<ReadingWish> = {},
): Promise<Snapshot[]> {
  return await Array.fromAsync(source.read({ signal: new AbortController().signal, ...wish }));
}

/** arXiv on loopback on a Friday, half an hour after the feed's midnight, and the source that reads it. */
export async function anArxiv(overrides: Partial<ArxivOptions> = {}) {
  const clock = aClock("2026-11-20T05:30:00Z");
  const arxiv = await startArxiv("2026-11-20", clock.now);
  const memory = aMemory();
  const log = pino({ level: "silent" });
  const create = () =>
    createArxiv({
      client: arxivClient(arxiv.base, memory, clock),
      memory,
      now: clock.now,
      log,
      categories: ["cs.LG"],
      kinds: ["new", "cross", "replace", "replace-cross"],
      feedBase: arxiv.base,
      apiBase: arxiv.base,
      webBase: arxiv.base,
      ...overrides,
    });
  let source = create();
  return {
    arxiv,
    clock,
    get source() {
      return source;
    },
    get health() {
      return source.health;
    },
    /** As after a restart. */
    restart: () => {
      source = create();
    },
    read: (wish?: Partial<ReadingWish>) => readAll(source, wish),
    /** Goes on to half an hour after the feed's midnight on a day of this winter. */
    async goTo(day: string) {
      clock.pass(clock.now().until(Temporal.Instant.from(`${day}T05:30:00Z`)));
      arxiv.world.today = day;
      return await this.read();
    },
    [Symbol.asyncDispose]: async () => await arxiv[Symbol.asyncDispose](),
  };
}

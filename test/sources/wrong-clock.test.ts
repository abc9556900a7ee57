import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { takeInListing } from "../../src/papers/corpus/take-in.ts";
import { createArxiv } from "../../src/sources/arxiv/arxiv.ts";
import { createHuggingFace } from "../../src/sources/hugging-face/hugging-face.ts";
import type { Source } from "../../src/sources/source.ts";
import { openStore } from "../../src/store/open.ts";
import { aClient, aClock } from "./a-client.ts";
import { aPaperOfArxiv } from "./arxiv/a-feed.ts";
import { startArxiv } from "./arxiv/arxiv-stand-in.ts";
import type { FarEnd } from "./far-end.ts";
import { aListedPaper, startHuggingFace } from "./hugging-face/stand-in.ts";

const PAUSE_MS = 3000;
const FIRST = Temporal.PlainDate.from("2026-11-02");
const log = pino({ level: "silent" });

/** By how much our clock is ahead, for how long, and how long nobody reads afterwards. */
const mishaps = [
  { ahead: { seconds: 20 }, lasts: { seconds: 20 } },
  { ahead: { hours: 1 }, lasts: { hours: 1 } },
  { ahead: { hours: 20 }, lasts: { seconds: 20 } },
  { ahead: { hours: 26 }, lasts: { minutes: 10 } },
  { ahead: { hours: 24 * 10 }, lasts: { seconds: 20 } },
  { ahead: { hours: 24 * 365 }, lasts: { seconds: 20 } },
  { ahead: { hours: 24 * 365 }, lasts: { hours: 1 } },
];

/** A source at a far end whose clock is right, in a process whose clock may be ahead. */
interface Scene extends AsyncDisposable {
  farEnd: FarEnd;
  /** A source as after a restart. */
  open(): Source;
  /** New papers of a day, by their arXiv ids. */
  papersCome(day: string, ids: string[]): void;
}

type Clock = ReturnType<typeof aClock> & { wrong: () => Temporal.Instant };
type Stage = (
  clock: Clock,
  memory: Awaited<ReturnType<typeof openStore>>["memory"],
) => Promise<Scene>;

const client = (farEnd: FarEnd, { wrong, wait }: Clock, memory: Parameters<Stage>[1]) =>
  aClient(farEnd.base, { pauseMs: PAUSE_MS, memory, now: wrong, wait });

const onArxiv: Stage = async (clock, memory) => {
  const arxiv = await startArxiv(FIRST.toString(), clock.now);
  return {
    farEnd: arxiv,
    open: () =>
      createArxiv({
        client: client(arxiv, clock, memory),
        memory,
        now: clock.wrong,
        log,
        categories: ["cs.LG"],
        kinds: ["new", "cross"],
        feedBase: arxiv.base,
        apiBase: arxiv.base,
        webBase: arxiv.base,
      }),
    papersCome(day, ids) {
      arxiv.announce(
        "cs.LG",
        day,
        ids.map((id) => aPaperOfArxiv({ id })),
      );
      arxiv.world.today = day;
    },
    [Symbol.asyncDispose]: async () => await arxiv[Symbol.asyncDispose](),
  };
};

const onHuggingFace: Stage = async (clock, memory) => {
  const farEnd = await startHuggingFace(clock.now);
  return {
    farEnd,
    open: () =>
      createHuggingFace({
        client: client(farEnd, clock, memory),
        memory,
        now: clock.wrong,
        baseUrl: farEnd.base,
        log,
      }),
    papersCome: (day, ids) => farEnd.list(day, ...ids.map((id) => aListedPaper(id))),
    [Symbol.asyncDispose]: async () => await farEnd[Symbol.asyncDispose](),
  };
};

describe.each([
  ["arXiv", onArxiv],
  ["Hugging Face", onHuggingFace],
])("%s", (_name, stage) => {
  test.each(mishaps.flatMap((one) => [0, 6].map((daysOff) => ({ ...one, daysOff }))))(
    "is read whole, once and politely after a clock that was ahead: %j",
    async ({ ahead, lasts, daysOff }) => {
      const store = await openStore(":memory:");
      const real = aClock(`${FIRST.toString()}T05:30:00Z`);
      let skew: Temporal.DurationLike = { seconds: 0 };
      const clock: Clock = { ...real, wrong: () => real.now().add(skew) };
      await using scene = await stage(clock, store.memory);
      const { farEnd } = scene;
      let source = scene.open();
      const fresh: string[] = [];
      const listed: string[] = [];
      const read = async () => {
        for await (const listing of source.read({ signal: new AbortController().signal }))
          fresh.push(...(await takeInListing(listing, store.paperStore)));
      };
      /** A day from half an hour after arXiv's midnight on. */
      const pass = async (index: number, isReading: boolean) => {
        const day = FIRST.add({ days: index });
        const begin = Temporal.Instant.from(`${day.toString()}T05:30:00Z`);
        if (day.dayOfWeek <= 5) {
          const ids = [0, 1, 2].map((n) => `2611.${10_000 + index * 10 + n}`);
          scene.papersCome(day.toString(), ids);
          listed.push(...ids);
        }
        for (const hour of [0, 1, 2, 10, 20]) {
          real.pass(real.now().until(begin.add({ hours: hour })));
          if (isReading) await read();
        }
      };

      for (const index of [0, 1, 2]) await pass(index, true);
      // A moment before arXiv's midnight: the clock says tomorrow, or a later day.
      real.set(`${FIRST.add({ days: 3 }).toString()}T04:59:50Z`);
      skew = ahead;
      await read();
      real.pass(lasts);
      await read();
      skew = { seconds: 0 };
      source = scene.open();
      const askedBefore = farEnd.asked.length;
      const setRightAt = real.now();
      if (daysOff === 0) await read();
      for (let day = 0; day < daysOff; day += 1) await pass(3 + day, false);
      for (let day = 0; day < 4; day += 1) await pass(3 + daysOff + day, true);

      expect(fresh.length).toBe(new Set(fresh).size);
      const known = [...store.paperStore.corpus().all()].map(({ arxivId }) => arxivId ?? "");
      expect(listed.filter((id) => !known.includes(id))).toEqual([]);
      expect(fresh).toHaveLength(listed.length);
      const next = farEnd.asked[askedBefore];
      // The longest pause there is, and the time until we look again.
      const idleHours = setRightAt.until(next!.at).total("hours");
      expect(idleHours).toBeLessThanOrEqual(34 + daysOff * 24);
      const times = farEnd.asked.map(({ at }) => at.epochMilliseconds);
      const pauses = times.slice(1).map((at, i) => at - times[i]!);
      expect(Math.min(...pauses)).toBeGreaterThanOrEqual(PAUSE_MS);
      await store.close();
    },
    60_000,
  );
});

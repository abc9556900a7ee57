import { expect, test } from "vitest";
import { seededRandom } from "../../../bench/random.ts";
import { createReadings } from "../../../src/sources/readings.ts";
import { openStore } from "../../../src/store/open.ts";
import { openSources } from "../../../src/wiring/live-sources.ts";
import { recordLog } from "../../discord/log.ts";
import { aClock } from "../a-client.ts";
import { startPreprintServer } from "../biorxiv/a-server.ts";
import { startFarEnd } from "../far-end.ts";
import { strike } from "../soak/faults.ts";
import { someSettings } from "../some-settings.ts";
import { type AnItem, rssOf } from "./a-feed.ts";

const START = Temporal.Instant.from("2026-11-02T06:00:00Z");
const DAYS_OF_FAULTS = 20;
const DAYS = 24;
const WINDOW = 20;

/** A month takes seconds, and several times that beside other work. */
const LONG_MS = 240_000;

test.each([1, 2])(
  "in weeks of faults, with a second process, each work is one paper, and news once (world %i)",
  async (seed) => {
    const random = seededRandom(seed);
    const clock = aClock(START.toString());
    await using store = Object.assign(await openStore(":memory:"), {
      [Symbol.asyncDispose]: async () => await store.close(),
    });
    const items: AnItem[] = [];
    const answer = () => ({ body: rssOf(items.slice(-WINDOW).toReversed()) });
    await using journal = await startFarEnd({ answer, now: clock.now });
    await using server = await startPreprintServer(clock.now);
    const appear = (number: number) => {
      const title = `A study with the number ${number} of marmots`;
      const published = clock.now().subtract({ hours: 24 * 3 });
      const at = clock.now().toString().slice(0, 10);
      const doi = `10.64898/2026.11.01.${700_000 + number}`;
      const [isPosted, isPublished] = [number % 3 !== 0, number % 3 !== 1];
      if (isPosted) server.world.preprints.push({ doi, title, date: at });
      if (isPublished)
        items.push({
          id: `id ${number}`,
          title,
          published: published.toString(),
          authors: ["A. K. Lovelace"],
          doi: `10.1000/${number}`,
        });
    };
    for (let number = 0; number < 30; number += 1) if (number % 3 === 0) appear(number);
    const open = async () => {
      const { log, lines } = recordLog();
      const settings = someSettings({
        feeds: [`${journal.base}/feed`],
        preprints: { biorxiv: ["cell_biology"], medrxiv: [], base: server.base },
      });
      const { now, wait } = clock;
      const { sources } = await openSources({ settings, store, log, now, wait });
      const readings = createReadings(sources, { paperStore: store.paperStore, log });
      return { readings, lines };
    };
    const { signal } = new AbortController();
    const [bot, beside] = [await open(), await open()];
    await bot.readings.read({ signal });
    const archived = items.length;

    let next = 30;
    for (let turn = 0; turn < DAYS * 6; turn += 1) {
      clock.pass({ hours: 4 });
      const isCalm = turn >= DAYS_OF_FAULTS * 6;
      if (turn % 4 === 0 && turn < (DAYS - 2) * 6) appear(next++);
      for (const farEnd of [journal, server])
        if (isCalm) farEnd.forget();
        else strike(farEnd, random);
      const turns = [bot.readings.read({ signal })];
      if (random() < 0.2) turns.push(beside.readings.read({ signal, now: true }));
      await Promise.all(turns);
    }

    const corpus = store.paperStore.corpus();
    const titles = [...corpus.all()].map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles).toHaveLength(archived + next - 30);
    // What the feed had before is archive, all else is news.
    expect([...corpus.unlisted()]).toHaveLength(archived);
    expect(bot.readings.health.map(({ state }) => state)).toEqual(["quiet", "fresh"]);
    expect([...bot.lines, ...beside.lines].filter(({ level }) => level >= 50)).toEqual([]);
    // A preprint that is published is one paper, with the links of both.
    const both = [...corpus.all()].filter(
      ({ seenIn }) => new Set(seenIn.map(({ origin }) => origin)).size === 2,
    );
    expect(both.length).toBeGreaterThan(5);
    expect(both.every(({ links }) => links.length === 2)).toBe(true);
  },
  LONG_MS,
);

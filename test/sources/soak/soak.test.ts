import { mkdir, mkdtempDisposable, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { seededRandom } from "../../../bench/random.ts";
import type { Courier, Probe } from "../../../src/digests/courier.ts";
import { createCourier } from "../../commands/courier.ts";
import { allComponents, messageOf } from "../../discord/check-message.ts";
import { aClock, aMemory } from "../a-client.ts";
import { startArxiv } from "../arxiv/arxiv-stand-in.ts";
import { startPreprintServer } from "../biorxiv/a-server.ts";
import { startJournal } from "../feeds/a-journal.ts";
import { startHuggingFace } from "../hugging-face/stand-in.ts";
import { isThorough } from "../../thorough.ts";
import { shutDown, strike } from "./faults.ts";
import { inTime } from "./in-time.ts";
import { deliveryProblems, workOf, workProblems } from "./outcome.ts";
import { fetchBeside, startProcess } from "./process.ts";
import { READERS, subscribe } from "./readers.ts";
import { DAYS, FIRST_DAY, makeWorld, START } from "./world.ts";

/** Afterwards all is well, and what was missed is caught up. */
const DAYS_OF_FAULTS = 30;
/** For longer than the days that are read each time. */
const OUTAGE = { from: START.add({ hours: 24 * 14 }), until: START.add({ hours: 24 * 19 }) };
/** The last papers come on Friday; their digests are out by Monday. */
const DAYS_OF_DIGESTS = DAYS + 2;

/**
 * The two months take more than a minute of processor time, and many times that where others want it too: that is
 * no failure. What hangs is: no step may take long.
 */
const LONG_MS = 3_600_000;

// Side by side: half of the time each waits for sockets, files and a process.
test.concurrent.each(isThorough ? [1, 2, 3, 4] : [1])(
  "in a month of faults every paper reaches each channel that wants it exactly once (world %i)",
  async (seed) => {
    await using made = await mkdtempDisposable(join(tmpdir(), "paperboy-soak-"));
    const folder = made.path;
    await mkdir(join(folder, "pages"));
    const random = seededRandom(seed);
    const clock = aClock(START.toString());
    await using huggingFace = await startHuggingFace(clock.now);
    await using arxiv = await startArxiv(FIRST_DAY.toString(), clock.now);
    await using preprints = await startPreprintServer(clock.now);
    await using journal = await startJournal(clock.now);
    const lay = async (file: string, page: string) =>
      await layFile(join(folder, "pages", file), page);
    const stage = { arxiv, huggingFace, preprints, journal, lay };
    const { works, happenings } = makeWorld(random, stage);
    const farEnds = {
      huggingFace: huggingFace.base,
      arxiv: arxiv.base,
      preprints: preprints.base,
      feed: journal.feed,
      // One world is enough to see that they are safe in the database; there they are most of the work.
      turns: seed === 1 ? null : aMemory(),
    };
    const post = aPost(clock.now);
    const start = async () =>
      await startProcess({
        path: join(folder, "paperboy.db"),
        folder: join(folder, "pages"),
        ...farEnds,
        clock,
        courier: post.courier,
      });
    const toHappen = [
      ...happenings,
      ...READERS.map((one) => ({
        at: START.add({ hours: 24 * one.from }),
        happen: async () => await subscribe(running, one, clock.now()),
      })),
    ].toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));

    let running = await start();
    const mistakes: unknown[] = [];
    const states = new Set<string>();
    const end = START.add({ hours: 24 * DAYS_OF_DIGESTS });
    for (let at = START; Temporal.Instant.compare(at, end) < 0;) {
      if (Temporal.Instant.compare(at, clock.now()) > 0) clock.set(at.toString());
      while (toHappen[0] && Temporal.Instant.compare(toHappen[0].at, clock.now()) <= 0)
        await toHappen.shift()?.happen();
      const isCalm = Temporal.Instant.compare(at, START.add({ hours: 24 * DAYS_OF_FAULTS })) >= 0;
      const today = clock.now().toZonedDateTimeISO("America/New_York").toPlainDate();
      const isLate = !isCalm && random() < 0.1;
      arxiv.world.today = today.subtract({ days: isLate ? 1 : 0 }).toString();
      for (const farEnd of [huggingFace, arxiv, preprints, journal])
        if (isCalm) farEnd.forget();
        else strike(farEnd, random);
      if (isWithin(OUTAGE, at)) shutDown(huggingFace);
      if (!isCalm && random() < 0.1) {
        const calls = Math.floor(random() * 60);
        await inTime(`dying after ${calls} calls at ${at.toString()}`, running.dieIn(calls));
        running = await inTime(`starting at ${at.toString()}`, start());
      } else {
        // Now and then somebody fetches by hand meanwhile.
        const path = join(folder, "paperboy.db");
        const besides = random() < 0.1 ? { path, clock, ...farEnds } : null;
        await Promise.all([
          inTime(`reading and delivering at ${at.toString()}`, running.turn()),
          besides && inTime(`fetching beside it at ${at.toString()}`, fetchBeside(besides)),
        ]);
        mistakes.push(...running.mistakes());
      }
      for (const { state } of running.readings.health) if (state !== "unread") states.add(state);
      at = at.add({ minutes: 120 + Math.floor(random() * 240) });
    }

    // However long the last step was: no slot of Sunday is left out.
    clock.set(end.subtract({ minutes: 1 }).toString());
    await inTime("the last turn", running.turn());

    expect(mistakes).toEqual([]);
    const { corpus } = running.library;
    expect(workProblems(works, [...corpus.all()])).toEqual([]);
    const delivered = post.delivered.map(({ paperId, ...one }) => ({
      ...one,
      work: workOf(corpus.byId(paperId), works),
    }));
    expect(deliveryProblems(works, delivered)).toEqual([]);
    expect([...states]).toEqual(expect.arrayContaining(["failing", "stale", "fresh", "quiet"]));
    expect(running.readings.health.map(({ state, trouble }) => [state, trouble])).toEqual([
      ["quiet", "No lists on weekends"],
      ["quiet", "arXiv announces nothing on Friday and Saturday evenings"],
      ["quiet", null],
      ["fresh", null],
      ["fresh", null],
    ]);
    await inTime("stopping", running.stop());
  },
  LONG_MS,
);

function isWithin({ from, until }: typeof OUTAGE, at: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, from) >= 0 && Temporal.Instant.compare(at, until) < 0;
}

/** Lays a page into a folder, as if nobody had written to it for a minute. */
async function layFile(path: string, page: string): Promise<void> {
  await writeFile(path, page);
  const aMinuteAgo = Date.now() / 1000 - 60;
  await utimes(path, aMinuteAgo, aMinuteAgo);
}

/** The far end of deliveries, and which papers went where, and when. */
function aPost(now: () => Temporal.Instant) {
  const here: Probe = { kind: "here", guildId: "g1", channel: "text", missing: [] };
  const courier = createCourier(Object.fromEntries(READERS.map(({ id }) => [id, here])));
  const delivered: { channelId: string; paperId: string; at: Temporal.Instant }[] = [];
  const send: Courier["send"] = async (target, message) => {
    const { components = [] } = messageOf("channel message", message.payload);
    for (const { options = [] } of allComponents(components ?? []))
      for (const { value } of options)
        delivered.push({ channelId: target.channelId, paperId: value, at: now() });
    return await courier.send(target, message);
  };
  return { courier: { ...courier, send }, delivered };
}

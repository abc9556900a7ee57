import { afterEach, beforeEach, expect, test } from "vitest";
import { aLibrary } from "../a-library.ts";
import { allComponents } from "./check-message.ts";
import { textOf } from "./messages.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { startWiredBot, type WiredBot } from "./wired-bot.ts";
import { world } from "./world.ts";

const VOTERS = 1000;
const AT_ONCE = 20;
const NOW = Temporal.Instant.from("2026-04-20T10:00:00Z");

let standIn: StandIn;
let running: WiredBot;

beforeEach(async () => {
  standIn = await startStandIn({ isLimited: true });
  const registration = standIn.registration();
  running = await startWiredBot(standIn, { library: aLibrary(), now: () => NOW });
  await registration;
});

afterEach(async () => {
  await running.stop();
  await standIn.stop();
});

/** How many votes are kept. */
async function votes(): Promise<number> {
  const tallies = await running.store.votes.since(world.guildId, null);
  return tallies.reduce((sum, { count }) => sum + count, 0);
}

/** How many interactions were answered. */
const answered = () => standIn.requests.filter(({ name }) => name.endsWith("callback")).length;

test("each of a thousand people who vote on one message counts, and nothing is turned away", async () => {
  const list = await standIn.command("/paper search", { query: "diffusion" });
  const buttons = () =>
    allComponents(list.body.components ?? []).filter(({ custom_id }) =>
      custom_id?.startsWith("paper.vote:"),
    );
  const [{ custom_id: first = "" } = {}] = buttons();
  for (let voted = 0; voted < VOTERS; voted += AT_ONCE) {
    for (let i = voted; i < voted + AT_ONCE; i += 1)
      // Who sees no edit of their own was acknowledged.
      void standIn.press(list, first, { as: `reader ${i}` }).catch(() => undefined);
    // The list was the first.
    await expect.poll(answered, { timeout: 60_000, interval: 20 }).toBe(1 + voted + AT_ONCE);
  }
  // Others are answered.
  expect(textOf(await standIn.command("/help", {}, { as: "olga" }))).toContain("/paper search");
  await expect.poll(() => buttons()[0]?.label, { timeout: 60_000 }).toBe("▲ 1,000");

  expect(standIn.limits?.turnedAway).toBe(0);
  expect(standIn.refusals).toEqual([]);
  expect(list.edits).toBeLessThan(VOTERS / 10);
  expect(await votes()).toBe(VOTERS);
  expect(running.bot.recorded.lines.filter(({ level }) => level >= 40)).toEqual([]);
}, 120_000);

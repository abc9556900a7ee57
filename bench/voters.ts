import { setTimeout as delay } from "node:timers/promises";
import { allComponents } from "../test/discord/check-message.ts";
import type { Message } from "../test/discord/messages.ts";
import { type StandIn, startStandIn } from "../test/discord/stand-in.ts";
import type { Crowd, VotersThere } from "./votes.ts";

// A process of its own: the people, and Discord between them and the bot.
const [voters = 0, spreadMs = 0, asked = 0] = process.argv.slice(2).map(Number);
const standIn = await startStandIn({ isLimited: true });

process.on("message", () => void run(standIn).then((crowd) => process.send?.(crowd)));
const registered = standIn.registration();
const { token, apiBase } = standIn;
process.send?.({ token, apiBase } satisfies VotersThere);

async function run(there: StandIn): Promise<Crowd> {
  await registered;
  // Once without counting: the first of anything is slow.
  await ask(there, 0);
  const alone = await ask(there);
  const list = await there.command("/paper search", { query: "diffusion" });
  const before = list.edits;
  const [meanwhile] = await Promise.all([ask(there), vote(there, list)]);
  // The last edit waits for its time.
  while (counted(list) < voters) await delay(50);
  const { limits, refusals } = there;
  return {
    alone,
    meanwhile,
    edits: list.edits - before,
    turnedAway: limits?.turnedAway ?? Number.NaN,
    refused: refusals.length,
  };
}

/** Somebody else asks now and then, all the time; how long each answer took, in milliseconds. */
async function ask(there: StandIn, withinMs = spreadMs): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < asked; i += 1) {
    const began = performance.now();
    await there.command("/paper search", { query: "attention", hide: true }, { as: "olga" });
    const took = performance.now() - began;
    times.push(took);
    await delay(Math.max(0, withinMs / asked - took));
  }
  return times;
}

async function vote(there: StandIn, list: Message): Promise<void> {
  const [button = ""] = buttonsOf(list).map(({ custom_id }) => custom_id);
  for (let i = 0; i < voters; i += 1) {
    // Who sees no edit of their own was acknowledged.
    void there.press(list, button, { as: `reader ${i}` }).catch(() => undefined);
    await delay(spreadMs / voters);
  }
}

function counted(list: Message): number {
  return Number(buttonsOf(list)[0]?.label?.replaceAll(/\D/g, ""));
}

function buttonsOf({ body }: Message) {
  return allComponents(body.components ?? []).filter(({ custom_id }) =>
    custom_id?.startsWith("paper.vote:"),
  );
}

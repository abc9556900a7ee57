import { Routes } from "discord-api-types/v10";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createClient } from "../../src/discord/connection/client.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { world } from "./world.ts";

let standIn: StandIn;

beforeEach(async () => {
  standIn = await startStandIn();
});

afterEach(async () => {
  await standIn.stop();
});

const NOW = Temporal.Instant.from("2026-11-28T10:00:00Z");
const POSTS = /^POST \/channels\/\d+\/messages$/;

/** Posts a message whose first answer is lost; each look at the clock is so much later than the one before. */
async function postAgainAfter(minutes: number): Promise<unknown> {
  let looks = 0;
  const client = createClient(standIn.apiBase, {
    now: () => NOW.add({ minutes: minutes * looks++ }),
  });
  client.rest.setToken(standIn.token);
  standIn.fail({ on: POSTS, with: { reset: true }, takesEffect: true, times: 1 });
  const body = { content: "A digest", nonce: "n1", enforce_nonce: true };
  try {
    return await client.rest.post(Routes.channelMessages(world.channelId), { body });
  } finally {
    await client.destroy();
  }
}

const posts = () => standIn.requests.filter(({ name }) => POSTS.test(name)).length;

test("a message without an answer is sent again at once, and Discord knows it again", async () => {
  expect(await postAgainAfter(0)).toMatchObject({ content: "A digest" });
  expect(posts()).toBe(2);
  expect(standIn.messages.all).toHaveLength(1);
});

test("where the process was stopped in between, it isn't: Discord would post it twice", async () => {
  await expect(postAgainAfter(5)).rejects.toThrow("too late to ask the same again");
  expect(posts()).toBe(1);
  expect(standIn.messages.all).toHaveLength(1);
});

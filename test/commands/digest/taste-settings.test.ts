import { beforeEach, expect, test } from "vitest";
import { button, CHANNEL, DM, type House, openHouse } from "../house.ts";

let house: House;

beforeEach(async () => {
  house = await openHouse();
  await subscribe({});
});

async function subscribe(who: object): Promise<void> {
  const preview = await house.ask("digest subscribe", { topic: "diffusion" }, who);
  await house.press(button(preview, "Subscribe"), who);
}

const taste = async () => (await house.store.book.subscriptions.channel(CHANNEL))?.settings.taste;

test("taste is off, and turned on by an option or a menu", async () => {
  expect((await house.ask("digest settings")).text).toContain("**Taste** off");
  expect((await house.ask("digest settings", { taste: "on" })).text).toContain("**Taste** on: ");
  expect(await taste()).toBe(true);
  expect((await house.ask("digest log")).text).toContain("taste on");
  await house.press(`digest.set:${CHANNEL}:taste`, {}, ["off"]);
  expect(await taste()).toBe(false);
  await house.press(`digest.set:${CHANNEL}:taste`, {}, ["sideways"]);
  expect(await taste()).toBe(false);
});

test("there is none in a direct message, where nobody votes", async () => {
  await subscribe({ channelId: DM });
  const refused = await house.ask("digest settings", { taste: "on" }, { channelId: DM });
  expect(refused.text).toContain("taste: there's nobody else to vote");
});

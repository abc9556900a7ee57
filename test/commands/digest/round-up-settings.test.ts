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

const roundUp = async () =>
  (await house.store.book.subscriptions.channel(CHANNEL))?.settings.roundUp;

test("a weekly round-up is turned on by day and hour, by options or menus, and off again", async () => {
  const on = await house.ask("digest settings", { "round-up": "friday" });
  expect(on.text).toContain("**Weekly round-up** on Fridays at 16:00");
  await house.ask("digest settings", { "round-up-time": "5pm" });
  expect(await roundUp()).toEqual({ day: "friday", time: "17:00" });
  await house.press(`digest.set:${CHANNEL}:round-up`, {}, ["monday"]);
  const card = await house.press(`digest.set:${CHANNEL}:round-up-time`, {}, ["08:00"]);
  expect(card.text).toContain("Time of the round-up");
  expect(await roundUp()).toEqual({ day: "monday", time: "08:00" });
  expect((await house.ask("digest log")).text).toContain("round-up monday 08");
  await house.press(`digest.set:${CHANNEL}:round-up`, {}, ["off"]);
  expect(await roundUp()).toBeNull();
});

test("its time needs a day, and neither is for a direct message", async () => {
  expect((await house.ask("digest settings", { "round-up-time": "9" })).text).toContain(
    "pick a day with round-up too",
  );
  expect((await house.ask("digest settings", { "round-up": "someday" })).how).toBe("private");
  await subscribe({ channelId: DM });
  const refused = await house.ask("digest settings", { "round-up": "friday" }, { channelId: DM });
  expect(refused.text).toContain("nobody else to vote");
});

test("it is posted in its hour, once, and shows in the status", async () => {
  const paperId =
    house.corpus.byTitle("Denoising Diffusion")?.id ?? [...house.corpus.ids()][0] ?? "";
  await house.ask("digest settings", { "round-up": "friday", zone: "UTC" });
  const card = await house.ask("paper show", { paper: paperId });
  const { components } = card.reply;
  await house.press(button(card, "▲ 0"), {}, [], { id: "m1", components });
  await house.tick("2026-04-24T15:59:00Z");
  const before = house.courier.posted.length;
  await house.tick("2026-04-24T16:00:00Z");
  await house.tick("2026-04-24T16:01:00Z");
  expect(house.courier.posted.length).toBe(before + 1);
  expect(JSON.stringify(house.courier.posted.at(-1))).toContain("Round-up of the week");
  expect((await house.ask("digest status")).text).toContain("weekly round-up · **sent**");
});

import { beforeEach, expect, test } from "vitest";
import { ANN, BOB, button, CHANNEL, DM, OTHER_CHANNEL } from "../house.ts";
import { house, openDigestHouse, plainly, subscribe } from "./a-digest-house.ts";

beforeEach(async () => {
  await openDigestHouse();
  await subscribe("noise");
});

const stateOf = async (channelId = CHANNEL) => await house.store.publicChannels.find(channelId);

const NOW = Temporal.Instant.from("2026-04-20T10:00:00Z");

test("a channel's digests are public from when a manager opens them, until one closes them", async () => {
  expect((await house.ask("digest settings")).text).toContain("**Public pages** off");
  expect(await stateOf()).toEqual({ kind: "unknown" });

  const opened = await house.ask("digest settings", { public: "on" });
  expect(opened.text).toContain("Saved.");
  expect(opened.text).toContain("**Public pages** on, for digests since <t:");
  expect(opened.text).toContain("Ask whoever runs Paperboy for the address");
  expect(opened.text).not.toContain("Anyone can read them");
  const channel = { id: CHANNEL, name: "papers", serverName: "Lab", since: NOW };
  expect(await stateOf()).toMatchObject({ kind: "open", channel });

  const again = await house.ask("digest settings", { public: "on" });
  expect(again.text).not.toContain("Saved.");

  const closed = await house.ask("digest settings", { public: "off" });
  expect(closed.text).toContain("**Public pages** off");
  expect(await stateOf()).toEqual({ kind: "closed" });

  const log = plainly(await house.ask("digest log"));
  expect(log).toContain(`<@${ANN}> in <#${CHANNEL}>: turned on public pages for new digests`);
  expect(log).toContain("turned off public pages");
  expect(log.match(/turned on public pages/g)).toHaveLength(1);
});

test("past digests are public where that was chosen, on the card too", async () => {
  const card = await house.ask("digest settings");
  const pages = await house.press(button(card, "Change public pages"));
  expect(pages.text).toContain("but no people and no votes");
  const menu = pages.components.find(({ options }) => options !== undefined);
  expect(menu?.options?.map(({ value }) => value)).toEqual(["off", "on", "past"]);
  const opened = await house.press(menu?.custom_id, {}, ["past"]);
  expect(opened.how).toBe("update");
  expect(opened.text).toContain("**Public pages** on, with past digests");
  const state = await stateOf();
  expect(state.kind === "open" && state.channel.since.epochMilliseconds).toBe(0);
  expect(plainly(await house.ask("digest log"))).toContain(
    "turned on public pages for all digests",
  );
});

test("where not everybody sees the channel, that is said before, and from then on", async () => {
  house.closed.add(CHANNEL);
  const asked = await house.ask("digest settings", { public: "past", most: 5 });
  expect(asked.text).toContain("Not everyone in this server can view this channel");
  expect(await stateOf()).toEqual({ kind: "unknown" });
  // What else was wished is done.
  const kept = await house.store.book.subscriptions.channel(CHANNEL);
  expect(kept?.settings.most).toBe(5);

  const left = await house.press(button(asked, "Cancel"));
  expect(left.text).toContain("**Public pages** off");
  expect(await stateOf()).toEqual({ kind: "unknown" });

  const opened = await house.press(button(asked, "Show them to everyone"));
  expect(opened.text).toContain("Anyone can read them, even though not everyone in this server");
  expect(await stateOf()).toMatchObject({ kind: "open" });
  expect((await house.ask("digest settings")).text).toContain("Anyone can read them");
  // Nothing has to be asked about one that is open.
  const narrower = await house.ask("digest settings", { public: "on" });
  expect(narrower.text).toContain("for digests since");
  // Past digests are more than that.
  const wider = await house.ask("digest settings", { public: "past" });
  expect(wider.text).toContain("Not everyone in this server can view this channel");
  expect(await stateOf()).toMatchObject({ kind: "open", channel: { since: NOW } });
});

test("a direct message is never public", async () => {
  await house.ask("digest subscribe", { topic: "noise" }, { channelId: DM });
  const preview = await house.ask("digest subscribe", { topic: "noise" }, { channelId: DM });
  await house.press(button(preview, "Subscribe"), { channelId: DM });
  const card = await house.ask("digest settings", { public: "on" }, { channelId: DM });
  expect(card.text).toContain("can't be public");
  expect((await house.ask("digest settings", {}, { channelId: DM })).text).not.toContain("ublic");
  expect(await stateOf(DM)).toEqual({ kind: "unknown" });
});

test("only managers open pages, and only of channels that they see", async () => {
  house.closed.add(CHANNEL);
  const asked = await house.ask("digest settings", { public: "on" });
  const open = button(asked, "Show them to everyone");
  await house.press(open, { userId: BOB });
  await house.press(open, { channelId: OTHER_CHANNEL, unseen: [CHANNEL] });
  await house.press(open?.replace(/on$/, "off"));
  expect(await stateOf()).toEqual({ kind: "unknown" });
});

test("neither an import nor a copy opens a channel", async () => {
  await house.ask("digest settings", { public: "past" });
  const { files } = await house.ask("digest export");
  const file = String(files[0]?.contents);
  expect(file).not.toMatch(/public/i);
  const copied = await house.ask("digest copy", { from: CHANNEL, to: OTHER_CHANNEL });
  await house.press(button(copied, "Copy"));
  expect(await house.store.book.subscriptions.of(OTHER_CHANNEL)).toHaveLength(1);
  expect(await stateOf(OTHER_CHANNEL)).toEqual({ kind: "unknown" });

  await house.ask("digest settings", { public: "off" });
  const upload = house.upload(file.replace("noise", "gravity"));
  const imported = await house.ask("digest import", { file: upload });
  await house.press(button(imported, "Import"));
  expect(await house.store.book.subscriptions.of(CHANNEL)).toHaveLength(2);
  expect(await stateOf()).toEqual({ kind: "closed" });
});

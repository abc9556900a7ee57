import { beforeEach, describe, expect, test } from "vitest";
import { BOB, button, CHANNEL, menu } from "../house.ts";
import {
  house,
  moments,
  openDigestHouse,
  optionsIn,
  papersCome,
  plainly,
  shownIn,
  subscribe,
  TUESDAY,
} from "./a-digest-house.ts";

beforeEach(openDigestHouse);

/** So late that whatever goes by itself is gone. */
const MONTHS_LATER = "2026-08-20T10:00:00Z";

describe("a digest of months ago", () => {
  beforeEach(async () => {
    await subscribe("noise");
    await house.ask("digest settings", { most: 2 });
    papersCome(4);
    await house.tick(TUESDAY);
    await house.ask("digest pause");
    for (let times = 0; times < 4; times += 1) await house.tick(MONTHS_LATER);
  });

  test("has no messages of its own any more", async () => {
    const [oldest] = (await house.store.book.history.runs(CHANNEL, 99)).toReversed();
    expect(await house.store.book.history.messages(oldest?.id ?? "")).toEqual([]);
  });

  test("has working buttons", async () => {
    const [paper = ""] = optionsIn(0);
    const card = await house.press(/digest\.open:[^"]+/.exec(shownIn(0))?.[0], { userId: BOB }, [
      paper,
    ]);
    expect(card.text).toContain("### [Noise, part 1]");
    const more = await house.press(/digest\.more:[^"]+/.exec(shownIn(0))?.[0], { userId: BOB });
    expect(more.text).toContain("### 2 papers waiting for the next digest");
  });

  test("is in the status with what it brought, and why still says when a paper came", async () => {
    expect((await house.ask("digest status")).text).toContain("**sent** · 2 papers");
    const [paper = ""] = optionsIn(0);
    const why = (await house.ask("digest why", { paper })).text;
    expect(why).toContain(`Posted in <#${CHANNEL}> on ${moments(TUESDAY)}.`);
    expect(why).toContain("/channels/");
  });
});

test("one from the archive is still called that", async () => {
  await subscribe("noise");
  await house.ask("digest settings", { quiet: "archive" });
  await house.tick(TUESDAY);
  await house.ask("digest pause");
  await house.tick(MONTHS_LATER);
  expect((await house.ask("digest status")).text).toContain("**from the archive** · 1 paper");
});

test("lists that all see turn their pages for ever, and a private one for a week", async () => {
  papersCome(40);
  await house.tick(TUESDAY);
  const shared = await house.ask("paper search", { query: "noise" });
  const hidden = await house.ask("paper search", { query: "noise part", hide: true });
  expect([shared.how, hidden.how]).toEqual(["public", "private"]);
  const next = { shared: button(shared, "Next"), hidden: button(hidden, "Next") };
  await house.tick("2026-04-27T07:00:00Z");
  const message = { id: "1", components: [], isPrivate: true };
  expect((await house.press(next.hidden, {}, [], message)).text).toContain("Noise");
  await house.tick(MONTHS_LATER);
  expect((await house.press(next.shared)).text).toContain("Noise");
  expect(plainly(await house.press(next.hidden, {}, [], message))).toContain("expired");
  expect(menu(shared).custom_id).toBe("paper.open");
});

test("a press on a private list keeps it private", async () => {
  papersCome(40);
  await house.tick(TUESDAY);
  const hidden = await house.ask("paper search", { query: "noise", hide: true });
  const message = { id: "1", components: [], isPrivate: true };
  await house.press(button(hidden, "Next"), {}, [], message);
  await house.tick(MONTHS_LATER);
  expect(plainly(await house.press(button(hidden, "Next"), {}, [], message))).toContain("expired");
});

test("a preview of before is not subscribed to by its button", async () => {
  const preview = await house.ask("digest subscribe", { topic: "noise" });
  await house.tick(MONTHS_LATER);
  await house.press(button(preview, "Subscribe"));
  expect(await house.store.book.subscriptions.of(CHANNEL)).toEqual([]);
});

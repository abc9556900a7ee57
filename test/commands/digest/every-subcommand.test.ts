import { beforeEach, describe, expect, test } from "vitest";
import { BOB, button, CHANNEL, OTHER_CHANNEL } from "../house.ts";
import { house, openDigestHouse, subscribe } from "./a-digest-house.ts";

beforeEach(openDigestHouse);

const MANAGERS_ONLY = "You need the Manage Server permission to manage digests here.";

describe("without Manage Server", () => {
  test.each([
    ["subscribe", { topic: "noise" }],
    ["unsubscribe", { topic: "noise" }],
    ["list", {}],
    ["settings", { most: 3 }],
    ["settings", {}],
    ["pause", {}],
    ["resume", {}],
    ["preview", {}],
    ["send", {}],
    ["status", {}],
    ["why", { paper: "Gravity of graphs" }],
    ["log", {}],
    ["export", {}],
    ["setup", {}],
    ["import", { file: { id: "1", name: "digests.json", url: "", size: 2 } }],
    ["copy", { from: CHANNEL, to: OTHER_CHANNEL }],
  ])("/digest %s %o is refused", async (command, options) => {
    await subscribe("noise");
    const before = await house.store.book.subscriptions.channel(CHANNEL);
    const answer = await house.ask(`digest ${command}`, options, { userId: BOB });
    expect(answer.how).toBe("private");
    expect(answer.text).toContain(MANAGERS_ONLY);
    expect(await house.store.book.subscriptions.channel(CHANNEL)).toEqual(before);
    expect(await house.store.book.subscriptions.of(CHANNEL)).toHaveLength(1);
    expect(house.courier.posted).toEqual([]);
  });

  test("the buttons and the form of a preview are refused too", async () => {
    const preview = await house.ask("digest subscribe", { topic: "noise" });
    const form = await house.openForm(button(preview, "Change topic"));
    const bob = { userId: BOB };
    for (const label of ["Subscribe", "Change topic", "Cancel"])
      expect((await house.press(button(preview, label), bob)).text).toContain(MANAGERS_ONLY);
    expect((await house.submit(form, { topic: "mine" }, bob)).text).toContain(MANAGERS_ONLY);
    for (const id of [
      `digest.preview:${CHANNEL}:1`,
      "digest.list:1",
      "digest.log::1",
      "digest.import:key",
      "digest.setup-start:key",
      `digest.copy:${CHANNEL}:${OTHER_CHANNEL}`,
    ])
      expect((await house.press(id, bob)).text).toContain(MANAGERS_ONLY);
    expect(await house.store.book.subscriptions.of(CHANNEL)).toEqual([]);
  });
});

test.each([
  ["unsubscribe", { topic: "noise" }],
  ["settings", {}],
  ["pause", {}],
  ["resume", {}],
  ["preview", {}],
  ["send", {}],
  ["status", {}],
])("/digest %s where there are no topics says how to begin", async (command, options) => {
  const answer = await house.ask(`digest ${command}`, options);
  expect(answer.how).toBe("private");
  expect(answer.text).toContain("Use `/digest subscribe` to add one.");
});

import { beforeEach, describe, expect, test } from "vitest";
import { CHANNEL, OTHER_CHANNEL } from "../house.ts";
import { house, openDigestHouse, subscribe, TUESDAY } from "./a-digest-house.ts";

beforeEach(openDigestHouse);

describe("/digest unsubscribe", () => {
  test.each(["noise", "Loud", "LOUD"])("takes a topic or its name: %s", async (typed) => {
    await subscribe("noise", { name: "Loud" });
    await subscribe("gravity");
    const answer = await house.ask("digest unsubscribe", { topic: typed });
    expect(answer.text).toContain(`Unsubscribed from *Loud* in <#${CHANNEL}>.\n-# 1 topic left`);
    const last = await house.ask("digest unsubscribe", { topic: "gravity" });
    expect(last.text).toContain("That was the last topic, so digests have stopped.");
    await house.tick(TUESDAY);
    expect(house.courier.posted).toEqual([]);
  });

  test("of a topic that is not there says so, and where to look", async () => {
    await subscribe("noise");
    const answer = await house.ask("digest unsubscribe", { topic: "silence" });
    expect(answer.text).toContain("that channel isn't subscribed to “silence”. Use `/digest list`");
  });

  test("completes the topics of the channel that was picked, else of this one", async () => {
    await subscribe("gravity", { channel: OTHER_CHANNEL });
    await subscribe("noise", { name: "Loud" });
    expect(await house.complete("digest unsubscribe", "topic", "")).toEqual([
      { name: "Loud", value: "noise" },
    ]);
    const other = { channel: OTHER_CHANNEL };
    expect(await house.complete("digest unsubscribe", "topic", "grav", {}, other)).toEqual([
      { name: "gravity", value: "gravity" },
    ]);
    const blind = { unseen: [OTHER_CHANNEL] };
    expect(await house.complete("digest unsubscribe", "topic", "", blind, other)).toEqual([]);
  });
});

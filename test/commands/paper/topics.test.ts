import { beforeEach, describe, expect, test } from "vitest";
import { house, moments, openDigestHouse, subscribe, TUESDAY } from "../digest/a-digest-house.ts";
import { BOB, CHANNEL, DM_OF_BOB, OTHER_CHANNEL } from "../house.ts";

beforeEach(openDigestHouse);

const bob = { userId: BOB };

describe("/paper topics", () => {
  test("tells members what the channel is subscribed to, and when its next digest comes", async () => {
    await subscribe("noise", { name: "Loud" });
    await subscribe("gravity has:code");
    const answer = await house.ask("paper topics", {}, bob);
    expect(answer.how).toBe("public");
    expect(answer.text.replaceAll("\\", "").split("\n")).toEqual([
      `### Topics in <#${CHANNEL}>`,
      "- **Loud**: noise",
      "- **gravity has:code**",
      `-# The next digest comes ${moments(TUESDAY)}.`,
    ]);
    expect((await house.ask("paper topics", { hide: true }, bob)).how).toBe("private");
  });

  test("tells privately of another channel that they see, and of no other", async () => {
    await subscribe("noise", { channel: OTHER_CHANNEL });
    const answer = await house.ask("paper topics", { channel: OTHER_CHANNEL }, bob);
    expect(answer.how).toBe("private");
    expect(answer.text).toContain(`### Topics in <#${OTHER_CHANNEL}>\n- **noise**`);
    const unseen = { ...bob, unseen: [OTHER_CHANNEL] };
    const refused = await house.ask("paper topics", { channel: OTHER_CHANNEL }, unseen);
    expect(refused.text).toContain("Either you or Paperboy can't see that channel.");
    expect(refused.text).not.toContain("noise");
  });

  test("says who can add topics where there are none", async () => {
    const none = await house.ask("paper topics", {}, bob);
    expect(none.text).toContain("There are none yet. Members with Manage Server can add some");
    const direct = await house.ask("paper topics", {}, { ...bob, channelId: DM_OF_BOB });
    expect(direct.text).toContain("There are none yet. `/digest subscribe` adds one.");
  });

  test("says where digests have ended, and who can start them again", async () => {
    await subscribe("noise");
    await house.store.book.subscriptions.end(CHANNEL, Temporal.Instant.from(TUESDAY));
    const { text } = await house.ask("paper topics", {}, bob);
    expect(text).toContain("Digests have ended there. Members with Manage Server can start them");
    expect(text).not.toContain("none yet");
    const why = await house.ask("digest why", { paper: "Gravity of graphs" });
    expect(why.text).toContain(`digests have ended in <#${CHANNEL}>`);
  });

  test("says nothing of why digests are paused", async () => {
    await subscribe("noise");
    await house.ask("digest pause");
    const { text } = await house.ask("paper topics", {}, bob);
    expect(text).toMatch(/- \*\*noise\*\*\n-# No digest is scheduled right now\.$/);
  });
});

import { beforeEach, describe, expect, test } from "vitest";
import { button, BOB, CHANNEL, DM, menu, OTHER_CHANNEL } from "../house.ts";
import {
  house,
  moments,
  openDigestHouse,
  papersCome,
  shownIn,
  subscribe,
  TUESDAY,
  WEDNESDAY,
} from "../digest/a-digest-house.ts";

beforeEach(openDigestHouse);

describe("/paper missed", () => {
  test("pages through what found no place, for anybody who sees the channel", async () => {
    await twoDays();
    expect(shownIn(0)).toContain("-# 5 more waiting");
    expect(shownIn(1)).toContain("-# 3 missed this week");
    const answer = await house.ask("paper missed", {}, { userId: BOB });
    expect(answer.how).toBe("public");
    expect(answer.text).toContain("### 3 papers missed in the last 30 days");
    expect(answer.text).toContain(
      `-# They match topics in <#${CHANNEL}>, but didn't fit in a digest`,
    );
    for (const part of [5, 6, 7]) expect(answer.text).toContain(`Noise, part ${part}`);
    expect(answer.text).toContain("-# 1–3 of 3");
    const { custom_id, options } = menu(answer);
    const card = await house.press(custom_id, { userId: BOB }, [options[0]?.value ?? ""]);
    expect(card.text).toContain("Noise, part");
  });

  test("a digest of the next day does not call new what waits since the day before", async () => {
    await subscribe("noise");
    await house.ask("digest settings", { most: 2 });
    papersCome(7);
    await house.tick(TUESDAY);
    await house.tick(WEDNESDAY);
    expect(shownIn(1)).toContain("-# 3 more waiting");
  });

  test("has pages that are the asker's, and a private copy for others", async () => {
    await subscribe("noise");
    await house.ask("digest settings", { most: 2, keep: 0 });
    papersCome(7);
    await house.tick(TUESDAY);
    const answer = await house.ask("paper missed");
    expect(answer.text).toContain("-# 1–3 of 5 · page 1 of 2");
    const next = button(answer, "Next");
    const second = await house.press(next);
    expect(second.how).toBe("update");
    expect(second.text).toContain("-# 4–5 of 5 · page 2 of 2");
    expect((await house.press(next, { userId: BOB })).how).toBe("private");
    expect((await house.ask("paper missed", { hide: true })).how).toBe("private");
  });

  test("says so where nothing was missed, or nothing is subscribed to", async () => {
    expect((await house.ask("paper missed")).text).toContain("There are no topics yet.");
    await subscribe("noise");
    expect((await house.ask("paper missed")).text).toContain("No papers were missed in <#");
  });

  test("of another channel answers privately, and only to those who see it", async () => {
    await twoDays(OTHER_CHANNEL);
    const answer = await house.ask("paper missed", { channel: OTHER_CHANNEL });
    expect(answer.how).toBe("private");
    expect(answer.text).toContain("3 papers missed");
    const blind = { userId: BOB, unseen: [OTHER_CHANNEL] };
    const refused = await house.ask("paper missed", { channel: OTHER_CHANNEL }, blind);
    const unknown = await house.ask(
      "paper missed",
      { channel: "9" },
      { userId: BOB, unseen: ["9"] },
    );
    expect(refused.text).toContain("can't see that channel");
    expect(refused.text).toBe(unknown.text);
    const forged = await house.press(`paper.missed:${OTHER_CHANNEL}:1:${BOB}`, blind);
    expect(forged.text).toContain("can't see that channel");
    const fromDm = await house.press(`paper.missed:${CHANNEL}:1:${BOB}`, { channelId: DM });
    expect(fromDm.text).toContain("can't see that channel");
  });

  test("why says so where papers do not wait, and a digest's button does not claim otherwise", async () => {
    await twoDays();
    await house.ask("digest settings", { keep: 0 });
    const later = await house.ask("digest why", { paper: "Noise, part 7" });
    expect(later.text).toContain("Papers here don't wait now.");
    const more = /digest\.more:[^"]+/.exec(shownIn(0))?.[0];
    expect((await house.press(more)).text).toContain("or they're in `/paper missed`");
  });

  test("why says which digest was full where a paper waited for no other", async () => {
    await subscribe("noise");
    await house.ask("digest settings", { most: 2, keep: 0 });
    papersCome(3);
    await house.tick(TUESDAY);
    const why = await house.ask("digest why", { paper: "Noise, part 3" });
    expect(why.text).toContain(`filled the digest of ${moments(TUESDAY)}, and it didn't wait`);
    expect(why.text).toContain("Papers here don't wait now.");
  });

  test("why and status say it too", async () => {
    await twoDays();
    const why = await house.ask("digest why", { paper: "Noise, part 7" });
    expect(why.text).toContain("It was missed: it matches *noise*");
    expect(why.text).toContain("came first in every digest from ");
    expect(why.text).toContain("Papers here now wait up to 1 day.");
    expect((await house.ask("digest status")).text).toContain(
      "0 new papers waiting · 3 missed this week",
    );
  });
});

/** Of seven papers two are sent on each of two days. */
async function twoDays(channel?: string): Promise<void> {
  const options = channel === undefined ? {} : { channel };
  await subscribe("noise", options);
  await house.ask("digest settings", { most: 2, keep: 1, ...options });
  papersCome(7);
  await house.tick(TUESDAY);
  await house.tick(WEDNESDAY);
}

import { beforeEach, describe, expect, test } from "vitest";
import {
  aSnapshot,
  BOB,
  button,
  CHANNEL,
  DM,
  type House,
  openHouse,
  OTHER_CHANNEL,
} from "../house.ts";

const VOTE = /^paper\.vote:(?<id>.+)$/;

let house: House;

beforeEach(async () => {
  house = await openHouse({ snapshots: [aSnapshot([{ title: "Seeing with mamba" }, {}, {}])] });
});

const show = (who = {}) => house.ask("paper show", { paper: "Seeing with mamba" }, who);

type Shown = Awaited<ReturnType<typeof show>>;

/** The labels of the vote buttons of an answer. */
function counts({ components }: Shown): string[] {
  return components
    .filter(({ custom_id }) => VOTE.test(custom_id ?? ""))
    .map(({ label }) => label ?? "");
}

let messages = 0;

/** Each time on a message of its own. */
const voteOn = (shown: Shown, label = "▲ 0", who = {}) =>
  house.press(button(shown, label), who, [], {
    id: `m${(messages += 1)}`,
    components: shown.reply.components,
  });

describe("the vote button", () => {
  test("stands on a card and on each paper of a list, and counts a press", async () => {
    const card = await show();
    expect(counts(card)).toEqual(["▲ 0"]);
    const list = await house.ask("paper search", { query: "paper" });
    expect(counts(list)).toEqual(["▲ 0", "▲ 0"]);

    const after = await voteOn(card);
    expect(after.how).toBe("update");
    expect(counts(after)).toEqual(["▲ 1"]);
    expect(after.text).toBe(card.text);
    expect(counts(await show())).toEqual(["▲ 1"]);
  });

  test("pressed again says so privately, and offers to take the vote back", async () => {
    const card = await show();
    await voteOn(card);
    const again = await voteOn(card);
    expect(again).toMatchObject({ how: "private" });
    expect(again.text).toContain("You voted for this.");
    const back = await house.press(button(again, "Take back vote"));
    expect(back).toMatchObject({ how: "update" });
    expect(back.text).toContain("Your vote was taken back.");
    expect(counts(await show())).toEqual(["▲ 0"]);
    expect((await house.press(button(again, "Take back vote"))).text).toContain(
      "You haven't voted for this",
    );
  });

  test("counts everybody, of whichever channel that all can see", async () => {
    await voteOn(await show());
    await voteOn(await show({ userId: BOB, channelId: OTHER_CHANNEL }), "▲ 1", {
      userId: BOB,
      channelId: OTHER_CHANNEL,
    });
    expect(counts(await show())).toEqual(["▲ 2"]);
  });

  test("shows in no other channel what was voted in one that not everybody sees", async () => {
    house.closed.add(OTHER_CHANNEL);
    await voteOn(await show({ channelId: OTHER_CHANNEL }), "▲ 0", { channelId: OTHER_CHANNEL });
    expect(counts(await show())).toEqual(["▲ 0"]);
    expect(counts(await show({ channelId: OTHER_CHANNEL }))).toEqual(["▲ 1"]);
    // Even so it is one vote in a server.
    expect((await voteOn(await show())).text).toContain("You voted for this.");
  });

  test.each([
    ["in a direct message", { channelId: DM }],
    ["where Paperboy is not in the server", { hasDigests: false }],
  ])("is not there %s, and a forged press says so", async (_where, who) => {
    expect(counts(await show(who))).toEqual([]);
    const id = button(await show(), "▲ 0");
    expect(await house.press(id, who)).toMatchObject({ how: "private", text: /Votes are off/ });
  });

  test("of a paper that there is not, of none, and with more behind it: refused, and nothing is kept", async () => {
    for (const id of [
      "paper.vote:nope",
      "paper.vote",
      "paper.vote:",
      "paper.vote:a:b",
      "paper.unvote:nope",
    ])
      expect({ id, ...(await house.press(id)) }).toMatchObject({
        id,
        how: "private",
        text: expect.stringMatching(/no longer/),
      });
    expect(await house.store.votes.since("500000000000000001", null)).toEqual([]);
  });

  test("can be switched off for a channel, and on again", async () => {
    const preview = await house.ask("digest subscribe", { topic: "mamba" });
    await house.press(button(preview, "Subscribe"));
    const off = await house.ask("digest settings", { votes: "off" });
    expect(off.text).toContain("**Votes** off");
    const id = button(await show({ channelId: OTHER_CHANNEL }), "▲ 0");
    expect(counts(await show())).toEqual([]);
    expect(counts(await show({ channelId: "t1", parentId: CHANNEL }))).toEqual([]);
    expect((await house.press(id)).text).toContain("Votes are off here.");
    const menus = await house.press(button(off, "Change votes"));
    await house.press(`digest.set:${CHANNEL}:votes`, {}, ["on"]);
    expect(menus.text).toContain("Vote buttons");
    expect(counts(await show())).toEqual(["▲ 0"]);
  });

  test("in a direct message there is nothing to switch", async () => {
    const preview = await house.ask("digest subscribe", { topic: "mamba" }, { channelId: DM });
    await house.press(button(preview, "Subscribe"), { channelId: DM });
    const refused = await house.ask("digest settings", { votes: "off" }, { channelId: DM });
    expect(refused.text).toContain("nobody else to vote");
  });

  test("two presses of one person at once are one vote", async () => {
    const card = await show();
    const both = await Promise.all([voteOn(card), voteOn(card)]);
    expect(both.map(({ how }) => how).toSorted()).toEqual(["private", "update"]);
    expect(counts(await show())).toEqual(["▲ 1"]);
  });
});

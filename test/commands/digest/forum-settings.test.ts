import { beforeEach, describe, expect, test } from "vitest";
import type { Probe } from "../../../src/digests/courier.ts";
import { button, CHANNEL, GUILD, OTHER_CHANNEL } from "../house.ts";
import { house, openDigestHouse, plainly, settingsOf, subscribe } from "./a-digest-house.ts";

const FORUM = OTHER_CHANNEL;
const PAPERS = "600000000000000001";
const tags = [
  { id: PAPERS, name: "Papers", isUsable: true },
  { id: "600000000000000002", name: "Für alle", isUsable: true },
  { id: "600000000000000003", name: "Mods", isUsable: false },
];

function forumIs(forum: NonNullable<Extract<Probe, { kind: "here" }>["forum"]>): void {
  const here = { kind: "here", guildId: GUILD, channel: "forum", missing: [] } as const;
  house.courier.channels.set(FORUM, { ...here, missing: [], forum });
}

beforeEach(async () => {
  await openDigestHouse();
  forumIs({ isRequired: false, tags });
  await subscribe("noise", { channel: FORUM });
  await subscribe("noise");
});

const set = (options: Record<string, string>) =>
  house.ask("digest settings", { channel: FORUM, ...options });

const complete = (typed: string) =>
  house.complete("digest settings", "tag", typed, {}, { channel: FORUM });

describe("/digest settings of a forum", () => {
  test("shows how it posts, which other channels have no word of", async () => {
    expect((await set({})).text).toContain("**Posts** a new one each day\n**Tag** none");
    expect((await house.ask("digest settings")).text).not.toMatch(/\*\*(?:Posts|Tag)/);
  });

  test("takes one running post, and goes back to one each day", async () => {
    expect((await set({ post: "one running post" })).text).toContain("**Posts** one that goes on");
    expect(await settingsOf(FORUM)).toMatchObject({ post: "one running post", tag: null });
    await set({ post: "new post each day" });
    expect(await settingsOf(FORUM)).toMatchObject({ post: "new post each day" });
    expect((await house.ask("digest log")).text).toContain("changed settings: one running post");
  });

  test.each([
    [PAPERS, "Papers"],
    ["papers", "Papers"],
    [" fur ALLE ", "Für alle"],
  ])("takes the tag %s, which is called %s", async (tag, name) => {
    expect((await set({ tag })).text).toContain(`**Tag** ${name}`);
    expect((await settingsOf(FORUM))?.tag).toMatchObject({ name });
    expect((await set({ tag: "none" })).text).toContain("**Tag** none");
    expect((await settingsOf(FORUM))?.tag).toBeNull();
    expect((await house.ask("digest log")).text).toContain(`changed settings: tag ${name}`);
  });

  test("completes the tag with those that may be given", async () => {
    expect(await complete("")).toEqual([
      { name: "Papers", value: PAPERS },
      { name: "Für alle", value: "600000000000000002" },
      { name: "No tag", value: "none" },
    ]);
    expect((await complete("fur")).map(({ name }) => name)).toEqual(["Für alle"]);
    forumIs({ isRequired: true, tags });
    expect((await complete("")).map(({ name }) => name)).toEqual(["Papers", "Für alle"]);
    expect(await house.complete("digest settings", "tag", "")).toEqual([]);
  });

  test.each([
    [{ tag: "Mods" }, "only moderators can use “Mods”. Pick another tag, or give Paperboy Manage"],
    [{ tag: "Something else" }, "that forum has no such tag. Pick one from the list."],
    [{ post: "two posts" }, "post: pick one of the options in the list"],
    [{ tag: PAPERS, channel: CHANNEL }, "tag: only forums have tags."],
    [{ post: "one running post", channel: CHANNEL }, "post: only forums have posts."],
  ])("refuses %o and says why", async (options, told) => {
    const answer = await set(options);
    expect(answer.how).toBe("private");
    expect(plainly(answer)).toContain(told);
    expect(await settingsOf(FORUM)).toMatchObject({ post: "new post each day", tag: null });
  });

  test("that requires a tag says which one its posts get, and lets nobody take it away", async () => {
    forumIs({ isRequired: true, tags });
    expect((await set({})).text).toContain("**Tag** Papers, because this forum requires one");
    expect(plainly(await set({ tag: "none" }))).toContain("requires a tag for each post");
  });

  test("that has lost its tag says so", async () => {
    await set({ tag: PAPERS });
    forumIs({ isRequired: false, tags: tags.slice(1) });
    expect((await set({})).text).toContain("**Tag** none, because *Papers* can't be used any more");
  });

  test("are changed on a card, in place", async () => {
    const card = await house.press(button(await set({}), "Change posts"));
    const running = await house.press(`digest.set:${FORUM}:post`, {}, ["one running post"]);
    expect(running.how).toBe("update");
    expect(running.text).toContain("Saved.\n**Posts** one that goes on");
    const tagged = await house.press(`digest.set:${FORUM}:tag`, {}, [PAPERS]);
    expect(tagged.text).toContain("**Tag** Papers");
    expect(await settingsOf(FORUM)).toMatchObject({
      post: "one running post",
      tag: { id: PAPERS },
    });
    const [, menuOfTags] = card.components.filter(({ options }) => options);
    expect(menuOfTags?.options?.map(({ label }) => label)).toEqual([
      "Papers",
      "Für alle",
      "No tag",
    ]);
    for (const [id, value] of [
      [`digest.set:${FORUM}:tag`, "600000000000000003"],
      [`digest.set:${FORUM}:post`, "two posts"],
      [`digest.set:${CHANNEL}:post`, "one running post"],
      [`digest.set:${CHANNEL}:tag`, PAPERS],
    ] as const)
      expect((await house.press(id, {}, [value])).how).toBe("private");
    const elsewhere = await house.press(`digest.settings:${CHANNEL}:posts`);
    expect(elsewhere.text).toContain("**When**");
    expect(await settingsOf(FORUM)).toMatchObject({
      post: "one running post",
      tag: { id: PAPERS },
    });
  });
});

import { ChannelType, PermissionFlagsBits } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import type { GuildChannel } from "../discord/guild.ts";
import { ids, minutes, office, provoke, usePostOffice } from "./at-post-office.ts";
import { longPapers } from "./long-papers.ts";

usePostOffice();

const { ManageThreads } = PermissionFlagsBits;
const UNKNOWN_CHANNEL = 10_003;
const DAY = 24 * 60;
const running = { settings: { post: "one running post", most: 25 } } as const;

/** Of a forum, oldest first. */
const postsIn = (forum: string): GuildChannel[] =>
  office.standIn.guild.channels.filter(({ parentId }) => parentId === forum);

/** The papers in each post of a forum. */
const papersByPost = (forum: string) =>
  postsIn(forum).map(({ id }) =>
    office.papersIn(forum).filter((paper) => postOf(forum, paper) === id),
  );

function postOf(forum: string, paper: string): string | undefined {
  const message = office
    .messagesIn(forum)
    .find(({ body }) => JSON.stringify(body).includes(`"value":"${paper}"`));
  return message?.channelId;
}

/** A forum whose first digest has opened its running post. */
async function withRunningPost(): Promise<string> {
  const forum = await office.channel("forum", running);
  await office.papersCome(longPapers(3, "a"));
  await office.tick();
  return forum;
}

async function nextDayBrings(prefix: string, count = 10): Promise<void> {
  await office.papersCome(longPapers(count, prefix));
  await office.tick(minutes(DAY));
}

describe("one running post", () => {
  test("takes the digests of all days, and stays open for a week without any", async () => {
    const forum = await withRunningPost();
    await nextDayBrings("b");
    expect(papersByPost(forum)).toEqual([[...ids(3, "a"), ...ids(10, "b")]]);
    expect(postsIn(forum)[0]).toMatchObject({
      name: "New papers since 21 Nov 2026",
      autoArchiveMinutes: 7 * DAY,
    });
    expect((await office.run(forum)).postId).toBe(postsIn(forum)[0]?.id);
  });

  test("of digests with a post each there is none: the first one after the change opens it", async () => {
    const forum = await office.channel("forum");
    await office.papersCome(longPapers(2, "a"));
    await office.tick();
    const { settings, settledUntil } = await office.subscription(forum);
    const changed = { ...settings, ...running.settings };
    await office.book.subscriptions.changeSettings(forum, changed, settledUntil);
    await nextDayBrings("b", 2);
    expect(postsIn(forum).map(({ name }) => name)).toEqual([
      "New papers · 21 Nov 2026",
      "New papers since 22 Nov 2026",
    ]);
  });

  const endings: { how: string; end: (postId: string) => void }[] = [
    { how: "deleted", end: (id) => office.standIn.guild.removeChannel(id) },
    {
      how: "deleted unheard",
      end: (id) => office.standIn.guild.removeChannel(id, { told: false }),
    },
    { how: "archived", end: (id) => office.standIn.guild.archive(id) },
    { how: "locked", end: (id) => office.standIn.guild.archive(id, { isLocked: true }) },
  ];

  test.each(endings)("that was $how is followed by another, once", async ({ how, end }) => {
    if (how.startsWith("deleted")) provoke(UNKNOWN_CHANNEL);
    const forum = await withRunningPost();
    const [first] = postsIn(forum);
    end(first!.id);
    await nextDayBrings("b");
    const [second, ...others] = postsIn(forum).filter(({ id }) => id !== first!.id);
    expect(others).toEqual([]);
    expect(second?.name).toBe("New papers since 22 Nov 2026");
    expect(office.papersIn(forum).filter((id) => id.startsWith("b"))).toEqual(ids(10, "b"));
    await office.papersCome(longPapers(2, "c"));
    await office.tick(minutes(2 * DAY));
    expect(postOf(forum, "c1")).toBe(second?.id);
    expect(await office.run(forum)).toMatchObject({ outcome: "sent", postId: second?.id });
    expect(first!.isArchived).toBe(postsIn(forum).includes(first!));
  });

  test.each([
    { how: "full", code: 30_033 },
    { how: "locked meanwhile", code: 160_005 },
    { how: "archived meanwhile", code: 50_083 },
  ])("that is $how is followed by another, once", async ({ code }) => {
    const forum = await withRunningPost();
    const on = new RegExp(`^POST /channels/${postsIn(forum)[0]!.id}/messages$`);
    office.standIn.fail({ on, with: { status: 400, code } });
    await nextDayBrings("b");
    expect(papersByPost(forum)).toEqual([ids(3, "a"), ids(10, "b")]);
  });

  test.each(endings)(
    "into which a message went unheard, and which then was $how, has it once",
    async ({ how, end }) => {
      // It is looked into, and then asked for.
      if (how.startsWith("deleted")) provoke(UNKNOWN_CHANNEL, UNKNOWN_CHANNEL);
      const forum = await withRunningPost();
      const [first] = postsIn(forum);
      const on = new RegExp(`^POST /channels/${first!.id}/messages$`);
      office.standIn.fail({ on, with: { closed: true }, takesEffect: true });
      await nextDayBrings("b");
      expect(office.papersIn(forum)).not.toEqual(ids(3, "a"));
      end(first!.id);
      office.restart();
      await office.tick(office.now.add({ minutes: 30 }));
      const shown = office.papersIn(forum).filter((id) => id.startsWith("b"));
      // With a post that somebody deleted goes what stood in it: it is sent again.
      expect(shown).toEqual(ids(10, "b"));
      expect(postsIn(forum)).toHaveLength(how.startsWith("deleted") ? 1 : 2);
    },
  );

  test("gets no second successor when nobody heard of the first", async () => {
    const forum = await withRunningPost();
    office.standIn.guild.archive(postsIn(forum)[0]!.id);
    office.standIn.fail({ on: /threads$/, with: { closed: true }, takesEffect: true });
    await nextDayBrings("b");
    office.restart();
    await office.tick(office.now.add({ minutes: 30 }));
    expect(papersByPost(forum)).toEqual([ids(3, "a"), ids(10, "b")]);
  });

  test("is left where nobody can say now what became of it, and nothing is doubled", async () => {
    const forum = await withRunningPost();
    const on = new RegExp(`^GET /channels/${postsIn(forum)[0]!.id}$`);
    office.standIn.fail({ on, with: { status: 500 }, times: Infinity });
    await nextDayBrings("b");
    expect(papersByPost(forum)).toEqual([[...ids(3, "a"), ...ids(10, "b")]]);
  });

  test("is found again after a restart under another name", async () => {
    const forum = await withRunningPost();
    office.restart();
    await nextDayBrings("b");
    expect(postsIn(forum)).toHaveLength(1);
  });
});

test("media channels have running posts too", async () => {
  const forum = await office.channel("forum", { type: ChannelType.GuildMedia, ...running });
  await office.papersCome(longPapers(2, "a"));
  await office.tick();
  await nextDayBrings("b", 2);
  expect(papersByPost(forum)).toEqual([[...ids(2, "a"), ...ids(2, "b")]]);
});

const tagOf = (id: string, name: string, moderated = false) => ({ id, name, moderated });
const [PAPERS, NEWS, MODS] = ["111111111111111111", "222222222222222222", "333333333333333333"];
const tags = [tagOf(MODS, "Mods", true), tagOf(PAPERS, "Papers"), tagOf(NEWS, "News")];

/** Of two papers' post. */
async function appliedTo(options: Parameters<typeof office.channel>[1]) {
  const forum = await office.channel("forum", { tags, ...options });
  await office.papersCome(longPapers(2, forum));
  await office.tick(office.now.add({ hours: 24 }));
  return postsIn(forum)[0]?.appliedTags;
}

const chosen = (id: string) => ({ settings: { tag: { id, name: "Whatever" } } });

describe("the tag of a forum's new posts", () => {
  test("is the one that was chosen", async () => {
    expect(await appliedTo(chosen(NEWS))).toEqual([NEWS]);
  });

  test("is none where none was chosen and none is required, else the first that we may give", async () => {
    expect(await appliedTo({})).toEqual([]);
    expect(await appliedTo({ isTagRequired: true })).toEqual([PAPERS]);
  });

  test("is as if none was chosen where it was deleted since, or is for moderators alone", async () => {
    expect(await appliedTo(chosen("444444444444444444"))).toEqual([]);
    expect(await appliedTo(chosen(MODS))).toEqual([]);
    expect(await appliedTo({ ...chosen(MODS), isTagRequired: true })).toEqual([PAPERS]);
    expect(await appliedTo({ ...chosen(MODS), granted: ManageThreads })).toEqual([MODS]);
  });
});

import { describe, expect, test } from "vitest";
import { changePage } from "../../../src/messages/settings/change-log.ts";
import { digestList, type ListedChannel } from "../../../src/messages/topics/digest-list.ts";
import { digestPreview, waitingPage } from "../../../src/messages/digests/digest-preview.ts";
import {
  pausedNotice,
  resumedNotice,
  settingsCard,
} from "../../../src/messages/settings/digest-settings.ts";
import type { ForumSettings } from "../../../src/messages/settings/forum-settings.ts";
import { errorNotice } from "../../../src/messages/notices.ts";
import {
  subscribed,
  topicPreview,
  unsubscribed,
} from "../../../src/messages/topics/subscription.ts";
import { at, paper, person, place, run } from "../digests/a-run.ts";
import { buttonsOf, linesOf } from "../read-reply.ts";

const found = {
  paper,
  topic: "marmots",
  grade: "strong" as const,
  words: ["marmots"],
  fields: ["title" as const],
};
function aForum(forum: Partial<ForumSettings>): ForumSettings {
  const tags = { names: { none: "No tag" }, given: "none" };
  return { post: "new post each day", chosen: null, given: null, tags, ...forum };
}

describe("a list of channels", () => {
  const channel = {
    place,
    topics: [
      { topic: "marmots", name: "marmots" },
      { topic: "lynx", name: "cats" },
    ],
    next: at,
    halt: null,
    last: null,
  };

  test("has the topics of each, when its next digest comes, and the last", () => {
    const channels: ListedChannel[] = [
      channel,
      {
        ...channel,
        place: person,
        topics: [],
        next: null,
        halt: { why: "asked", until: null },
        last: run,
      },
    ];
    const list = digestList({
      channels,
      before: 0,
      total: 2,
      page: 1,
      pages: 1,
      previous: null,
      next: null,
    });
    expect(linesOf(list)).toEqual([
      "### Digests",
      "**<#11>** · next <t:1795248000:f>, <t:1795248000:R>",
      "*marmots* · *cats* (lynx)",
      "-# No digest yet",
      "**Direct message**",
      "Paused. Use `/digest resume` to start digests again.",
      "No topics",
      "-# Last digest: <t:1795248000:f> · **sent** · 3 papers",
    ]);
    expect(buttonsOf(list)).toEqual([]);
  });

  test("says what a topic gets, where that is not everything", () => {
    const wishes = {
      most: 1,
      match: "strong matches" as const,
      upvotes: 1,
      code: true,
      hide: ["arxiv" as const, "pages" as const],
    };
    const topics = [
      { topic: "marmots", name: "marmots", wishes },
      {
        topic: "lynx",
        name: "cats",
        wishes: { ...wishes, match: "every mention" as const, hide: [] },
      },
    ];
    const [alone] = [
      { channels: [{ ...channel, topics }], before: 0, total: 1, page: 1, pages: 1 },
    ];
    const list = digestList({ ...alone, previous: null, next: null });
    expect(linesOf(list)).toContain(
      "*marmots* (strong matches only, at least 1 upvote, only with code, no papers that are only on arXiv or saved pages, at most 1 in a digest)" +
        " · *cats* (lynx, at least 1 upvote, only with code, at most 1 in a digest)",
    );
  });

  test("counts the topics that have no room, but never the first", () => {
    const long = Array.from({ length: 25 }, (_, i) => {
      const name = `${i} ${"m".repeat(96)}`;
      return { topic: name, name };
    });
    const page = (count: number) =>
      digestList({
        channels: Array.from({ length: count }, () => ({ ...channel, topics: long })),
        before: 5,
        total: 1024,
        page: 2,
        pages: 205,
        previous: "previous",
        next: null,
      });
    const [topics = ""] = linesOf(page(9)).filter((line) => line.startsWith("*0"));
    expect(topics).toMatch(/^\*0 m+\* · and 24 more$/);
    expect(linesOf(page(5)).find((line) => line.startsWith("*0"))).toMatch(
      /^\*0 m+\* · \*1 m+\* · \*2 m+\* · and 22 more$/,
    );
    expect(linesOf(page(5)).at(-1)).toBe("-# 6–10 of 1,024 channels · page 2 of 205");
    expect(buttonsOf(page(5))).toEqual(["Previous", "-Next"]);
  });

  test("says so where there is none", () => {
    const none = digestList({
      channels: [],
      before: 0,
      total: 0,
      page: 1,
      pages: 1,
      previous: null,
      next: null,
    });
    expect(linesOf(none)[1]).toMatch(/^No topics yet\./);
  });
});

test("changes are told with who made them, and where", () => {
  const change = { at, userId: "7", channelId: "11", did: "paused" };
  const changes = [change, { ...change, userId: null, channelId: null }];
  const page = changePage({
    changes,
    before: 10,
    total: 12,
    page: 6,
    pages: 6,
    previous: "previous",
    next: null,
  });
  expect(linesOf(page)).toEqual([
    "### Changes",
    "<t:1795248000:f> <@7> in <#11>: paused",
    "<t:1795248000:f> Paperboy: paused",
    "-# 11–12 of 12 · page 6 of 6",
  ]);
  expect(buttonsOf(page)).toEqual(["Previous", "-Next"]);
  const first = { changes, before: 0, total: 12, page: 1, pages: 6, previous: null, next: "next" };
  expect(buttonsOf(changePage(first))).toEqual(["-Previous", "Next"]);
  expect(buttonsOf(changePage({ ...first, total: 2, next: null }))).toEqual([]);
  expect(linesOf(changePage({ ...first, changes: [], total: 0 }))[1]).toBe(
    "No changes yet. They show up here when someone uses a `/digest` command.",
  );
});

describe("the settings of a channel", () => {
  const settings = {
    place,
    time: "09:00",
    timeZone: "Europe/Berlin",
    zoneChosen: true,
    days: "daily",
    most: 10,
    order: "balanced" as const,
    keep: 7,
    quietDay: "one line" as const,
    roleId: null,
    publish: null,
    community: { votes: true, taste: false, roundUp: null },
    forum: null,
    pages: null,
    alarmsTo: { setUpBy: "7" },
    next: at,
    changed: false,
    hasQuietLine: true,
    topics: [],
    ids: {
      show: (card: string) => `show:${card}`,
      set: (...option: (string | undefined)[]) => `set:${option.join(":")}`,
      form: "form",
      topic: "topic",
    },
  };

  test.each([
    [{}, "**When** every day at 09:00, Europe/Berlin"],
    [{ days: "weekdays" }, "**When** Monday to Friday at 09:00, Europe/Berlin"],
    [
      { days: "sunday", zoneChosen: false },
      "**When** on Sundays at 09:00, Europe/Berlin (default)",
    ],
    [{}, "**At most** 10 papers in a digest"],
    [{}, "**Order** balanced: good matches, upvotes and new papers"],
    [{ order: "most upvoted" as const }, "**Order** most upvoted first"],
    [{ keep: 1 }, "**If papers don't fit** they wait up to 1 day, then go to `/paper missed`"],
    [{ keep: 0 }, "**If papers don't fit** they go to `/paper missed`"],
    [{ most: 1 }, "**At most** 1 paper in a digest"],
    [{}, "**When nothing is new** a one-line note"],
    [{ quietDay: "nothing" as const }, "**When nothing is new** nothing is posted"],
    [{}, "**Taste** off"],
    [
      { community: { votes: true, taste: true, roundUp: null } },
      "**Taste** on: papers like those people here voted for come a little earlier",
    ],
    [
      { community: { votes: false, taste: true, roundUp: null } },
      "**Taste** on, once votes are on",
    ],
    [{}, "**Mentions** nobody"],
    [{ roleId: "5" }, "**Mentions** <@&5>"],
    [{ publish: true }, "**Publishes** yes, to channels that follow this one"],
    [{ publish: false }, "**Publishes** no"],
    [{}, "**Alerts** about problems go to <@7>"],
    [
      { alarmsTo: { setUpBy: "7", second: { kind: "person" as const, id: "8" } } },
      "**Alerts** about problems go to <@7> and <@8>",
    ],
    [
      { alarmsTo: { setUpBy: "7", second: { kind: "channel" as const, id: "8" } } },
      "**Alerts** about problems go to <@7> and <#8>",
    ],
    [{ forum: aForum({}) }, "**Posts** a new one each day"],
    [
      { forum: aForum({ post: "one running post" }) },
      "**Posts** one that goes on; a new one when it's closed, locked or deleted",
    ],
    [{ forum: aForum({}) }, "**Tag** none"],
    [{ forum: aForum({ chosen: "News", given: "News" }) }, "**Tag** News"],
    [{ forum: aForum({ given: "News" }) }, "**Tag** News, because this forum requires one"],
    [
      { forum: aForum({ chosen: "Papers" }) },
      "**Tag** none, because *Papers* can't be used any more",
    ],
    [
      { forum: aForum({ chosen: "Papers", given: "News" }) },
      "**Tag** News, because *Papers* can't be used any more and this forum requires one",
    ],
    [{}, "-# Next digest <t:1795248000:F>, <t:1795248000:R>"],
    [{ next: null }, "-# No digest is scheduled"],
    [{ changed: true }, "Saved."],
  ])("with %j say “%s”", (changes, line) => {
    expect(linesOf(settingsCard({ ...settings, ...changes }))).toContain(line);
  });

  test("say nothing of what a place has not", () => {
    const lines = linesOf(settingsCard({ ...settings, alarmsTo: null }));
    expect(lines.join("\n")).not.toMatch(/Publishes|Posts|Tag|Alerts|Saved/);
  });

  test("once they are paused, or not any more", () => {
    expect(linesOf(pausedNotice(place, { until: null, next: null, skipsNone: false }))).toEqual([
      "Digests in <#11> are paused. Use `/digest resume` to start them again.",
      "-# New papers wait for the first digest after the pause",
    ]);
    expect(
      linesOf(pausedNotice(place, { until: at, next: at, skipsNone: false })).slice(0, 2),
    ).toEqual([
      "Digests in <#11> are paused until <t:1795248000:F>, <t:1795248000:R>.",
      "The next one comes <t:1795248000:F>.",
    ]);
    expect(linesOf(resumedNotice(place, null))).toEqual(["Digests in <#11> are back on."]);
    expect(linesOf(resumedNotice(place, at))[1]).toBe(
      "The next one comes <t:1795248000:F>, <t:1795248000:R>.",
    );
  });
});

describe("a preview", () => {
  test("of a digest says when it is due, and which of its messages is shown", () => {
    const message = errorNotice("As it would be posted");
    const preview = {
      place,
      due: at,
      message,
      number: 1,
      count: 2,
      previous: null,
      next: "next",
      send: "send",
    };
    expect(linesOf(digestPreview(preview))).toEqual([
      "-# Preview of the next digest in <#11>, due <t:1795248000:F>, <t:1795248000:R> · message 1 of 2",
      "As it would be posted",
    ]);
    expect(buttonsOf(digestPreview(preview))).toEqual(["Send now", "-Previous", "Next"]);
    const alone = digestPreview({ ...preview, due: null, count: 1, next: null });
    expect(linesOf(alone)[0]).toBe("-# Preview of the next digest in <#11>, paused for now");
    expect(buttonsOf(alone)).toEqual(["Send now"]);
    expect(linesOf(digestPreview({ ...preview, message: null }))[1]).toBe(
      "There's nothing new, so nothing would be posted. `/digest settings quiet:` can change that.",
    );
  });

  test("of what waits says which of how many are shown", () => {
    const where = { before: 5, total: 6, page: 2, pages: 2, previous: "p", next: null };
    const page = { papers: [found], ...where, open: "open" };
    expect(linesOf(waitingPage(page))).toEqual([
      "### 6 papers waiting for the next digest",
      "**[On Marmots](https://huggingface.co/papers?q=paper)**",
      "-# Strong match for *marmots* in the title: **Marmots**",
      "-# 6 of 6 · page 2 of 2",
    ]);
    expect(buttonsOf(waitingPage(page))).toEqual(["Previous", "-Next"]);
    expect(buttonsOf(waitingPage({ ...page, previous: null }))).toEqual([]);
    expect(linesOf(waitingPage({ ...page, papers: [] }))).toEqual([
      "No papers are waiting. These were in a later digest, or they're in `/paper missed`.",
    ]);
  });

  const topic = {
    place,
    topic: "marmots",
    name: "marmots",
    total: 0,
    best: [],
    nearest: [],
    next: at,
    knownAs: null,
    meant: null,
    advice: [],
    confirm: "a",
    change: "b",
    cancel: "c",
  };

  test.each([
    [
      { total: 1 },
      "**1 paper** in the library matches. Digests bring new papers from now on; these stay in the archive.",
    ],
    [
      { total: 2 },
      "**2 papers** in the library match. Digests bring new papers from now on; these stay in the archive.",
    ],
    [
      { total: 2, onlyExcludes: true },
      "This topic only says what to leave out, so every other paper matches.",
    ],
    [{}, "No papers match this yet. You can still subscribe to get the ones that do."],
    [{ nearest: "a b c d e f".split(" ") }, "-# Similar words: *a*, *b*, *c*, *d*, *e*"],
    [{}, "The next digest comes <t:1795248000:F>, <t:1795248000:R>."],
    [
      { next: null },
      "Digests are paused here. New papers on this topic wait until you resume them.",
    ],
    [{ name: "beasts" }, "Its heading will be *beasts*."],
    [{ knownAs: "beasts" }, "-# Already subscribed here as *beasts*"],
    [
      { meant: "loud noise" },
      "-# Topics match word for word. If you mean *loud noise*, select **Change topic**",
    ],
    [
      { advice: [1, 2].map((i) => ({ permission: `Permission ${i}`, where: `There ${i}` })) },
      "-# Recommended: give Paperboy **Permission 1** (There 1)",
    ],
    [
      { impossible: { why: "no words" } as const },
      "**No paper can ever match this topic:** its words are in almost every paper. Add a more specific word. Select **Change topic** to fix it.",
    ],
    [
      { impossible: { why: "no such time", since: "", before: "before:1900" } as const },
      "**No paper can ever match this topic:** no papers are that old (*before\\:1900*). Select **Change topic** to fix it.",
    ],
    [
      { impossible: { why: "no such time", since: "since:2025", before: "before:2024" } as const },
      "**No paper can ever match this topic:** a paper can't be both *since\\:2025* and *before\\:2024*. Select **Change topic** to fix it.",
    ],
    [
      { impossible: { why: "contradiction", asked: "marmots" } as const },
      "**No paper can ever match this topic:** it includes *marmots* and leaves it out at the same time. Select **Change topic** to fix it.",
    ],
    [
      { impossible: { why: "too many words" } as const },
      "**No paper can ever match this topic:** it has too many words. Select **Change topic** to fix it.",
    ],
  ])("of a topic with %j says “%s”", (changes, line) => {
    const lines = linesOf(topicPreview({ ...topic, ...changes }));
    expect(lines[0]).toBe("### Subscribe to “marmots” in <#11>?");
    expect(lines).toContain(line);
    expect(lines.filter((one) => one.startsWith("-# Recommended"))).toHaveLength(
      "advice" in changes ? 1 : 0,
    );
    expect(lines.filter((one) => one.startsWith("Its heading"))).toHaveLength(
      "name" in changes ? 1 : 0,
    );
  });

  test("of a topic once it is confirmed, and once it goes", () => {
    expect(linesOf(subscribed(place, "marmots", at)).slice(0, 2)).toEqual([
      "Subscribed to *marmots* in <#11>.",
      "The next digest comes <t:1795248000:F>, <t:1795248000:R>.",
    ]);
    expect(linesOf(subscribed(place, "\u200B", null)).slice(0, 2)).toEqual([
      "Subscribed to *this topic* in <#11>.",
      "Digests are paused here.",
    ]);
    expect([0, 1, 2].map((left) => linesOf(unsubscribed(place, "a", left))[1])).toEqual([
      "That was the last topic, so digests have stopped.",
      "-# 1 topic left.",
      "-# 2 topics left.",
    ]);
  });
});

import { describe, expect, test } from "vitest";
import { digestStatus, haltLine, runLine, sentNotice } from "../../../src/messages/digests/runs.ts";
import { type Why, whyCard } from "../../../src/messages/topics/why.ts";
import { at, paper, person, place, run } from "./a-run.ts";
import { linesOf } from "../read-reply.ts";

describe("a digest's run", () => {
  test.each([
    [{}, "<t:1795248000:f> · **sent** · 3 papers"],
    [
      { byHand: true, papers: 1, planned: 1 },
      "<t:1795248000:f> · sent on request · **sent** · 1 paper",
    ],
    [{ papers: 2, outcome: "partly sent" }, "<t:1795248000:f> · **partly sent** · 2 of 3 papers"],
    [{ papers: 0, planned: 0, outcome: "nothing new" }, "<t:1795248000:f> · **nothing new**"],
    [{ outcome: "nothing new" }, "<t:1795248000:f> · **from the archive** · 3 papers"],
    [
      { outcome: "blocked", missing: "Send *Messages*", papers: 0 },
      "<t:1795248000:f> · **blocked: Send \\*Messages\\*** · 0 of 3 papers",
    ],
  ])("of %j", (changes, line) => {
    expect(runLine({ ...run, ...changes })).toBe(line);
  });

  test.each([
    [{ why: "asked", until: null }, "Paused. Use `/digest resume` to start digests again."],
    [{ why: "asked", until: at }, "Paused until <t:1795248000:F>, <t:1795248000:R>."],
    [
      { why: "blocked", permission: "Send Messages" },
      "Blocked: Paperboy needs **Send Messages**. The digest will be posted once that's fixed.",
    ],
    [
      { why: "blocked", permission: "Paperboy is in a time-out", cause: "time-out" },
      "Blocked: **Paperboy is in a time-out**. The digest will be posted once that's over.",
    ],
  ] as const)("that is halted by %j", (halt, line) => {
    expect(haltLine(halt)).toBe(line);
  });

  const status = {
    place,
    topics: 2,
    waiting: 1,
    missed: 0,
    next: at,
    halt: null,
    runs: [
      { ...run, note: "first\nsecond\n\u200B\nthird" },
      { ...run, note: "" },
    ],
    sources: [],
  };

  test("and all there is to know of a channel, with the last two lines of each note", () => {
    expect(linesOf(digestStatus(status))).toEqual([
      "### Digests in <#11>",
      "Next: <t:1795248000:F>, <t:1795248000:R>",
      "-# 2 topics · 1 new paper waiting",
      "**Last digests**",
      "<t:1795248000:f> · **sent** · 3 papers",
      "-# second",
      "-# third",
      "<t:1795248000:f> · **sent** · 3 papers",
      "**Sources**",
    ]);
    const paused = {
      ...status,
      next: null,
      halt: { why: "asked" as const, until: null },
      runs: [],
    };
    expect(linesOf(digestStatus({ ...paused, place: person, waiting: 2, topics: 1 }))).toEqual([
      "### Digests in this direct message",
      "Paused. Use `/digest resume` to start digests again.",
      "-# 1 topic · 2 new papers waiting",
      "**Last digests**",
      "None yet",
      "**Sources**",
    ]);
  });

  test("has its notes shortened to the room that the newer ones leave, or left out", () => {
    const runs = Array.from({ length: 4 }, () => ({ ...run, note: "word ".repeat(200) }));
    const notes = linesOf(digestStatus({ ...status, runs })).filter(
      (line) => line.startsWith("-# ") && !line.includes("topics"),
    );
    expect(notes).toHaveLength(3);
    expect(notes.map(({ length }) => length)).toEqual([703, 703, expect.any(Number)]);
    expect(notes.join("\n").length).toBeLessThanOrEqual(1805);
    expect(notes.every((note) => note.endsWith("word…"))).toBe(true);
  });

  const sent = { url: "https://discord.com/channels/22/11/33", goesOn: false };

  test.each([
    [{}, sent, ["Digest sent.", "-# 3 papers · https://discord.com/channels/22/11/33"]],
    [{ outcome: "sent late" }, { ...sent, url: null }, ["Digest sent.", "-# 3 papers"]],
    [
      { outcome: "nothing new", planned: 0, papers: 0 },
      { ...sent, url: null },
      ["There's nothing new.", "Nothing was posted."],
    ],
    [
      { outcome: "nothing new", planned: 0, papers: 0 },
      sent,
      ["There's nothing new.", "-# https://discord.com/channels/22/11/33"],
    ],
    [
      { outcome: "nothing new" },
      sent,
      [
        "There is nothing new. Papers from the archive were sent instead.",
        "-# 3 papers · https://discord.com/channels/22/11/33",
      ],
    ],
    [
      { outcome: "sending", papers: 1 },
      { ...sent, goesOn: true },
      [
        "The digest is on its way.",
        "Discord is slow right now, so Paperboy keeps trying in the background. Use `/digest status` to see how it went.",
        "-# 1 of 3 papers · https://discord.com/channels/22/11/33",
      ],
    ],
    [
      { outcome: "planned", papers: 0 },
      { ...sent, url: null },
      [
        "The digest is on its way.",
        "Discord is having trouble with it, so Paperboy will keep trying for up to an hour. Use `/digest status` to see how it went.",
        "-# 0 of 3 papers",
      ],
    ],
    [
      { outcome: "failed", papers: 0, note: "Why it failed" },
      { ...sent, url: null },
      ["The digest couldn't be sent.", "-# 0 of 3 papers", "-# Why it failed"],
    ],
    [{ outcome: "dropped" }, { ...sent, url: null }, ["Its status is dropped.", "-# 3 papers"]],
  ])("sent by hand, of %j", (changes, where, lines) => {
    expect(linesOf(sentNotice(place, { ...run, ...changes }, where))).toEqual([
      "### Digest in <#11>",
      ...lines,
    ]);
  });
});

describe("why a paper comes or not", () => {
  const match = { grade: "good" as const, words: ["alpine", "marmots"], fields: ["title", "text"] };
  const matched = "-# Good match: *alpine*, *marmots* in its title and text";

  test.each<[Why, string[]]>([
    [
      { rule: "not subscribed" },
      ["Not in a digest: there are no topics in <#11>. Use `/digest subscribe` to add one."],
    ],
    [
      { rule: "sent", at, url: null },
      ["Posted in <#11> on <t:1795248000:F>, <t:1795248000:R>.", "The message was deleted later."],
    ],
    [
      { rule: "sent", at, url: "https://discord.com/channels/22/11/33" },
      [
        "Posted in <#11> on <t:1795248000:F>, <t:1795248000:R>.",
        "https://discord.com/channels/22/11/33",
      ],
    ],
    [
      { rule: "set aside", mayHaveArrived: true },
      ["Sent, but Discord never confirmed that it arrived. Paperboy won't send it again."],
    ],
    [
      { rule: "set aside", mayHaveArrived: false },
      ["Left out: Discord didn't accept the message."],
    ],
    [{ rule: "on its way", missing: null }, ["It's in the digest that is being posted now."]],
    [
      { rule: "on its way", missing: "Send Messages" },
      ["It's in a digest that can't be posted yet: Paperboy needs **Send Messages**."],
    ],
    [{ rule: "withdrawn" }, ["Not in a digest: its authors withdrew it."]],
    [
      { rule: "planned", name: "marmots", match, due: at, before: 9, most: 10 },
      [
        "It matches *marmots* and will be in the next digest.",
        "The next digest comes <t:1795248000:F>, <t:1795248000:R>.",
        matched,
      ],
    ],
    [
      { rule: "planned", name: "marmots", match, due: null, before: 10, most: 10 },
      [
        "It matches *marmots* and is waiting: 10 papers come first, and digests here have at most 10.",
        "Digests are paused here.",
        matched,
      ],
    ],
    [
      { rule: "planned", name: "marmots", match, due: null, before: 1, most: 1 },
      [
        "It matches *marmots* and is waiting: 1 paper comes first, and digests here have at most 1.",
        "Digests are paused here.",
        matched,
      ],
    ],
    [
      { rule: "planned", name: "marmots", match, due: null, before: 3, most: 10, mostOfTopic: 2 },
      [
        "It matches *marmots* and is waiting: digests here have at most 2 papers on that topic, and others come first.",
        "Digests are paused here.",
        matched,
      ],
    ],
    [
      {
        rule: "filtered",
        name: "marmots",
        match,
        unmet: [{ wish: "strong matches" }, { wish: "upvotes", wanted: 1000, has: 1 }],
        isOver: false,
        subscriptionId: 7,
      },
      [
        "Not in a digest: it matches *marmots*, but it isn't a strong match and has 1 upvote (1,000 needed). That topic is set to skip such papers.",
        matched,
        "-# If that changes in the next days, it can still come",
      ],
    ],
    [
      {
        rule: "filtered",
        name: "marmots",
        match,
        unmet: [
          { wish: "upvotes", wanted: 1, has: null },
          { wish: "code" },
          { wish: "source", only: ["arxiv"] },
        ],
        isOver: true,
        subscriptionId: 7,
      },
      [
        "Not in a digest: it matches *marmots*, but it has no upvote count (1 needed), has no code and is only on arXiv. That topic is set to skip such papers.",
        matched,
        "-# It's too late for it to come now",
      ],
    ],
    [
      { rule: "filtered", name: "marmots", match, unmet: [], isOver: true, subscriptionId: 7 },
      [
        "Not in a digest: it matches *marmots*, but wasn't yet what that topic gets while it could still come.",
        matched,
        "-# It's too late for it to come now",
      ],
    ],
    [
      {
        rule: "archive",
        name: "marmots",
        match: { grade: "strong" as const, words: "a b c d e f g".split(" "), fields: [] },
      },
      [
        "Not in a digest: it matches *marmots*, but Paperboy already had it before this channel had that topic.",
        "-# Strong match: *a*, *b*, *c*, *d*, *e*, *f*",
        "-# Papers from the archive only come when there's nothing new, if `/digest settings quiet:` allows it",
      ],
    ],
    [
      {
        rule: "no match",
        topics: [
          { name: "a", missing: { words: "a b c d e".split(" "), conditions: [] } },
          { name: "b", missing: { words: [], conditions: ["since:7d", "has:code", "org:x"] } },
          { name: "c", missing: { words: ["c"], conditions: ["title:d"] } },
          { name: "d", missing: { words: [], conditions: [] } },
          ...["e", "f", "g", "h"].map((name) => ({ name, missing: { words: [], conditions: [] } })),
        ],
      },
      [
        "Not in a digest: it doesn't match any topic here.",
        "-# **a**: it doesn't mention *a*, *b*, *c* or *d*",
        "-# **b**: it doesn't fit *since\\:7d*, *has\\:code*",
        "-# **c**: it doesn't mention *c*; it doesn't fit *title\\:d*",
        "-# **d**: it has these words but isn't clearly about them",
        "-# **e**: it has these words but isn't clearly about them",
        "-# **f**: it has these words but isn't clearly about them",
        "-# and 2 more topics",
      ],
    ],
    [
      {
        rule: "no match",
        topics: "abcdef"
          .split("")
          .map((name) => ({ name, missing: { words: [], conditions: [] } })),
      },
      [
        "Not in a digest: it doesn't match any topic here.",
        ..."abcdef"
          .split("")
          .map((name) => `-# **${name}**: it has these words but isn't clearly about them`),
      ],
    ],
  ])("%j", (why, lines) => {
    expect(linesOf(whyCard(paper, place, why)).slice(1)).toEqual(lines);
  });

  test("a paper that was matched again says so", () => {
    const card = whyCard(paper, place, { rule: "withdrawn" }, at);
    expect(linesOf(card).at(-1)).toMatch(
      /^-# Its title or text changed after it came, so it was matched again <t:\d+:F>/,
    );
  });
});

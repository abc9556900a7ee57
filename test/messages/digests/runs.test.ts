import { describe, expect, test } from "vitest";
import { digestStatus, haltLine, runLine, sentNotice } from "../../../src/messages/digests/runs.ts";
import { type Why, whyCard } from "../../../src/messages/digests/why.ts";
import { at, paper, person, place, run } from "./a-run.ts";
import { linesOf } from "../read-reply.ts";

describe("a digest's run", () => {
  test.each([
    [{}, "<t:1795248000:f> · **sent** · 3 papers"],
    [{ byHand: true, papers: 1, planned: 1 }, "<t:1795248000:f> · by hand · **sent** · 1 paper"],
    [{ papers: 2, outcome: "partly sent" }, "<t:1795248000:f> · **partly sent** · 2 of 3 papers"],
    [{ papers: 0, planned: 0, outcome: "nothing new" }, "<t:1795248000:f> · **nothing new**"],
    [
      { outcome: "blocked", missing: "Send *Messages*", papers: 0 },
      "<t:1795248000:f> · **blocked: Send \\*Messages\\*** · 0 of 3 papers",
    ],
  ])("of %j", (changes, line) => {
    expect(runLine({ ...run, ...changes })).toBe(line);
  });

  test.each([
    [{ why: "asked", until: null }, "Paused until somebody uses `/digest resume`."],
    [{ why: "asked", until: at }, "Paused until <t:1795248000:F>, <t:1795248000:R>."],
    [
      { why: "blocked", permission: "Send Messages" },
      "Blocked: **Send Messages** is missing. The digest is posted as soon as that is fixed.",
    ],
    [
      { why: "blocked", permission: "Paperboy is in a time-out", cause: "time-out" },
      "Blocked: **Paperboy is in a time-out**. The digest is posted as soon as that is over.",
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
      "-# 2 topics · 1 new paper waits",
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
      "### Digests in this conversation",
      "Paused until somebody uses `/digest resume`.",
      "-# 1 topic · 2 new papers wait",
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
    [{}, sent, ["It was sent.", "-# 3 papers · https://discord.com/channels/22/11/33"]],
    [{ outcome: "sent late" }, { ...sent, url: null }, ["It was sent.", "-# 3 papers"]],
    [
      { outcome: "nothing new", planned: 0, papers: 0 },
      { ...sent, url: null },
      ["There is nothing new.", "So nothing was posted."],
    ],
    [
      { outcome: "nothing new", planned: 0, papers: 0 },
      sent,
      ["There is nothing new.", "-# https://discord.com/channels/22/11/33"],
    ],
    [
      { outcome: "sending", papers: 1 },
      { ...sent, goesOn: true },
      [
        "It is on its way.",
        "Discord is slow right now, so Paperboy keeps trying in the background. `/digest status` shows how it went.",
        "-# 1 of 3 papers · https://discord.com/channels/22/11/33",
      ],
    ],
    [
      { outcome: "planned", papers: 0 },
      { ...sent, url: null },
      [
        "It is on its way.",
        "Discord is having trouble with it, so Paperboy keeps trying, for an hour at most. `/digest status` shows how it went.",
        "-# 0 of 3 papers",
      ],
    ],
    [
      { outcome: "failed", papers: 0, note: "Why it failed" },
      { ...sent, url: null },
      ["It could not be sent.", "-# 0 of 3 papers", "-# Why it failed"],
    ],
    [{ outcome: "dropped" }, { ...sent, url: null }, ["It is dropped.", "-# 3 papers"]],
  ])("sent by hand, of %j", (changes, where, lines) => {
    expect(linesOf(sentNotice(place, { ...run, ...changes }, where))).toEqual([
      "### Digest in <#11>",
      ...lines,
    ]);
  });
});

describe("why a paper comes or not", () => {
  const match = { strength: 0.456, words: ["alpine", "marmots"], fields: ["title", "text"] };
  const matched = "-# Strength 46 of 100: *alpine*, *marmots* in its title and text";

  test.each<[Why, string[]]>([
    [{ rule: "not subscribed" }, ["Not in a digest: nothing is subscribed to in <#11>."]],
    [
      { rule: "sent", at, url: null },
      [
        "It was sent in <#11> on <t:1795248000:F>, <t:1795248000:R>.",
        "Its message has been deleted since.",
      ],
    ],
    [
      { rule: "sent", at, url: "https://discord.com/channels/22/11/33" },
      [
        "It was sent in <#11> on <t:1795248000:F>, <t:1795248000:R>.",
        "https://discord.com/channels/22/11/33",
      ],
    ],
    [
      { rule: "set aside", mayHaveArrived: true },
      ["It was sent, but Discord never said whether it arrived, so it is not sent again."],
    ],
    [
      { rule: "set aside", mayHaveArrived: false },
      ["It was set aside: Discord refused its message."],
    ],
    [{ rule: "on its way", missing: null }, ["It is in the digest that is being delivered now."]],
    [
      { rule: "on its way", missing: "Send Messages" },
      ["It is in a digest that waits here: **Send Messages** is missing."],
    ],
    [{ rule: "withdrawn" }, ["Its authors withdrew it, so digests leave it out."]],
    [
      { rule: "planned", name: "marmots", match, due: at, before: 9, most: 10 },
      [
        "It matches *marmots* and is planned for the next digest.",
        "The next one comes <t:1795248000:F>, <t:1795248000:R>.",
        matched,
      ],
    ],
    [
      { rule: "planned", name: "marmots", match, due: null, before: 10, most: 10 },
      [
        "It matches *marmots* and waits: 10 papers go before it, and a digest here takes 10.",
        "Digests are paused here.",
        matched,
      ],
    ],
    [
      { rule: "planned", name: "marmots", match, due: null, before: 1, most: 1 },
      [
        "It matches *marmots* and waits: 1 paper goes before it, and a digest here takes 1.",
        "Digests are paused here.",
        matched,
      ],
    ],
    [
      {
        rule: "archive",
        name: "marmots",
        match: { strength: 1, words: "a b c d e f g".split(" "), fields: [] },
      },
      [
        "Not in a digest: it matches *marmots*, but it was known already when this was subscribed to.",
        "-# Strength 100 of 100: *a*, *b*, *c*, *d*, *e*, *f*",
        "-# Papers from the archive come only on quiet days, if `/digest settings` says so.",
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
        "Not in a digest: it matches none of the topics here.",
        "-# **a**: it does not say *a*, *b*, *c*, *d*",
        "-# **b**: it is outside *since\\:7d*, *has\\:code*",
        "-# **c**: it does not say *c*; it is outside *title\\:d*",
        "-# **d**: it has these words, but is not clearly about them",
        "-# **e**: it has these words, but is not clearly about them",
        "-# **f**: it has these words, but is not clearly about them",
        "-# … and 2 more topics",
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
        "Not in a digest: it matches none of the topics here.",
        ..."abcdef"
          .split("")
          .map((name) => `-# **${name}**: it has these words, but is not clearly about them`),
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

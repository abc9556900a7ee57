import * as fc from "fast-check";
import { expect, test } from "vitest";
import { changePage } from "../../../src/messages/digests/change-log.ts";
import { channelTopics } from "../../../src/messages/digests/channel-topics.ts";
import { digestList } from "../../../src/messages/digests/digest-list.ts";
import { digestMessages } from "../../../src/messages/digests/digest.ts";
import { missedPage } from "../../../src/messages/digests/missed.ts";
import { digestPreview, waitingPage } from "../../../src/messages/digests/digest-preview.ts";
import { pausedNotice, settingsCard } from "../../../src/messages/digests/digest-settings.ts";
import { overview } from "../../../src/messages/help.ts";
import type { Reply } from "../../../src/messages/layout/reply.ts";
import { digestStatus, sentNotice } from "../../../src/messages/digests/runs.ts";
import {
  subscribed,
  topicForm,
  topicPreview,
  unsubscribed,
} from "../../../src/messages/digests/subscription.ts";
import { type Why, whyCard } from "../../../src/messages/digests/why.ts";
import { allComponents, messageFlaws } from "../../discord/check-message.ts";
import { aPaper } from "../../papers/a-paper.ts";
import { hostileText } from "../hostile-text.ts";
import { allNodes } from "../read-markdown.ts";

const place = { channelId: "100000000000000001", guildId: "500000000000000001" };
const at = Temporal.Instant.from("2026-11-21T08:00:00Z");
const pages = { before: 40, total: 50, page: 9, pages: 10, previous: "previous", next: "next" };

/** Everything that `/digest` answers with texts from outside, each as long as there can be. */
function repliesWith(text: string): Record<string, Reply> {
  const paper = aPaper({ title: text, displayTitle: text, abstract: text, organisation: text });
  const words = Array.from({ length: 10 }, (_, i) => `${text}${i}`);
  const found = {
    paper,
    topic: text,
    words,
    fields: ["title" as const, "text" as const, "organisation" as const],
  };
  const three = [1, 2, 3].map((i) => ({ ...found, paper: { ...paper, id: `paper${i}` } }));
  const permission = { permission: text, where: text };
  const preview = {
    place,
    topic: text,
    name: `${text}!`,
    next: at,
    knownAs: text,
    meant: text,
    advice: [permission, permission],
    confirm: "confirm",
    change: "change",
    cancel: "cancel",
  };
  const run = {
    at,
    byHand: true,
    outcome: "sent late",
    missing: text,
    papers: 24,
    planned: 25,
    note: `${text}\n${text}\n${text}`,
  };
  const halt = { why: "blocked", permission: text } as const;
  const topics = Array.from({ length: 25 }, () => ({ topic: text, name: `${text}!` }));
  const listed = { place, topics, next: at, halt, last: run };
  const source = {
    name: text,
    state: "failing" as const,
    since: at,
    readAt: at,
    newest: null,
    trouble: text,
  };
  const messages = digestMessages({
    id: "d1",
    date: "2026-11-21",
    lateSince: at,
    from: "new",
    sections: [{ heading: text, papers: three }],
    waiting: 1000,
    missed: 1000,
    more: "more",
    roleId: null,
  });
  const many = Array.from({ length: 20 }, () => text);
  const match = { strength: 0.8, words: many, fields: ["title" as const, "text" as const] };
  const reasons: Why[] = [
    { rule: "set aside", mayHaveArrived: true },
    { rule: "planned", name: text, match, due: at, before: 30, most: 10 },
    { rule: "withdrawn" },
    { rule: "missed", name: text, match, since: at, at, keep: 30 },
    { rule: "archive", name: text, match },
    {
      rule: "no match",
      topics: topics.map(({ name }) => ({ name, missing: { words: many, conditions: many } })),
    },
  ];
  return {
    "topic preview": topicPreview({ ...preview, total: 1000, best: three, nearest: [] }),
    "topic that never matches": topicPreview({
      ...preview,
      total: 0,
      best: [],
      nearest: [],
      impossible: { why: "no such time", since: text, before: text },
    }),
    "topic without papers": topicPreview({ ...preview, total: 0, best: [], nearest: words }),
    subscribed: subscribed(place, text, at),
    unsubscribed: unsubscribed(place, text, 24),
    list: digestList({ channels: [1, 2, 3, 4, 5].map(() => listed), ...pages }),
    "topics of a channel": channelTopics({ place, topics: [...topics, ...topics], next: at }),
    "list of one": digestList({ channels: [listed], ...pages }),
    settings: settingsCard({
      place,
      time: "09:00",
      timeZone: text,
      days: "sunday",
      most: 25,
      zoneChosen: true,
      order: "most upvoted",
      keep: 30,
      quietDay: "archive",
      roleId: null,
      publish: true,
      alarmsTo: {
        setUpBy: "200000000000000001",
        second: { kind: "channel", id: "100000000000000002" },
      },
      next: at,
      changed: true,
    }),
    paused: pausedNotice(place, { until: at, next: at, skipsNone: false }),
    status: digestStatus({
      place,
      topics: 25,
      waiting: 1000,
      missed: 1000,
      next: at,
      halt,
      runs: [1, 2, 3, 4, 5].map(() => run),
      sources: Array.from({ length: 30 }, () => source),
    }),
    help: overview({
      areDigestsHidden: true,
      groups: [{ about: "What it does", lines: [] }],
      papers: 1_000_000,
      snapshots: 1000,
      newest: null,
      sources: Array.from({ length: 30 }, () => source),
      inviteUrl: null,
    }),
    sent: sentNotice(place, run, { url: null, goesOn: true }),
    log: changePage({
      changes: Array.from({ length: 12 }, () => ({
        at,
        userId: "200000000000000001",
        channelId: place.channelId,
        did: text,
      })),
      ...pages,
    }),
    waiting: waitingPage({ papers: three, ...pages, open: "open" }),
    missed: missedPage({
      place,
      papers: three.map((one) => ({
        ...one,
        attention: { upvotes: 10_000, days: 30 },
        missedAt: at,
      })),
      days: 30,
      ...pages,
      open: "open",
    }),
    ...Object.fromEntries(
      reasons.map((why) => [`why ${why.rule}`, whyCard(paper, place, why, at)] as const),
    ),
    ...Object.fromEntries(
      messages.map(({ payload }, i) => [
        `preview ${i}`,
        digestPreview({
          place,
          due: at,
          message: payload,
          number: i + 1,
          count: messages.length,
          previous: "previous",
          next: "next",
        }),
      ]),
    ),
  };
}

/** Formatting of ours, and mentions that no text from outside can make. */
const OURS = new Set([
  "text",
  "twemoji",
  "br",
  "heading",
  "subtext",
  "strong",
  "em",
  "inlineCode",
  "link",
  "timestamp",
  "channel",
  "user",
]);

function flawsIn(name: string, reply: Reply): unknown[] {
  const nodes = allComponents(reply.components).flatMap(({ content }) =>
    content ? allNodes(content) : [],
  );
  const foreign = nodes.filter(
    ({ type, target }) =>
      !OURS.has(type) || (type === "link" && !target?.startsWith("https://huggingface.co/")),
  );
  const { parse, roles } = reply.allowed_mentions;
  const pings = parse.length > 0 || roles !== undefined;
  return [...messageFlaws("channel message", reply), ...foreign, ...(pings ? [name] : [])];
}

function flawsWith(text: string): unknown[] {
  return Object.entries(repliesWith(text)).flatMap(([name, reply]) => flawsIn(name, reply));
}

test("whatever people and papers say, every answer is one that Discord takes, formatted by us", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(flawsWith(text)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test.each(["*a* ".repeat(2500), "<@1>".repeat(2500), "a".repeat(10_000), "\u200B", ""])(
  "the longest and the emptiest texts fit: %#",
  (text) => {
    expect(flawsWith(text)).toEqual([]);
  },
);

test("a preview shows fewer papers rather than too much text", () => {
  const long = "*a* ".repeat(2500);
  const shown = allComponents(repliesWith(long)["topic preview"]?.components ?? []);
  expect(shown.filter(({ content }) => content?.includes("-# Matches"))).not.toHaveLength(0);
});

test("the form for a topic keeps Discord's limits whatever the topic is", () => {
  fc.assert(
    fc.property(hostileText, (topic) => {
      const [label] = topicForm("id", topic).components;
      const typed = label && "component" in label ? label.component : null;
      const value = typed && "value" in typed ? typed.value : "";
      expect(value.length).toBeLessThanOrEqual(100);
    }),
  );
});

test("a digest with as many papers in a message as there can be leaves room for a preview", () => {
  const papers = Array.from({ length: 25 }, (_, i) => ({
    paper: aPaper({ id: `p${i}`, title: `P${i}`, links: [] }),
    topic: "x",
    words: ["x"],
    fields: [],
  }));
  const frame = { id: "d1", date: "2026-11-21", lateSince: null, from: "new" } as const;
  const messages = digestMessages({
    ...frame,
    sections: [{ heading: "x", papers }],
    waiting: 3,
    missed: 1000,
    more: "more",
    roleId: "700000000000000001",
  });
  expect(messages.length).toBeGreaterThan(1);
  for (const [i, { payload }] of messages.entries()) {
    const shown = { message: payload, number: i + 1, count: messages.length };
    const reply = digestPreview({ place, due: at, ...shown, previous: "previous", next: "next" });
    expect(messageFlaws("channel message", reply)).toEqual([]);
  }
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { changePage } from "../../../src/messages/settings/change-log.ts";
import {
  topicEditor,
  type TopicEditor,
  topicSaved,
} from "../../../src/messages/topics/topic-editor.ts";
import type { ShownWishes } from "../../../src/messages/topics/wishes.ts";
import { channelTopics } from "../../../src/messages/topics/channel-topics.ts";
import { digestList } from "../../../src/messages/topics/digest-list.ts";
import { digestMessages } from "../../../src/messages/digests/digest.ts";
import { missedPage } from "../../../src/messages/digests/missed.ts";
import { digestPreview, waitingPage } from "../../../src/messages/digests/digest-preview.ts";
import {
  pausedNotice,
  settingsCard,
  type SettingsIds,
  type ShownSettings,
} from "../../../src/messages/settings/digest-settings.ts";
import {
  openingQuestion,
  scheduleForm,
  settingsGroup,
} from "../../../src/messages/settings/settings-menus.ts";
import { overview } from "../../../src/messages/help.ts";
import type { Reply } from "../../../src/messages/layout/reply.ts";
import { digestStatus, sentNotice } from "../../../src/messages/digests/runs.ts";
import {
  startedAlready,
  subscribed,
  topicForm,
  topicPreview,
  unsubscribed,
} from "../../../src/messages/topics/subscription.ts";
import { type Why, whyCard } from "../../../src/messages/topics/why.ts";
import { allComponents, messageFlaws } from "../../discord/check-message.ts";
import { aPaper } from "../../papers/a-paper.ts";
import { styleFlaws } from "../style.ts";
import { hostileText } from "../hostile-text.ts";
import { allNodes } from "../read-markdown.ts";

const ids: SettingsIds = {
  show: (card) => `show:${card}`,
  set: (option, value = "") => `set:${option}:${value}`,
  form: "form",
  topic: "topic",
};
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
    grade: "good" as const,
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
  const wishes: ShownWishes = {
    most: 25,
    match: "strong matches",
    upvotes: 10_000,
    code: true,
    hide: ["huggingface", "pages"],
  };
  const topics = Array.from({ length: 25 }, () => ({ topic: text, name: `${text}!`, wishes }));
  const papers = three.map((one) => one.paper);
  const editor: TopicEditor = {
    place,
    before: { topic: `${text}?`, name: text, wishes: { ...wishes, most: null } },
    after: { topic: text, name: `${text}!`, wishes },
    lastWeek: { looked: 2000, isAll: false, gained: papers, lost: papers, kept: 1000 },
    impossible: { why: "no such time", since: text, before: text },
    menus: [{ customId: "menu", labels: { 0: "Any", 1: "Some" }, chosen: "1" }],
    save: "save",
    change: "change",
    cancel: "cancel",
  };
  const listed = { place, topics, next: at, halt, last: run };
  const source = {
    name: text,
    state: "failing" as const,
    since: at,
    readAt: at,
    newest: null,
    trouble: text,
  };
  const settings: ShownSettings = {
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
    community: { votes: true, taste: false, roundUp: null },
    alarmsTo: {
      setUpBy: "200000000000000001",
      second: { kind: "channel", id: "100000000000000002" },
    },
    pages: { since: at, showsPast: false, url: "https://papers.example.org", isOpenToAll: false },
    forum: {
      post: "one running post",
      chosen: text,
      given: `${text}2`,
      // Names are made plain where they are read.
      tags: { names: { 1: "Papers", 2: "Talks", none: "No tag" }, given: "2" },
    },
    next: at,
    changed: true,
    hasQuietLine: true,
    topics: topics.map((one, id) => ({ ...one, id })),
    ids,
  };
  const messages = digestMessages({
    id: "d1",
    date: "2026-11-21",
    lateSince: at,
    from: "new",
    sections: [{ heading: text, papers: three }],
    waiting: 1000,
    missed: 1000,
    more: null,
    roleId: null,
  });
  const many = Array.from({ length: 20 }, () => text);
  const match = {
    grade: "strong" as const,
    words: many,
    fields: ["title" as const, "text" as const],
  };
  const reasons: Why[] = [
    { rule: "set aside", mayHaveArrived: true },
    { rule: "planned", name: text, match, due: at, before: 30, most: 10 },
    {
      rule: "filtered",
      name: text,
      match,
      unmet: [
        { wish: "strong matches" },
        { wish: "upvotes", wanted: 10_000, has: null },
        { wish: "code" },
        { wish: "source", only: ["huggingface", "pages"] },
      ],
      isOver: true,
      subscriptionId: 1_000_000,
    },
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
    "topic with wishes": topicPreview({
      ...preview,
      total: 1000,
      best: three,
      nearest: [],
      wishes,
      wanted: 500,
    }),
    "topic editor": topicEditor(editor),
    "topic editor of before": topicEditor({ ...editor, lastWeek: null }),
    "topic saved": topicSaved({ place, name: text, wishes }),
    subscribed: subscribed(place, text, at),
    "subscribed, with an offer": subscribed(place, text, null, {
      papers: 5,
      send: "digest.fill:1:2",
    }),
    "started already": startedAlready(place, text),
    unsubscribed: unsubscribed(place, text, 24),
    list: digestList({ channels: [1, 2, 3, 4, 5].map(() => listed), ...pages }),
    "topics of a channel": channelTopics({
      place,
      topics: [...topics, ...topics],
      hasEnded: false,
      next: at,
    }),
    "list of one": digestList({ channels: [listed], ...pages }),
    settings: settingsCard(settings),
    "settings of the schedule": settingsGroup("schedule", settings),
    "settings of papers": settingsGroup("papers", settings),
    "settings of posts": settingsGroup("posts", settings),
    "settings of public pages": settingsGroup("public", settings),
    "opening public pages": openingQuestion(place, { open: "open", cancel: "cancel" }),
    "settings of mentions": settingsGroup("mentions", settings),
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
      connection: null,
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
          filtered: 1000,
          message: payload,
          number: i + 1,
          count: messages.length,
          previous: "previous",
          next: "next",
          send: "send",
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
  const flaws = [...messageFlaws("channel message", reply), ...styleFlaws(reply)];
  return [...flaws, ...foreign, ...(pings ? [name] : [])];
}

function flawsWith(text: string): unknown[] {
  return Object.entries(repliesWith(text)).flatMap(([name, reply]) => flawsIn(name, reply));
}

test("whatever people and papers say, every answer is one that Discord takes, formatted by us", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(flawsWith(text)).toEqual([]);
    }),
    { numRuns: 100 },
  );
}, 120_000);

test.each(["*a* ".repeat(2500), "<@1>".repeat(2500), "a".repeat(10_000), "\u200B", ""])(
  "the longest and the emptiest texts fit: %#",
  (text) => {
    expect(flawsWith(text)).toEqual([]);
  },
);

test("a preview shows fewer papers rather than too much text", () => {
  const long = "*a* ".repeat(2500);
  const shown = allComponents(repliesWith(long)["topic preview"]?.components ?? []);
  expect(shown.filter(({ content }) => content?.includes("-# Good match"))).not.toHaveLength(0);
});

test("forms keep Discord's limits whatever stands in their fields", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      for (const form of [
        topicForm("id", text),
        scheduleForm("id", { time: text, timeZone: text }),
      ])
        for (const label of form.components) {
          const typed = "component" in label ? label.component : null;
          const value = typed && "value" in typed ? typed.value : "";
          const most = typed && "max_length" in typed ? (typed.max_length ?? 0) : 0;
          expect(value.length).toBeLessThanOrEqual(most);
        }
    }),
  );
});

test("a digest with as many papers in a message as there can be leaves room for a preview", () => {
  const papers = Array.from({ length: 25 }, (_, i) => ({
    paper: aPaper({ id: `p${i}`, title: `P${i}`, links: [] }),
    topic: "x",
    words: ["x"],
    grade: "weak" as const,
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
    const reply = digestPreview({
      place,
      due: at,
      ...shown,
      previous: "previous",
      next: "next",
      send: "send",
    });
    expect(messageFlaws("channel message", reply)).toEqual([]);
  }
});

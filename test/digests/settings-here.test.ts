import { expect, test } from "vitest";
import { defaultSettings } from "../../src/digests/settings.ts";
import { settingsHere } from "../../src/digests/subscriptions/transfer/settings-here.ts";

const before = defaultSettings("UTC");
const place = { channelId: "10", guildId: "1" };
const names = { channels: [], roles: [] };
const elsewhere = { names, place, defaultZone: "UTC" };
const forum = {
  isRequired: false,
  tags: [
    { id: "91", name: "Papers", isUsable: true },
    { id: "92", name: "Staff", isUsable: false },
  ],
};

test.each([
  ["its id", { id: "91", name: "Called otherwise" }],
  ["its name, in a forum elsewhere", { id: "55", name: "papers" }],
])("a forum's tag is found by %s", (_by, tag) => {
  const here = { ...elsewhere, kind: "forum" as const, forum };
  const { settings, problems } = settingsHere({ post: "one running post", tag }, before, here);
  expect(settings).toMatchObject({ post: "one running post", tag: { id: "91", name: "Papers" } });
  expect(problems).toEqual([]);
});

test.each([
  ["is not there", { id: "55", name: "News" }, "tag: this forum has no tag “News”"],
  ["is for moderators", { id: "92", name: null }, "tag: only moderators can use “92” here"],
])("a tag that %s is told, and costs nothing else", (_which, tag, problem) => {
  const here = { ...elsewhere, kind: "forum" as const, forum };
  const { settings, problems } = settingsHere({ post: "one running post", tag }, before, here);
  expect(settings).toMatchObject({ post: "one running post", tag: null });
  expect(problems).toEqual([problem]);
});

test("what a forum says of its posts means nothing in another channel", () => {
  const wanted = { post: "one running post", tag: { id: "91", name: "Papers" } } as const;
  const { settings, problems } = settingsHere(wanted, before, { ...elsewhere, kind: "text" });
  expect(settings).toEqual(before);
  expect(problems).toEqual([]);
});

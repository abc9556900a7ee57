import { expect, test } from "vitest";
import { aSnapshot, BOB, button, DM_OF_BOB, openHouse } from "./house.ts";

test("/help lists every command, and says how big and how fresh the corpus is", async () => {
  const house = await openHouse();
  const answer = await house.ask("help");
  expect(answer.how).toBe("private");
  for (const name of ["search", "show", "similar", "latest", "random"])
    expect(answer.text).toContain(`\`/paper ${name}\` `);
  for (const name of ["subscribe", "list", "settings", "preview", "send", "status", "why"])
    expect(answer.text).toContain(`\`/digest ${name}\` `);
  expect(answer.text).toContain(
    "-# 232 papers from 5 listing pages, the newest from 17 Apr, probably 2026",
  );
  expect(answer.text).toContain("\n-# 1 source, up to date");
});

test("/help shows members what they can use, and who sets up digests", async () => {
  const house = await openHouse();
  const member = await house.ask("help", {}, { userId: BOB });
  expect(member.text).toContain("`/paper search` ");
  expect(member.text).not.toMatch(/`\/digest (?!subscribe` sets up your own)/);
  expect(member.text).toContain("Digests are set up by members with Manage Server.");
  expect((await house.ask("help")).text).not.toContain("Digests are set up by");
  const direct = await house.ask("help", {}, { userId: BOB, channelId: DM_OF_BOB });
  expect(direct.text).toContain("`/digest subscribe` ");
});

test("/help has an invite link where there is something to invite", async () => {
  const inviteUrl = "https://discord.com/oauth2/authorize?client_id=1";
  const invited = await (await openHouse({ inviteUrl })).ask("help");
  expect(button(invited, "Add Paperboy to Discord")).toBe(inviteUrl);
  const none = await (await openHouse()).ask("help");
  expect(button(none, "Add Paperboy to Discord")).toBeUndefined();
});

test("/help tells operators which shard it is asked on, where there are several", async () => {
  const connection = { shard: 2, shards: 16, connected: 3, held: 4 };
  const house = await openHouse({ connection, operators: [BOB] });
  const line = "-# You're on shard 2 of 0–15; 3 of this process's 4 connected";
  expect((await house.ask("help", {}, { userId: BOB })).text).toContain(line);
  expect((await house.ask("help")).text).not.toContain("Shard");
  const one = { shard: 0, shards: 1, connected: 1, held: 1 };
  const small = await openHouse({ connection: one, operators: [BOB] });
  expect((await small.ask("help", {}, { userId: BOB })).text).not.toContain("Shard");
});

test("/help counts one paper as one", async () => {
  const house = await openHouse({ snapshots: [{ ...aSnapshot([{}]), savedOn: null }] });
  expect((await house.ask("help")).text).toMatch(/-# 1 paper from 1 listing page\n/);
});

test("/help tells how to search", async () => {
  const answer = await (await openHouse()).ask("help", { topic: "search" });
  expect(answer.text).toContain("### How to search");
});

test("/help tells how a digest is made", async () => {
  const answer = await (await openHouse()).ask("help", { topic: "digest" });
  expect(answer.text).toContain("### How digests work");
});

test("/help on something that is no topic says so", async () => {
  const answer = await (await openHouse()).ask("help", { topic: "love" });
  expect(answer.text).toContain("topic: pick one of the topics in the list");
});

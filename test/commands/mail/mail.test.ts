import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createSmtp } from "../../../src/mail/smtp.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import {
  addressesOf,
  type MailServer,
  settingsOf,
  startMailServer,
} from "../../mail/mail-server.ts";
import { ANN, aSnapshot, BOB, button, CHANNEL, DM, type House, openHouse } from "../house.ts";

const OLD = aSnapshot([{ title: "Noise that was always there" }]);
const NEW = { ...aSnapshot([{ title: "Noise, part 1" }]), file: "001.txt" };
const ADDRESS = "ann@example.org";
const TUESDAY = "2026-04-21T07:00:00Z";

let server: MailServer;
let store: Store;
let house: House;

beforeEach(async () => {
  server = await startMailServer();
  store = await openStore(":memory:");
  house = await openHouse({
    snapshots: [OLD],
    store,
    mail: { smtp: createSmtp(settingsOf(server), { rejectUnauthorized: false }), stopUrl: null },
  });
  const preview = await house.ask("digest subscribe", { topic: "noise" });
  await house.press(button(preview, "Subscribe"));
});

afterEach(async () => {
  await store.close();
  await server.stop();
});

/** The code in the last mail. */
async function lastCode(): Promise<string> {
  const mails = await server.mails();
  return /^\d{6}/.exec(mails.at(-1)?.subject ?? "")?.[0] ?? "";
}

async function start(options: Record<string, string> = {}, who = {}): Promise<string> {
  await house.ask("mail start", { address: ADDRESS, ...options }, who);
  return (await house.ask("mail code", { code: await lastCode() }, who)).text;
}

async function papersCome(at = TUESDAY): Promise<void> {
  house.reload([OLD, NEW]);
  await house.tick(at);
}

const digestMails = async () =>
  (await server.mails()).filter(({ subject }) => !/^\d{6}/.test(subject ?? ""));

test("a channel's digest comes by mail once its code was typed back, and no sooner", async () => {
  const asked = await house.ask("mail start", { address: ADDRESS });
  expect(asked.how).toBe("private");
  expect(asked.text).toContain("/mail code");
  const [mail] = await server.mails();
  expect(addressesOf(mail?.to)).toEqual([ADDRESS]);
  expect(mail?.text).toContain(`/mail code ${await lastCode()}`);
  expect((await house.ask("mail status")).text).toContain("You don't get anything by email");
  expect((await house.ask("mail code", { code: await lastCode() })).text).toContain(
    "You'll now get",
  );

  await papersCome();
  const [digest, ...others] = await digestMails();
  expect(others).toEqual([]);
  expect(addressesOf(digest?.to)).toEqual([ADDRESS]);
  expect(digest?.subject).toBe("1 new paper in #papers · 21 Apr 2026");
  expect(digest?.text).toContain("Noise, part 1");
  expect(digest?.text).toContain("Strong match in the title: Noise");
  expect(digest?.html).toContain("Noise, part 1");
  expect(digest?.headers.get("list")).toMatchObject({
    unsubscribe: { id: `https://discord.com/channels/500000000000000001/${CHANNEL}` },
  });
  const status = (await house.ask("mail status")).text;
  expect(status).toContain(`<#${CHANNEL}> to`);
  expect(status).toContain("last email sent");

  await house.tick("2026-04-22T07:00:00Z");
  expect(await digestMails()).toHaveLength(1);
});

test("a channel's weekly round-up comes by mail, too", async () => {
  await start();
  await house.ask("digest settings", { "round-up": "friday", "round-up-time": "16:00" });
  await papersCome();
  // It waits for the digest of that day.
  await house.tick("2026-04-24T14:00:00Z");
  await house.tick("2026-04-24T14:01:00Z");
  const [, roundUp, ...others] = await digestMails();
  expect(others).toEqual([]);
  expect(roundUp?.subject).toBe("Round-up of the week in #papers · 24 Apr 2026");
  expect(roundUp?.text).toContain("NO ONE HAS LOOKED AT THESE YET");
  expect(roundUp?.text).toContain("Noise, part 1");
  expect(roundUp?.html).toContain("No one has looked at these yet");
});

test("topics of one's own come by mail, wherever one asked", async () => {
  expect(await start({ topic: "noise" }, { channelId: DM })).toContain("new papers on *noise*");
  // The address is proved, so no second code is needed.
  const more = await house.ask(
    "mail start",
    { address: ADDRESS, topic: "part" },
    { channelId: DM },
  );
  expect(more.text).toContain("new papers on *part*");
  await papersCome();
  const mails = await digestMails();
  expect(mails.map(({ subject }) => subject)).toEqual(["1 new paper on noise · 21 Apr 2026"]);
  expect((await house.ask("mail status")).text).toContain("*noise*, *part* to");
  // Nothing of it is seen in Discord.
  expect(house.courier.posted.every(({ channelId }) => channelId === CHANNEL)).toBe(true);
  expect((await house.ask("mail start", { address: ADDRESS, topic: "noise" })).text).toContain(
    "already",
  );
});

test("topics of one's own come at the time that somebody chose, and can change", async () => {
  const at = { topic: "noise", time: "6:30", zone: "Berlin" };
  expect(await start(at)).toContain("at 06:30 (Europe/Berlin) on days with new ones");
  await papersCome("2026-04-21T04:29:00Z");
  expect(await digestMails()).toEqual([]);
  await house.tick("2026-04-21T04:30:00Z");
  expect(await digestMails()).toHaveLength(1);

  const later = await house.ask("mail start", { address: ADDRESS, topic: "noise", time: "6pm" });
  expect(later.text).toContain("at 18:00 (Europe/Berlin)");
  // Another topic keeps it.
  const more = await house.ask("mail start", { address: ADDRESS, topic: "silence" });
  expect(more.text).toContain("at 18:00 (Europe/Berlin)");
  house.reload([OLD, NEW, { ...aSnapshot([{ title: "Noise, part 2" }]), file: "002.txt" }]);
  await house.tick("2026-04-22T15:59:00Z");
  expect(await digestMails()).toHaveLength(1);
  await house.tick("2026-04-22T16:00:00Z");
  expect(await digestMails()).toHaveLength(2);

  const channel = await house.ask("mail start", { address: ADDRESS, time: "9" });
  expect(channel.text).toContain("comes by email when it's posted");
});

describe("a code", () => {
  test("is worth nothing after five tries", async () => {
    await house.ask("mail start", { address: ADDRESS });
    const right = await lastCode();
    const wrong = right === "000000" ? "000001" : "000000";
    for (let left = 4; left > 0; left -= 1)
      expect((await house.ask("mail code", { code: wrong })).text).toMatch(
        new RegExp(`${left} (?:try is|tries are) left`),
      );
    expect((await house.ask("mail code", { code: wrong })).text).toContain("no tries left");
    expect((await house.ask("mail code", { code: right })).text).toContain("no code");
  });

  test("is worth nothing after an hour", async () => {
    await house.ask("mail start", { address: ADDRESS });
    await house.tick("2026-04-20T11:00:01Z");
    expect((await house.ask("mail code", { code: await lastCode() })).text).toContain("no code");
  });

  test("is its person's alone, and may be typed with blanks", async () => {
    await house.ask("mail start", { address: ADDRESS });
    const code = await lastCode();
    expect((await house.ask("mail code", { code }, { userId: BOB })).text).toContain("no code");
    const spaced = ` ${code.slice(0, 3)} ${code.slice(3)}`;
    expect((await house.ask("mail code", { code: spaced })).text).toContain("You'll now get");
  });

  test("is sent three times a day for a person, and to an address, whoever asks", async () => {
    for (let i = 0; i < 3; i += 1) await house.ask("mail start", { address: ADDRESS });
    const tooMany = "Try again tomorrow";
    expect((await house.ask("mail start", { address: "b@example.org" })).text).toContain(tooMany);
    const asBob = { userId: BOB };
    expect((await house.ask("mail start", { address: "ANN@example.org" }, asBob)).text).toContain(
      tooMany,
    );
    // Whoever is forgotten does not begin anew.
    const sure = await house.press(button(await house.ask("privacy forget"), "Continue"));
    await house.press(button(sure, "Delete my data"));
    expect((await house.ask("mail start", { address: "c@example.org" })).text).toContain(tooMany);
    expect(server.raw).toHaveLength(3);
    await house.tick("2026-04-21T10:00:01Z");
    expect((await house.ask("mail start", { address: ADDRESS }, asBob)).text).toContain("A code");
  });

  test("that could not be sent says so, and an outage counts for nothing", async () => {
    server.refuse("rcpt to", 550);
    expect((await house.ask("mail start", { address: ADDRESS })).text).toContain("doesn't know");
    server.refuse("rcpt to", null);
    server.refuse("connect", 421);
    for (let i = 0; i < 4; i += 1)
      expect((await house.ask("mail start", { address: ADDRESS })).text).toContain(
        "couldn't be sent",
      );
  });
});

test("what is no address gets no mail", async () => {
  for (const address of [
    "ann",
    "ann@example",
    "a@b@c.org,x@y.org",
    "ann@example.org\r\nBcc: x@y.org",
  ])
    expect((await house.ask("mail start", { address })).text).toContain("type an email address");
  expect(server.raw).toEqual([]);
});

test("/mail stop names no channel that somebody can't see any more", async () => {
  await start();
  const [seen] = await house.complete("mail stop", "mail", "");
  expect(seen?.name).toContain("#papers");
  const [hidden, ...others] = await house.complete("mail stop", "mail", "", {
    channelId: DM,
    unseen: [CHANNEL],
  });
  expect(others).toEqual([]);
  expect(hidden).toMatchObject({ value: seen?.value });
  expect(hidden?.name).not.toContain("papers");
});

test("/mail stop ends one or all, and what is kept of them", async () => {
  await start();
  await start({ topic: "part" });
  const both = await house.complete("mail stop", "mail", "");
  const choices = both.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  expect(choices.map(({ name }) => name)).toEqual([`#papers to ${ADDRESS}`, `part to ${ADDRESS}`]);
  const forged = await house.ask("mail stop", { mail: choices[0]!.value }, { userId: BOB });
  expect(forged.text).toContain("pick one");
  expect((await house.ask("mail stop", { mail: choices[0]!.value })).text).toContain("Stopped");
  await papersCome();
  expect((await digestMails()).map(({ subject }) => subject)).toEqual([
    "1 new paper on part · 21 Apr 2026",
  ]);
  expect((await house.ask("mail stop")).text).toContain("Stopped");
  expect((await house.ask("mail stop")).text).toContain("don't get anything");
  expect(await store.book.subscriptions.channels()).toHaveLength(1);
});

test("who can't see the channel any more gets no mail of it, and is told", async () => {
  await start();
  house.sees.delete(ANN);
  await papersCome();
  expect(await digestMails()).toEqual([]);
  expect(JSON.stringify(house.courier.told)).toContain("can't see its channel any more");
  expect((await house.ask("mail status")).text).toContain("stopped: you can't see");
});

test("who lost a mail is told, once until another one arrives", async () => {
  await start({ topic: "noise" });
  const told = () => JSON.stringify(house.courier.told).split("couldn't be delivered").length - 1;
  server.refuse("data", 554);
  await papersCome();
  await expect.poll(told).toBe(1);
  expect(JSON.stringify(house.courier.told)).toContain("Its papers will be in the next one");
  await house.tick("2026-04-22T07:00:00Z");
  server.refuse("data", null);
  await house.tick("2026-04-23T07:00:00Z");
  expect(await digestMails()).toHaveLength(1);
  house.reload([OLD, NEW, { ...aSnapshot([{ title: "Noise, part 2" }]), file: "002.txt" }]);
  server.refuse("data", 554);
  await house.tick("2026-04-24T07:00:00Z");
  await expect.poll(told).toBe(2);
});

test("/privacy export and forget know of mails", async () => {
  await start();
  await start({ topic: "part" });
  const [file] = (await house.ask("privacy export")).files;
  expect(JSON.parse(file?.contents ?? "")).toMatchObject({
    mails: [{ address: ADDRESS, channelId: CHANNEL }, { address: ADDRESS }],
  });
  const sure = await house.press(button(await house.ask("privacy forget"), "Continue"));
  await house.press(button(sure, "Delete my data"));
  expect(await store.mails.of(ANN)).toEqual([]);
  await papersCome();
  expect(await digestMails()).toEqual([]);
});

test("no address is logged, whatever goes wrong", async () => {
  await start();
  server.refuse("rcpt to", 550);
  await papersCome();
  server.refuse("rcpt to", null);
  server.refuse("data", 554);
  await house.tick("2026-04-21T07:01:00Z");
  expect(house.lines.some(({ msg }) => msg.includes("Gave up"))).toBe(true);
  expect(JSON.stringify(house.lines)).not.toContain("example.org");
});

test("where mail isn't set up, every command says so", async () => {
  const without = await openHouse({ snapshots: [OLD] });
  for (const [command, options] of [
    ["mail start", { address: ADDRESS }],
    ["mail code", { code: "123456" }],
    ["mail stop", {}],
    ["mail status", {}],
  ] as const)
    expect((await without.ask(command, options)).text).toContain("Email isn't set up here");
  expect(await without.complete("mail stop", "mail", "")).toEqual([]);
});

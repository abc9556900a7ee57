import { beforeEach, expect, test } from "vitest";
import type { WebhookEvent } from "../../src/webhooks/event.ts";
import {
  aSnapshot,
  BOB,
  button,
  CHANNEL,
  DM,
  GUILD,
  type House,
  openHouse,
} from "../commands/house.ts";
import { answerWith, aReceiver, headerOf, type Receiver, verified } from "./a-receiver.ts";

const TUESDAY = "2026-04-21T07:00:00Z";

const OLD = aSnapshot([{ title: "Noise that was always there" }]);
const NEW = {
  ...aSnapshot([{ title: "Noise, part 1", text: "It is loud." }, { title: "Noise, part 2" }]),
  file: "001.txt",
};

const paperOf = (file: string) => ({ ...aSnapshot([{ title: `Noise in ${file}` }]), file });

let receiver: Receiver;
let house: House;

beforeEach(async () => {
  receiver = await aReceiver();
  house = await openHouse({
    snapshots: [OLD],
    webhookGround: {
      origins: [new URL(receiver.origin)],
      proxy: { http: null, https: null, except: [] },
    },
    pagesUrl: "https://papers.example.org",
  });
  const preview = await house.ask("digest subscribe", { topic: "noise" });
  await house.press(button(preview, "Subscribe"));
});

const set = (webhook = receiver.url) => house.ask("digest settings", { webhook });
const secretIn = (text: string) => /whsec_[\w+/=]+/.exec(text)?.[0] ?? "";
const statusLine = async () =>
  (await house.ask("digest status")).text.split("\n").find((line) => line.includes("Webhook"));

function digests(): (WebhookEvent & { type: "digest.created" })[] {
  return receiver.received.flatMap(({ body }) => {
    const event: WebhookEvent = JSON.parse(body);
    return event.type === "digest.created" ? [event] : [];
  });
}

test("whoever sets one sees the secret, and that a test arrived", async () => {
  const answer = await set();
  expect(answer.how).toBe("private");
  expect(answer.text).toContain("The receiver accepted a test.");
  const { host } = new URL(receiver.url);
  expect(answer.text.replaceAll("\\", "")).toContain(host);
  const [test1] = receiver.received;
  expect(test1 && verified(test1, secretIn(answer.text))).toMatchObject({
    type: "webhook.test",
    data: { channel: { id: CHANNEL } },
  });

  const later = [await house.ask("digest settings"), await house.ask("digest log")];
  for (const { text } of later) {
    expect(text.replaceAll("\\", "")).toContain(host);
    expect(text).not.toContain("whsec_");
    expect(text).not.toContain("never-to-be-seen");
  }
});

test("a digest goes there once, as JSON, signed, with why each paper is in it", async () => {
  const secret = secretIn((await set()).text);
  house.reload([OLD, NEW]);
  await house.tick(TUESDAY);
  await house.tick("2026-04-21T07:01:00Z");
  const [, sent, ...others] = receiver.received;
  expect(others).toEqual([]);
  if (!sent) throw new Error("Nothing came");
  const event = verified(sent, secret);
  expect(event).toMatchObject({
    type: "digest.created",
    data: {
      date: "2026-04-21",
      dueAt: TUESDAY,
      channel: { id: CHANNEL, name: null, serverName: null },
      url: null,
      sections: [
        {
          topic: "noise",
          papers: [
            { paper: { title: "Noise, part 1", summary: "It is loud." } },
            { paper: { title: "Noise, part 2" } },
          ],
        },
      ],
    },
  });
  expect(sent.body).toContain("match in the title: Noise");
  expect(headerOf(sent.headers, "id")).toMatch(/^\w+$/);
  expect(await statusLine()).toContain("the digest of <t:1776754800:f> was delivered");
});

test("of a public channel its names and its page are said", async () => {
  await set();
  const since = Temporal.Instant.from("2026-04-20T00:00:00Z");
  const names = { name: "papers", serverName: "Lab" };
  await house.store.publicChannels.open({ id: CHANNEL, ...names, since }, since);
  house.reload([OLD, NEW]);
  await house.tick(TUESDAY);
  const [event] = digests();
  expect(event?.data.channel).toEqual({ id: CHANNEL, ...names });
  expect(event?.data.url).toBe(`https://papers.example.org/c/${CHANNEL}/${event?.data.id}`);
});

test("a quiet day sends nothing", async () => {
  await set();
  await house.tick(TUESDAY);
  expect(house.courier.posted).toHaveLength(1);
  expect(digests()).toEqual([]);
});

test("the round-up of a week goes there, too, by what people made of its papers", async () => {
  const secret = secretIn((await set()).text);
  await house.ask("digest settings", { "round-up": "friday", "round-up-time": "16:00" });
  house.reload([OLD, NEW]);
  await house.tick(TUESDAY);
  const [first] = digests().flatMap(({ data }) => data.sections.flatMap(({ papers }) => papers));
  const place = { guildId: GUILD, channelId: CHANNEL, audienceId: CHANNEL };
  const at = Temporal.Instant.from(TUESDAY);
  await house.store.votes.cast({ ...place, paperId: first?.paper.id ?? "", userId: BOB, at });
  await house.tick("2026-04-24T14:00:00Z");
  await house.tick("2026-04-24T14:01:00Z");
  const [sent, ...others] = receiver.received.filter(({ body }) => body.includes("round_up"));
  expect(others).toEqual([]);
  expect(sent && verified(sent, secret)).toMatchObject({
    type: "round_up.created",
    data: {
      channel: { id: CHANNEL, name: null },
      date: "2026-04-24",
      parts: [
        { part: "voted", papers: [{ title: "Noise, part 1" }] },
        { part: "unseen", papers: [{ title: "Noise, part 2" }] },
      ],
    },
  });
  // How many voted stays in the channel.
  expect(sent?.body).not.toContain("this week");
});

test("what a far end cannot take now comes later, under the same id", async () => {
  await set();
  receiver.answer = (response) => answerWith(response, 503);
  house.reload([OLD, NEW]);
  await house.tick(TUESDAY);
  expect(await statusLine()).toContain("can't be reached or has a problem");
  receiver.answer = (response) => answerWith(response, 200);
  await house.tick("2026-04-21T07:00:30Z");
  expect(digests()).toHaveLength(1);
  await house.tick("2026-04-21T07:02:00Z");
  await house.tick("2026-04-21T09:02:00Z");
  const ids = receiver.received.slice(1).map(({ headers }) => headerOf(headers, "id"));
  expect(ids).toEqual([ids[0], ids[0]]);
  expect(new Set(receiver.received.map(({ headers }) => headerOf(headers, "timestamp"))).size).toBe(
    3,
  );
  expect(await statusLine()).toContain("was delivered");
});

test("after three days a digest is given up, its managers hear of it once, and the webhook goes on", async () => {
  await set();
  const told = () =>
    house.courier.told.filter((notice) => JSON.stringify(notice).includes("couldn't be delivered"));
  receiver.answer = (response) => response.destroy();
  house.reload([OLD, NEW]);
  const hoursPass = async (from: number, to: number) => {
    for (let hours = from; hours < to; hours += 2)
      await house.tick(Temporal.Instant.from(TUESDAY).add({ hours }).toString());
  };
  await hoursPass(0, 24);
  house.reload([OLD, NEW, paperOf("002.txt")]);
  await hoursPass(24, 70);
  expect(told()).toEqual([]);
  await hoursPass(70, 110);
  const [notice] = told();
  expect(JSON.stringify(notice).replaceAll("\\", "")).toContain(new URL(receiver.url).host);
  // The one of the next day was given up, too.
  expect(told()).toHaveLength(1);
  expect(await statusLine()).toContain("wasn't delivered");
  expect(digests().length).toBeGreaterThan(10);
  expect((await house.ask("digest settings")).text).not.toContain("turned off");

  // Once something got through, trouble is news again.
  receiver.answer = (response) => answerWith(response, 204);
  house.reload([OLD, NEW, paperOf("002.txt"), paperOf("003.txt")]);
  await hoursPass(110, 122);
  receiver.answer = (response) => response.destroy();
  house.reload([OLD, NEW, paperOf("002.txt"), paperOf("003.txt"), paperOf("004.txt")]);
  await hoursPass(122, 230);
  expect(told()).toHaveLength(2);
});

test("410 turns it off, and those who care for the channel hear of it", async () => {
  await set();
  receiver.answer = (response) => answerWith(response, 410);
  house.reload([OLD, NEW]);
  await house.tick(TUESDAY);
  await house.tick("2026-04-21T07:05:00Z");
  expect(digests()).toHaveLength(1);
  expect(JSON.stringify(house.courier.told)).toContain("no longer sent to the webhook");
  expect((await house.ask("digest settings")).text).toContain("asked to stop");
  expect(await house.store.webhooks.of(CHANNEL)).toMatchObject({ target: null });

  receiver.answer = (response) => answerWith(response, 200);
  expect((await set()).text).toContain("accepted a test");
  expect((await house.ask("digest settings")).text).not.toContain("turned off");
});

test("a far end that accepts nothing for three days is turned off", async () => {
  await set();
  receiver.answer = (response) => answerWith(response, 302, { location: "https://example.org" });
  house.reload([OLD, NEW]);
  for (let hours = 0; hours < 80; hours += 2)
    await house.tick(Temporal.Instant.from(TUESDAY).add({ hours }).toString());
  expect(await statusLine()).toContain("accepted nothing for 3 days");
});

test("setting it again gives a new secret, with which what waits is sent, too", async () => {
  const first = secretIn((await set()).text);
  receiver.answer = (response) => answerWith(response, 401);
  house.reload([OLD, NEW]);
  await house.tick(TUESDAY);
  const answer = await set();
  const second = secretIn(answer.text);
  expect(second).not.toBe(first);
  expect(answer.text).toContain("HTTP 401");
  receiver.answer = (response) => answerWith(response, 200);
  const tested = await house.press(button(answer, "Send a test"));
  expect(tested.text).toContain("accepted a test");
  expect(tested.text).not.toContain("whsec_");
  await house.tick("2026-04-21T07:05:00Z");
  const last = receiver.received.at(-1);
  expect(last && verified(last, second).type).toBe("digest.created");
});

test("off removes it, and all that is kept of it", async () => {
  await set();
  receiver.answer = (response) => answerWith(response, 503);
  house.reload([OLD, NEW]);
  await house.tick(TUESDAY);
  const { text } = await house.ask("digest settings", { webhook: "off" });
  expect(text).toContain("Saved.");
  expect(text).not.toContain("Webhook");
  const before = receiver.received.length;
  await house.tick("2026-04-21T09:00:00Z");
  expect(receiver.received).toHaveLength(before);
  expect(await house.store.webhooks.of(CHANNEL)).toBeNull();
  expect((await house.ask("digest settings", { webhook: "off" })).text).toContain("no webhook");
});

test.each([
  ["http://hooks.example.org/x", "only sends digests to https addresses"],
  ["https://127.0.0.1/x", "only sends digests to https addresses"],
  ["https://localhost/x", "only sends digests to https addresses"],
  ["hooks.example.org", "type an https address or off"],
  ["ftp://hooks.example.org", "type an https address or off"],
])("%s is refused, and nothing is kept of it", async (url, why) => {
  expect((await set(url)).text).toContain(why);
  expect(await house.store.webhooks.of(CHANNEL)).toBeNull();
});

test("only channels in a server have one, and only managers set it", async () => {
  const preview = await house.ask("digest subscribe", { topic: "noise" }, { channelId: DM });
  await house.press(button(preview, "Subscribe"), { channelId: DM });
  const own = await house.ask("digest settings", { webhook: receiver.url }, { channelId: DM });
  expect(own.text).toContain("only channels in a server");
  const bob = await house.ask("digest settings", { webhook: receiver.url }, { userId: BOB });
  expect(bob.text).toContain("Manage Server");
  const answer = await set();
  const before = receiver.received.length;
  const pressed = await house.press(button(answer, "Send a test"), { userId: BOB });
  expect(pressed.text).toContain("Manage Server");
  expect(receiver.received).toHaveLength(before);
});

test("neither its address nor its secret gets into the log, an export or a copy", async () => {
  const secret = secretIn((await set()).text);
  for (const status of [500, 404, 410]) {
    receiver.answer = (response) => answerWith(response, status);
    house.reload([OLD, { ...NEW, file: `${status}.txt` }]);
    await house.tick(TUESDAY);
  }
  const exported = await house.ask("digest export");
  const said = JSON.stringify([house.lines, exported.reply, exported.files, house.courier.told]);
  expect(said).toContain("HTTP 500");
  for (const hidden of [secret, secret.slice(6), "never-to-be-seen", "key=hidden"])
    expect(said).not.toContain(hidden);
});

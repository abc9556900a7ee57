import { createHash } from "node:crypto";
import { request as httpRequest } from "node:http";
import { networkInterfaces } from "node:os";
import { MessageFlags, type APIMessageTopLevelComponent } from "discord-api-types/v10";
import { pino } from "pino";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import {
  type Command,
  component,
  form,
  formButton,
  type Services,
  subcommand,
  UserError,
} from "../../commands/command/command.ts";
import { createDispatcher } from "../../src/dispatch/dispatch.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import { createChannel } from "../../src/playground/channel.ts";
import { createClock } from "../../src/playground/clock.ts";
import { PortUnavailableError, startPlayground } from "../../src/playground/server.ts";
import { createUploads } from "../../src/playground/uploads.ts";
import type { Story } from "../../src/playground/story.ts";
import { followChannel } from "./follow-channel.ts";

const ADA = "310000000000000001";
const BEN = "310000000000000002";

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const log = pino({ level: "silent" });
const now = () => Temporal.Instant.from("2024-11-17T09:00:00Z");
/** The commands here use nothing of the house. */
const services: Services = Object.create(null);

function say(...components: APIMessageTopLevelComponent[]): Reply {
  return { flags: MessageFlags.IsComponentsV2, components, allowed_mentions: { parse: [] } };
}

/** `/echo`, in public or hidden, which answers when `answers` allows it, and one button to press. */
function echoing(answers: Promise<unknown> = Promise.resolve()): Command {
  return {
    data: { name: "echo", description: "Says it again" },
    subcommands: {
      "": subcommand({
        options: z.object({ words: z.string(), hide: z.boolean().default(false) }),
        visibility: ({ hide }) => (hide ? "private" : "public"),
        suggest: { words: (typed) => [{ name: `${typed}!`, value: `id:${typed}` }] },
        run: async ({ words }) => {
          await answers;
          if (words === "nothing") throw new UserError("Say something.");
          return say(
            { type: 10, content: words },
            {
              type: 1,
              components: [
                { type: 2, style: 2, label: "Louder", custom_id: `louder:${words}` },
                { type: 2, style: 2, label: "Quieter", custom_id: "louder:psst", disabled: true },
                { type: 2, style: 2, label: "Reword", custom_id: `reword:${words}` },
              ],
            },
          );
        },
      }),
    },
    onMessage: {
      data: { type: 3, name: "Count letters" },
      run: (text) => Promise.resolve(say({ type: 10, content: `${text.length}: ${text}` })),
    },
    components: {
      louder: component({
        state: z.tuple([z.string()]),
        answer: (_state, { userId }) => (userId === ADA ? "update" : "private"),
        run: ([words]) => say({ type: 10, content: `**${words.toUpperCase()}**` }),
      }),
      reword: formButton({
        state: z.tuple([z.string()]),
        form: ([words]) => ({
          custom_id: `reworded:${words}`,
          title: "Other words",
          components: [
            {
              type: 18,
              label: "Words",
              component: { type: 4, style: 1, custom_id: "words", value: words },
            },
          ],
        }),
      }),
    },
    forms: {
      reworded: form({
        state: z.tuple([z.string()]),
        answer: () => "update",
        run: ([before], { fields, asker }) =>
          say({ type: 10, content: JSON.stringify({ before, fields, may: asker.mayManage }) }),
      }),
    },
  };
}

/** One digest a day at nine, from the day after `now`, and one page that can be delivered. */
function aStory(): Story {
  let next = Temporal.Instant.from("2024-11-18T09:00:00Z");
  let isDelivered = false;
  return {
    nextDigest: () => Promise.resolve(next),
    skipTo(instant) {
      next = instant.add({ hours: 24 });
      return Promise.resolve({ kind: "skipped", to: instant.toString() });
    },
    deliverPage() {
      if (isDelivered) return Promise.resolve({ kind: "all delivered", folder: "incoming" });
      isDelivered = true;
      return Promise.resolve({ kind: "delivered", papers: 10, left: 0 });
    },
  };
}

interface StartOptions {
  commands?: Command[];
  port?: number;
  deferAfterMs?: number;
  story?: Story;
}

async function start({
  commands = [echoing()],
  port = 0,
  deferAfterMs = 60_000,
  story = aStory(),
}: StartOptions = {}) {
  const dispatcher = createDispatcher({ commands, services, log, deferAfterMs });
  const clock = createClock({ real: now });
  const channel = createChannel(clock.now);
  const playground = await startPlayground({
    port,
    commands,
    dispatcher,
    clock,
    channel,
    story,
    uploads: createUploads(),
    log,
  });
  stops.push(() => playground.stop());
  return playground;
}

async function open(url: string, as = ADA) {
  const channel = await followChannel(url, as);
  stops.push(channel.close);
  const state = await channel.expect("state");
  return { ...channel, state };
}

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Unlike `fetch`, sends any Host header and any path as it stands. */
function send(url: string, path: string, { method = "GET", headers = {}, body }: Sent = {}) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const { hostname, port } = new URL(url);
      const request = httpRequest({ hostname, port, path, method, headers }, (response) => {
        let received = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (received += chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: received,
          }),
        );
      });
      request.on("error", reject);
      request.end(body);
    },
  );
}

function post(url: string, path: string, body: unknown) {
  const headers = { "content-type": "application/json" };
  return send(url, path, { method: "POST", headers, body: JSON.stringify(body) });
}

function echo(url: string, options: Record<string, unknown>, as = ADA) {
  return post(url, "/api/command", { as, command: "echo", subcommand: "", options });
}

test("a command is answered by a message to everybody who looks, with its Markdown parsed", async () => {
  const { url } = await start();
  const ada = await open(url);
  const ben = await open(url, BEN);

  const { status } = await echo(url, { words: "hello **you**" });

  expect(status).toBe(204);
  const { message } = await ada.expect("message");
  expect(message.asked).toEqual({
    by: { id: ADA, name: "Ada", mayManage: true },
    command: "echo",
  });
  expect(message.shown?.reply.components[0]).toEqual({ type: 10, content: "hello **you**" });
  expect(message.shown?.texts).toEqual([
    [
      { kind: "text", text: "hello " },
      { kind: "bold", children: [{ kind: "text", text: "you" }] },
    ],
  ]);
  expect((await ben.expect("message")).message).toEqual(message);
});

test("the channel is still there when a page comes back, in order, under rising snowflakes", async () => {
  const { url } = await start();
  await echo(url, { words: "one" });
  await echo(url, { words: "two" });

  const { state } = await open(url);

  expect(state.commands.map(({ name }) => name)).toEqual(["echo"]);
  expect(state.messages.map(({ shown }) => shown?.texts[0])).toEqual([
    [{ kind: "text", text: "one" }],
    [{ kind: "text", text: "two" }],
  ]);
  const [first = 0n, second = 0n] = state.messages.map(({ id }) => BigInt(id));
  expect(second).toBeGreaterThan(first);
  expect(Number(first >> 22n) + 1_420_070_400_000).toBe(Date.parse("2024-11-17T09:00:00Z"));
});

test("a private answer is there for the asker alone, who can dismiss it", async () => {
  const { url } = await start();
  const ada = await open(url);
  await echo(url, { words: "secret", hide: true });
  const { message } = await ada.expect("message");
  expect((await open(url, BEN)).state.messages).toEqual([]);

  await post(url, "/api/dismiss", { as: BEN, message: message.id });
  expect((await open(url)).state.messages).toHaveLength(1);

  await post(url, "/api/dismiss", { as: ADA, message: message.id });
  expect(await ada.expect("gone")).toEqual({ kind: "gone", id: message.id });
  expect((await open(url)).state.messages).toEqual([]);
});

test("a public message cannot be dismissed", async () => {
  const { url } = await start();
  const ada = await open(url);
  await echo(url, { words: "hello" });
  const { message } = await ada.expect("message");

  await post(url, "/api/dismiss", { as: ADA, message: message.id });

  expect((await open(url)).state.messages).toHaveLength(1);
});

test("what takes long shows that Paperboy is thinking, then the answer in its place", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { url } = await start({ commands: [echoing(promise)], deferAfterMs: 1 });
  const ada = await open(url);

  const answered = echo(url, { words: "at last" });

  const thinking = await ada.expect("message");
  expect(thinking.message.shown).toBeNull();
  resolve();
  const { message } = await ada.expect("message");
  expect(message.id).toBe(thinking.message.id);
  expect(message.shown?.texts).toEqual([[{ kind: "text", text: "at last" }]]);
  expect((await answered).status).toBe(204);
});

test("an error after a public deferral takes the deferral back and is told privately", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { url } = await start({ commands: [echoing(promise)], deferAfterMs: 1 });
  const ada = await open(url);
  const answered = echo(url, { words: "nothing" });
  const thinking = await ada.expect("message");
  resolve();

  expect((await ada.expect("gone")).id).toBe(thinking.message.id);
  const { message } = await ada.expect("message");
  expect(message.onlyFor).toBe(ADA);
  expect(JSON.stringify(message.shown?.texts)).toContain("Say something.");
  await answered;
});

test("a press changes the message, and somebody else's opens a private answer", async () => {
  const { url } = await start();
  await echo(url, { words: "hello" });
  const ben = await open(url, BEN);
  const before = ben.state.messages[0];
  const press = (as: string) =>
    post(url, "/api/press", { as, message: before?.id, customId: "louder:hello", values: [] });

  await press(BEN);
  const answer = await ben.expect("message");
  expect(answer.message.onlyFor).toBe(BEN);
  expect(answer.message.id).not.toBe(before?.id);

  await press(ADA);
  const { message } = await ben.expect("message");
  expect(message.id).toBe(before?.id);
  expect(message.shown?.reply.components).toEqual([{ type: 10, content: "**HELLO**" }]);
});

test.each([
  ["a component that the message does not have", ADA, "louder:something else", false],
  ["a disabled component", ADA, "louder:psst", false],
  ["a component on somebody else's private message", BEN, "louder:hello", true],
])("%s cannot be pressed", async (_what, as, customId, hide) => {
  const { url } = await start();
  await echo(url, { words: "hello", hide });
  const [message] = (await open(url)).state.messages;

  const { status } = await post(url, "/api/press", {
    as,
    message: message?.id,
    customId,
    values: [],
  });

  expect(status).toBe(409);
  expect((await open(url)).state.messages).toEqual([message]);
});

test("a command in the menu of a message gets what it says, from those who see it", async () => {
  const { url } = await start();
  const ada = await open(url);
  expect(ada.state.onMessages).toEqual(["Count letters"]);
  await echo(url, { words: "hush", hide: true });
  const { message } = await ada.expect("message");
  const use = (as: string, more = {}) =>
    post(url, "/api/on-message", { as, command: "Count letters", message: message.id, ...more });

  expect((await use(ADA)).status).toBe(204);
  const { message: answer } = await ada.expect("message");
  expect(answer).toMatchObject({
    asked: { by: { name: "Ada" }, command: "Count letters", of: "Paperboy" },
    onlyFor: ADA,
  });
  expect(JSON.stringify(answer.shown?.reply)).toContain("hush");
  expect(JSON.stringify(answer.shown?.reply)).not.toContain("louder:");

  // Ben does not see it; and it has no thread.
  expect((await use(BEN)).status).toBe(409);
  expect((await use(ADA, { said: 0 })).status).toBe(409);
  expect((await use(ADA, { said: -1 })).status).toBe(400);
});

test("a press may open a form, which is filled in once and by nobody else", async () => {
  const { url } = await start();
  await echo(url, { words: "hello" });
  const ada = await open(url);
  const [message] = ada.state.messages;
  const press = { message: message?.id, customId: "reword:hello", values: [] };
  const fields = { words: "good morning", more: "not asked for" };
  const submit = (as: string) =>
    post(url, "/api/submit", { as, customId: "reworded:hello", fields });

  expect((await submit(ADA)).status).toBe(409);
  const { status, body } = await post(url, "/api/press", { as: ADA, ...press });
  expect(status).toBe(200);
  expect(JSON.parse(body).modal).toMatchObject({ title: "Other words" });
  expect((await submit(BEN)).status).toBe(409);

  expect((await submit(ADA)).status).toBe(204);
  const changed = await ada.expect("message");
  expect(changed.message.id).toBe(message?.id);
  expect(changed.message.shown?.reply.components).toEqual([
    {
      type: 10,
      content: JSON.stringify({
        before: "hello",
        fields: { words: "good morning" },
        may: true,
      }),
    },
  ]);
  expect((await submit(ADA)).status).toBe(409);
});

test("a page skips to the digest that it knows of, and all pages hear of it", async () => {
  const { url } = await start();
  const ada = await open(url);
  const ben = await open(url, BEN);
  expect(ada.state.story).toEqual({
    now: "2024-11-17T09:00:00Z",
    nextDigest: "2024-11-18T09:00:00Z",
    isPaused: false,
    news: null,
  });

  const skip = { to: "2024-11-18T09:00:00Z" };
  expect((await post(url, "/api/skip", skip)).status).toBe(204);
  expect((await post(url, "/api/skip", skip)).status).toBe(204);

  const after = {
    nextDigest: "2024-11-19T09:00:00Z",
    news: { kind: "skipped", to: "2024-11-18T09:00:00Z" },
  };
  expect((await ada.expect("story")).story).toMatchObject(after);
  expect((await ben.expect("story")).story).toMatchObject(after);
  expect((await open(url)).state.story).toMatchObject(after);
});

test("delivering a sample page is told to all pages, and so is that there are no more", async () => {
  const { url } = await start();
  const ben = await open(url, BEN);

  await post(url, "/api/deliver", {});
  expect((await ben.expect("story")).story.news).toEqual({
    kind: "delivered",
    papers: 10,
    left: 0,
  });

  await post(url, "/api/deliver", {});
  expect((await ben.expect("story")).story.news).toMatchObject({ kind: "all delivered" });
});

test("pages hear of another next digest only when there is one", async () => {
  let next: Temporal.Instant | "paused" | null = null;
  const playground = await start({
    story: { ...aStory(), nextDigest: () => Promise.resolve(next) },
  });
  const ada = await open(playground.url);

  await playground.refresh();
  next = Temporal.Instant.from("2024-11-18T09:00:00Z");
  await playground.refresh();
  await playground.refresh();
  next = "paused";
  await playground.refresh();

  expect((await ada.expect("story")).story.nextDigest).toBe("2024-11-18T09:00:00Z");
  expect((await ada.expect("story")).story).toMatchObject({ nextDigest: null, isPaused: true });
});

test("autocomplete answers with the choices of the command", async () => {
  const { url } = await start();

  const { status, body } = await post(url, "/api/suggest", {
    as: ADA,
    command: "echo",
    subcommand: "",
    option: "words",
    typed: "hel",
  });

  expect(status).toBe(200);
  expect(JSON.parse(body)).toEqual({ choices: [{ name: "hel!", value: "id:hel" }] });
});

test.each([
  ["a foreign Host header", { host: "papers.example:80" }],
  ["a Host header with another port", { host: "127.0.0.1:1" }],
  ["a foreign Origin", { origin: "https://papers.example" }],
  ["an opaque Origin", { origin: "null" }],
  ["a request from another site", { "sec-fetch-site": "cross-site" }],
  ["a request from another port of this machine", { "sec-fetch-site": "same-site" }],
])(
  "%s is refused, for the page and for commands",
  async (_what, headers: Record<string, string>) => {
    const { url } = await start();
    const command = JSON.stringify({ as: ADA, command: "echo", subcommand: "", options: {} });
    const json = { "content-type": "application/json", ...headers };

    for (const [path, sent] of [
      ["/", { headers }],
      ["/api/channel", { headers }],
      ["/api/command", { method: "POST", headers: json, body: command }],
      ["/api/deliver", { method: "POST", headers: json, body: "{}" }],
    ] as const)
      expect((await send(url, path, sent)).status).toBe(403);
    const { state } = await open(url);
    expect(state.messages).toEqual([]);
    expect(state.story.news).toBeNull();
  },
);

test("both names of this machine are let in, and a link from elsewhere to the page itself", async () => {
  const { url } = await start();
  const { port } = new URL(url);
  const link = {
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
  };

  for (const headers of [{ host: `localhost:${port}` }, { host: `127.0.0.1:${port}` }, link])
    expect((await send(url, "/", { headers })).status).toBe(200);
  expect((await send(url, "/api/channel", { headers: link })).status).toBe(403);
});

test.each([
  ["a form", 415, { "content-type": "application/x-www-form-urlencoded" }, "as=1"],
  ["text", 415, { "content-type": "text/plain" }, "{}"],
  ["no type", 415, {}, "{}"],
  ["broken JSON", 400, { "content-type": "application/json" }, '{"as":'],
  ["JSON of another shape", 400, { "content-type": "application/json" }, '{"as":1}'],
  ["a body too long", 413, { "content-type": "application/json" }, `"${"x".repeat(65_536)}"`],
])("a POST with %s is refused", async (_what, status, headers: Record<string, string>, body) => {
  const { url } = await start();

  const answer = await send(url, "/api/command", { method: "POST", headers, body });

  expect(answer.status).toBe(status);
  expect(JSON.parse(answer.body)).toEqual({ error: expect.any(String) });
});

test.each([
  "/page/../server.ts",
  "/page/%2e%2e/server.ts",
  "/page/..%2fserver.ts",
  "/page/tsconfig.json",
  "/modules/lit/../zod/index.js",
  "/modules/lit/..%2fzod%2findex.js",
  "/modules/lit/package.json",
  "/modules/zod/index.js",
  "/package.json",
  "/.env",
  "//",
  "//etc/passwd",
  "/api/nothing",
])("there is nothing at %s", async (path) => {
  const { url } = await start();

  const { status, body } = await send(url, path);

  expect([400, 404]).toContain(status);
  expect(JSON.parse(body)).toEqual({ error: expect.any(String) });
});

test("only the import map may run as inline script, and all it names can be fetched", async () => {
  const { url } = await start();
  const page = await send(url, "/");

  const [, importMap = ""] = /<script type="importmap">(.*?)<\/script>/s.exec(page.body) ?? [];
  const hash = createHash("sha256").update(importMap).digest("base64");
  expect(page.headers["content-security-policy"]).toContain(`script-src 'self' 'sha256-${hash}';`);
  expect(page.body.match(/<script/g)).toHaveLength(2);
  const { imports }: { imports: Record<string, string> } = JSON.parse(importMap);
  expect(imports).toHaveProperty(["lit"], "/modules/lit/index.js");
  for (const file of Object.values(imports)) {
    const { status, headers } = await send(url, file);
    expect([file, status, headers["content-type"]]).toEqual([
      file,
      200,
      "text/javascript; charset=utf-8",
    ]);
  }
});

test("other methods are refused, so that no other site is told it may ask", async () => {
  const { url } = await start();

  const { status, headers } = await send(url, "/api/command", { method: "OPTIONS" });

  expect(status).toBe(405);
  expect(headers).not.toHaveProperty("access-control-allow-origin");
});

const ownAddress = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

test.skipIf(ownAddress === undefined)(
  "nothing listens on the machine's outer address",
  async () => {
    const { url } = await start();

    const fromOutside = url.replace("127.0.0.1", String(ownAddress));

    await expect(send(fromOutside, "/")).rejects.toThrow("ECONNREFUSED");
  },
);

test("a port that is taken is an error that says what to do", async () => {
  const { url } = await start();
  const port = Number(new URL(url).port);

  const second = start({ port });

  await expect(second).rejects.toThrow(PortUnavailableError);
  await expect(second).rejects.toThrow(`Port ${port} is in use. Choose another one`);
});

test("stopping ends the connections of pages that wait", async () => {
  const playground = await start();
  const channel = await followChannel(playground.url);
  await channel.expect("state");

  await playground.stop();

  await expect(channel.expect("message")).rejects.toThrow("terminated");
});

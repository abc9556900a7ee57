import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type AttachmentReaderOptions,
  createAttachmentReader,
} from "../../src/discord/requests/attachments.ts";
import { listen } from "./loopback.ts";

let server: Server;
let origin: string;
let asked: string[];
let answer: RequestListener;

beforeEach(async () => {
  asked = [];
  answer = (_request, response) => void response.end("{}");
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  origin = `http://127.0.0.1:${await listen(server, 0)}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function read(url: string, given: AttachmentReaderOptions & { size?: number } = {}) {
  const { size = 2, ...options } = given;
  const readAttachment = createAttachmentReader({
    isAllowed: (address) => address.origin === origin,
    ...options,
  });
  return await readAttachment({ id: "1", name: "digests.json", url, size }, 10);
}

const refusing = () => Promise.reject(new Error("It was asked"));
const answering = () => Promise.resolve(new Response("[]"));

test("a file is read from its address", async () => {
  expect(await read(`${origin}/file?ex=1`)).toEqual({ kind: "read", text: "{}" });
  expect(asked).toEqual(["/file?ex=1"]);
});

test.each([
  "https://cdn.discordapp.com.example.org/a",
  "https://example.org/cdn.discordapp.com",
  "https://cdn.discordapp.com@example.org/a",
  "https://cdn.discordapp.com:8080/a",
  "http://cdn.discordapp.com/a",
  "file:///etc/passwd",
  "https://127.0.0.1/a",
  "cdn.discordapp.com/a",
  "",
])("nothing is asked of %s", async (url) => {
  expect(
    await createAttachmentReader({ fetch: refusing })({ id: "1", name: "", url, size: 1 }, 10),
  ).toEqual({
    kind: "elsewhere",
  });
});

test.each(["cdn.discordapp.com", "media.discordapp.net"])("%s is asked by https", async (host) => {
  const url = `https://${host}/attachments/1/2/digests.json?ex=1&is=1&hm=1`;
  expect(
    await createAttachmentReader({ fetch: answering })({ id: "1", name: "", url, size: 1 }, 10),
  ).toEqual({
    kind: "read",
    text: "[]",
  });
});

test("a redirect is not followed, not even to the same host", async () => {
  answer = (_request, response) => void response.writeHead(302, { location: "/other" }).end();
  expect(await read(`${origin}/file`)).toMatchObject({ kind: "unavailable" });
  expect(asked).toEqual(["/file"]);
});

test("what is too large is not asked for, and not read to its end where its size was a lie", async () => {
  expect(await read(`${origin}/file`, { size: 11 })).toEqual({ kind: "too large" });
  expect(asked).toEqual([]);
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  answer = (_request, response) => {
    const writing = setInterval(() => void response.write("12345"), 1);
    response.on("close", () => {
      clearInterval(writing);
      resolve();
    });
  };
  expect(await read(`${origin}/file`)).toEqual({ kind: "too large" });
  await closed;
});

test("ten bytes are read, a file that is no text is said to be none", async () => {
  answer = (_request, response) => void response.end("1234567890");
  expect(await read(`${origin}/file`)).toEqual({ kind: "read", text: "1234567890" });
  answer = (_request, response) => void response.end(Buffer.from([0x7b, 0xff, 0x7d]));
  expect(await read(`${origin}/file`)).toEqual({ kind: "no text" });
});

test.each<[string, RequestListener]>([
  ["is gone", (_request, response) => void response.writeHead(404).end()],
  ["breaks off", (_request, response) => void response.socket?.destroy()],
  ["never comes", () => undefined],
  ["never ends", (_request, response) => void response.write("{")],
])("a file that %s is unavailable", async (_what, listener) => {
  answer = listener;
  expect(await read(`${origin}/file`, { deadlineMs: 100 })).toMatchObject({ kind: "unavailable" });
});

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { createWebApp } from "../../src/web/app.ts";
import { startWebServer } from "../../src/web/server.ts";
import { webServices } from "./a-site.ts";

const open: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A connection to the pages, by a client without manners; what comes back, until it is closed. */
async function aConnection(): Promise<{ socket: Socket; answer: Promise<string>; port: number }> {
  const { services, close } = await webServices([]);
  const server = await startWebServer({
    port: 0,
    host: "127.0.0.1",
    app: createWebApp(services),
    setting: "PAPERBOY_WEB_PORT",
    patienceMs: { headers: 300, request: 600, silence: 2000 },
  });
  const port = Number(new URL(server.url).port);
  const socket = connect(port, "127.0.0.1");
  open.push(
    () => socket.destroy(),
    () => server.stop(),
    close,
  );
  await once(socket, "connect");
  let text = "";
  socket.on("data", (chunk: Buffer) => void (text += chunk.toString("latin1")));
  socket.on("error", () => undefined);
  const answer = new Promise<string>((resolve) => socket.on("close", () => resolve(text)));
  return { socket, answer, port };
}

/** The server is well all the same. */
async function isWell(port: number): Promise<void> {
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
}

test("headers that never end are cut off", async () => {
  const { socket, answer, port } = await aConnection();
  socket.write("GET / HTTP/1.1\r\nHost: a\r\n");
  const drip = setInterval(() => socket.write("X-More: yes\r\n"), 50);
  open.push(() => clearInterval(drip));
  expect(await answer).toMatch(/^(?:HTTP\/1\.1 408 |$)/);
  await isWell(port);
});

test("so is a body that never comes", async () => {
  const { socket, answer, port } = await aConnection();
  socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\nx");
  expect(await answer).toMatch(/^HTTP\/1\.1 4\d\d |^$/);
  await isWell(port);
});

test("headers that are too large are refused", async () => {
  const { socket, answer, port } = await aConnection();
  socket.write(`GET / HTTP/1.1\r\nHost: a\r\nX-Large: ${"x".repeat(40_000)}\r\n\r\n`);
  expect(await answer).toMatch(/^HTTP\/1\.1 431 /);
  await isWell(port);
});

test.each(["Content-Length: 500000000", "Transfer-Encoding: chunked"])(
  "a body that is too large is not taken: %s",
  async (header) => {
    const { socket, answer, port } = await aConnection();
    socket.write(`POST /c/c1 HTTP/1.1\r\nHost: a\r\n${header}\r\n\r\n`);
    const part = `${header.startsWith("T") ? "10000\r\n" : ""}${"x".repeat(65_536)}\r\n`;
    let sent = 0;
    while (!socket.closed && !socket.destroyed && sent < 500) {
      socket.write(part);
      sent += 1;
      await delay(2);
    }
    expect(sent).toBeLessThan(500);
    expect(await answer).toMatch(/^HTTP\/1\.1 4(?:05|13|08) |^$/);
    await isWell(port);
  },
);

test.each([
  "GET / HTTP/1.1\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: a b<script>\r\n\r\n",
  "GET //evil.example/..%2f HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
  "GET http://[::1/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
  "GET /c/%E0%A4%A HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
  "GET /p/%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
  "TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
  "nonsense\r\n\r\n",
])("what makes no sense is refused, and hurts nobody: %j", async (request) => {
  const { socket, answer, port } = await aConnection();
  socket.end(request);
  expect(await answer).toMatch(/^HTTP\/1\.1 4\d\d |^$/);
  await isWell(port);
});

test("any host is answered, and none of it is repeated", async () => {
  const { socket, answer } = await aConnection();
  socket.write("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
  const text = await answer;
  expect(text).toMatch(/^HTTP\/1\.1 200 /);
  expect(text).not.toContain("evil.example");
});

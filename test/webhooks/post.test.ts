import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { mayPost, post } from "../../src/webhooks/post.ts";
import { answerWith, aReceiver } from "./a-receiver.ts";

const NO_PROXY = { http: null, https: null, except: [] };
const LETTER = { headers: { "webhook-id": "1" }, body: '{"title":"Mamba: ℓ₂"}' };

function sendTo(url: string, { trusted = [] as string[], timeoutMs = 5000, inside = "" } = {}) {
  return post(new URL(url), LETTER, {
    origins: trusted.map((one) => new URL(one)),
    proxy: NO_PROXY,
    signal: new AbortController().signal,
    timeoutMs,
    lookup: (_name, _options, done) => done(null, [{ address: inside, family: 4 }]),
  });
}

test("a letter arrives as it is, and its status comes back", async () => {
  const receiver = await aReceiver();
  const trusted = [receiver.origin];
  expect(await sendTo(receiver.url, { trusted })).toEqual({ kind: "answered", status: 204 });
  expect(receiver.received).toMatchObject([
    {
      method: "POST",
      path: "/hooks/never-to-be-seen?key=hidden",
      body: LETTER.body,
      headers: { "content-type": "application/json", "webhook-id": "1" },
    },
  ]);
});

test("a redirect is not followed", async () => {
  const [first, second] = [await aReceiver(), await aReceiver()];
  first.answer = (response) => answerWith(response, 307, { location: second.url });
  const trusted = [first.origin, second.origin];
  expect(await sendTo(first.url, { trusted })).toEqual({ kind: "answered", status: 307 });
  expect(second.received).toEqual([]);
});

test.each([
  ["that answers nothing", () => undefined, { kind: "too slow" }],
  [
    "whose answer never ends",
    (response: { write: (text: string) => void }) => response.write("more"),
    { kind: "answered", status: 200 },
  ],
] as const)("a far end %s holds up nobody for long", async (_, answer, came) => {
  const receiver = await aReceiver();
  receiver.answer = answer;
  const trusted = [receiver.origin];
  expect(await sendTo(receiver.url, { trusted, timeoutMs: 300 })).toMatchObject(came);
});

test("of a huge answer little is read", async () => {
  const receiver = await aReceiver();
  let written = 0;
  receiver.answer = (response) => {
    response.writeHead(200);
    const part = Buffer.alloc(16_384);
    const more = () => {
      while (!response.destroyed && response.write(part)) written += part.length;
    };
    response.on("drain", more).on("error", () => undefined);
    more();
  };
  const trusted = [receiver.origin];
  expect(await sendTo(receiver.url, { trusted })).toEqual({ kind: "answered", status: 200 });
  // What the sockets buffer counts, too.
  expect(written).toBeLessThan(64 * 1024 * 1024);
});

test("a connection that breaks, and one to nobody, can be told apart from an answer", async () => {
  const receiver = await aReceiver();
  const trusted = [receiver.origin];
  receiver.answer = (response) => response.destroy();
  expect(await sendTo(receiver.url, { trusted })).toEqual({
    kind: "unreachable",
    why: "ECONNRESET",
  });
  const nobody = "http://127.0.0.1:1";
  expect(await sendTo(nobody, { trusted: [nobody] })).toMatchObject({ kind: "unreachable" });
});

test("what speaks no TLS, or with no certificate that is known, gets nothing", async () => {
  const heard: string[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      heard.push(bytes.toString("latin1"));
      socket.end("HTTP/1.1 204 No Content\r\n\r\n");
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const origin = `https://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const came = await sendTo(`${origin}/hook`, { trusted: [origin] });
  expect(came).toMatchObject({ kind: "insecure" });
  expect(heard.join("")).not.toContain("webhook-id");
  server.close();
});

test.each([
  "http://hooks.example.org/x",
  "https://127.0.0.1/x",
  "https://[::1]/x",
  "https://0x7f.1/x",
  "https://2130706433/x",
  "https://169.254.169.254/latest/meta-data",
  "https://user:password@hooks.example.org/x",
  "ftp://hooks.example.org/x",
])("%s is no place for webhooks", async (url) => {
  expect(mayPost(new URL(url), { origins: [] })).toBe(false);
  expect(await sendTo(url, { inside: "93.184.215.14" })).toMatchObject({ kind: "not allowed" });
});

test("nor is a name that leads inside, whatever it meant a moment ago", async () => {
  const receiver = await aReceiver();
  const { port } = new URL(receiver.origin);
  const asked: string[] = [];
  const came = await post(new URL(`https://rebinding.test:${port}/x`), LETTER, {
    origins: [],
    proxy: NO_PROXY,
    signal: new AbortController().signal,
    lookup: (name, _options, done) => {
      asked.push(name);
      // To whoever looks first it is somewhere else.
      const address = asked.length === 1 ? "127.0.0.1" : "93.184.215.14";
      done(null, [{ address, family: 4 }]);
    },
  });
  expect(came).toEqual({ kind: "not allowed", why: "an address inside" });
  // The connection itself asks, once: there is no moment between.
  expect(asked).toEqual(["rebinding.test"]);
  expect(receiver.received).toEqual([]);
});

test("nor does a proxy bring one inside", async () => {
  const proxy = await aReceiver();
  const came = await post(new URL("https://inner.test/x"), LETTER, {
    origins: [],
    proxy: { http: proxy.origin, https: proxy.origin, except: [] },
    signal: new AbortController().signal,
    lookup: (_name, _options, done) => done(null, [{ address: "10.0.0.8", family: 4 }]),
  });
  expect(came).toEqual({ kind: "not allowed", why: "an address inside" });
  expect(proxy.received).toEqual([]);
});

test("only the very origin that the operator named is trusted", () => {
  const origins = [new URL("http://automation.lab:5678")];
  const may = (url: string) => mayPost(new URL(url), { origins });
  expect(may("http://automation.lab:5678/hook/a")).toBe(true);
  expect(may("http://automation.lab/hook/a")).toBe(false);
  expect(may("http://elsewhere.automation.lab:5678/")).toBe(false);
  expect(may("https://hooks.example.org:8443/x")).toBe(true);
});

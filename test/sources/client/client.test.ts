import { once } from "node:events";
import { createServer } from "node:http";
import { gzipSync, brotliCompressSync } from "node:zlib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { publicOnly } from "../../../src/sources/client/address.ts";
import type { Answer, Question } from "../../../src/sources/client/answer.ts";
import type { ClientOptions } from "../../../src/sources/client/client.ts";
import { recordLog } from "../../discord/log.ts";
import { aClient, aClock, aMemory, meaning } from "../a-client.ts";
import { type FarEnd, startFarEnd } from "../far-end.ts";

let clock: ReturnType<typeof aClock>;
let memory: ReturnType<typeof aMemory>;
let farEnd: FarEnd;

beforeEach(async () => {
  clock = aClock();
  memory = aMemory();
  farEnd = await startFarEnd({ now: clock.now });
});

afterEach(async () => await farEnd[Symbol.asyncDispose]());

const { signal } = new AbortController();

const client = (options: Partial<ClientOptions> = {}) =>
  aClient(farEnd.base, { memory, now: clock.now, wait: clock.wait, ...options });

const doubt = (body: string) => (body === "[]" ? "It is empty" : null);

const nobodyKnows = () => {
  throw new Error("Asked for a name");
};

async function ask(
  question: Partial<Question> = {},
  options: Partial<ClientOptions> = {},
): Promise<Answer> {
  return await client(options).get(`${farEnd.base}/list`, { signal, ...question });
}

test("who asks says who it is, and how to reach whom it asks for", async () => {
  expect(await ask({ accept: "application/json" }, { contact: "mailto:ada@example.org" })).toEqual({
    kind: "ok",
    body: "fine",
    validators: {},
  });
  expect(farEnd.asked[0]?.headers).toMatchObject({
    "user-agent": expect.stringMatching(/^Paperboy\/\d+\.\d+\.\d+ \(\+mailto:ada@example\.org\)$/),
    accept: "application/json",
  });
  expect(farEnd.asked[0]?.headers).not.toHaveProperty("authorization");
});

test("a contact cannot add a header", async () => {
  await ask({}, { contact: "ada (home)\r\nX-Evil: yes" });
  expect(farEnd.asked[0]?.headers["user-agent"]).toMatch(/\(\+ada homeX-Evil: yes\)$/);
  expect(farEnd.asked[0]?.headers).not.toHaveProperty("x-evil");
});

test("a token goes to the addresses of the settings, and to no other", async () => {
  await using other = await startFarEnd();
  const options = { token: "hf_secret", bases: [farEnd.base, other.base] };
  farEnd.say({ status: 302, headers: { location: other.base } });
  await ask({}, options);
  expect(farEnd.asked[0]?.headers.authorization).toBe("Bearer hf_secret");
  expect(other.asked[0]?.headers.authorization).toBe("Bearer hf_secret");
});

test("a token that is refused is done without, and never logged", async () => {
  const { log, lines } = recordLog();
  farEnd.say({ status: 401 });
  const one = client({ token: "hf_secret", log });
  expect(await one.get(farEnd.base, { signal })).toMatchObject({ kind: "ok" });
  expect(await one.get(farEnd.base, { signal })).toMatchObject({ kind: "ok" });
  expect(farEnd.asked.map(({ headers }) => headers.authorization)).toEqual([
    "Bearer hf_secret",
    undefined,
    undefined,
  ]);
  expect(lines.map(({ msg }) => msg)).toEqual([expect.stringContaining("the token")]);
  expect(JSON.stringify(lines)).not.toContain("hf_secret");
  expect(JSON.stringify([...memory.kept])).not.toContain("hf_secret");
});

test("requests leave one at a time, a pause apart, also those of a second client", async () => {
  let inFlight = 0;
  let most = 0;
  const options = {
    pauseMs: 3000,
    async wait(ms: number) {
      most = Math.max(most, (inFlight += 1));
      await clock.wait(ms);
      inFlight -= 1;
    },
  };
  const one = client(options);
  await Promise.all(["a", "b", "c"].map((path) => one.get(`${farEnd.base}/${path}`, { signal })));
  await ask({}, options);
  const starts = farEnd.asked.map(({ at }) => at.epochMilliseconds);
  expect(starts.map((at) => at - starts[0]!)).toEqual([0, 3000, 6000, 9000]);
  expect(farEnd.asked.map(({ path }) => path)).toEqual(["/a", "/b", "/c", "/list"]);
  expect(most).toBe(1);
});

test("time that passed anyway counts as pause", async () => {
  const one = client({ pauseMs: 3000 });
  await one.get(`${farEnd.base}/a`, { signal });
  clock.pass({ milliseconds: 2000 });
  await one.get(`${farEnd.base}/b`, { signal });
  clock.pass({ minutes: 1 });
  await one.get(`${farEnd.base}/c`, { signal });
  expect(clock.waited).toEqual([1000]);
});

test("a clock that leaps ahead between two requests shortens no pause", async () => {
  let steady = 0;
  const one = client({
    pauseMs: 3000,
    steadyMs: () => steady,
    wait: async (ms) => {
      steady += ms;
      await clock.wait(ms);
    },
  });
  await one.get(`${farEnd.base}/a`, { signal });
  clock.pass({ hours: 24 * 365 });
  await one.get(`${farEnd.base}/b`, { signal });
  expect(clock.waited).toEqual([3000]);
});

test.each([{ minutes: 10 }, { hours: 23 }, { hours: 24 * 365 }])(
  "a pause that was asked for lasts as long when the clock is set back by %j",
  async (ahead) => {
    clock.pass(ahead);
    const asked = { status: 429, headers: { "retry-after": "600" } };
    farEnd.say(asked);
    await ask();
    clock.pass(Temporal.Duration.from(ahead).negated());
    const rightAt = clock.now();
    for (;;) {
      const answer = await ask({ now: true });
      if (answer.kind === "ok") break;
      clock.pass({ seconds: 30 });
    }
    expect(rightAt.until(clock.now()).total("seconds")).toBeGreaterThanOrEqual(600 - 60);
    expect(rightAt.until(clock.now()).total("seconds")).toBeLessThanOrEqual(660);
  },
);

test("a stored pause that is longer than any ends after the longest there is", async () => {
  await memory.save("standing with The far end", {
    askedAt: "2026-11-20T07:00:00Z",
    troubles: 1,
    keptOutUntil: "2027-11-20T08:00:00Z",
    restsUntil: "2027-11-20T08:00:00Z",
    why: "It was out of order",
  });
  expect(await ask()).toMatchObject({ kind: "resting" });
  clock.pass({ hours: 23 });
  expect(await ask({ now: true })).toMatchObject({ kind: "resting" });
  clock.pass({ hours: 1 });
  expect(await ask()).toMatchObject({ kind: "ok" });
});

test("a clock that was set back makes nobody wait longer than the pause", async () => {
  const one = client({ pauseMs: 3000 });
  await one.get(`${farEnd.base}/a`, { signal });
  clock.pass({ hours: -2 });
  await one.get(`${farEnd.base}/b`, { signal });
  expect(clock.waited).toEqual([3000]);
});

test("what was put to use before is asked for only where it changed", async () => {
  farEnd.say({
    body: "one",
    headers: { etag: '"1"', "last-modified": "Fri, 20 Nov 2026 06:00:00 GMT" },
  });
  const first = await ask();
  if (first.kind !== "ok") throw new Error("No answer");
  farEnd.say({ status: 304 });
  expect(await ask({ known: first.validators })).toEqual({ kind: "unchanged" });
  expect(farEnd.asked[1]?.headers).toMatchObject({
    "if-none-match": '"1"',
    "if-modified-since": "Fri, 20 Nov 2026 06:00:00 GMT",
  });
});

test.each([429, 500, 502, 503, 504])("after HTTP %i it asks again", async (status) => {
  farEnd.say({ status }, { status });
  expect(await ask()).toMatchObject({ kind: "ok" });
  expect(clock.waited).toEqual([2000, 4000]);
});

test("after five tries it gives up and rests, longer each time, and then asks again", async () => {
  farEnd.say(...Array.from({ length: 10 }, () => ({ status: 503 })));
  expect(await ask()).toMatchObject({
    kind: "unreachable",
    why: "The far end isn't working (HTTP 503)",
    until: clock.now().add({ minutes: 5 }),
  });
  expect(farEnd.asked).toHaveLength(5);
  expect(await ask()).toMatchObject({ kind: "resting", until: clock.now().add({ minutes: 5 }) });
  expect(farEnd.asked).toHaveLength(5);

  clock.pass({ minutes: 5 });
  expect(await ask()).toMatchObject({ until: clock.now().add({ minutes: 10 }) });
  clock.pass({ minutes: 10 });
  expect(await ask()).toMatchObject({ kind: "ok" });
  farEnd.say(...Array.from({ length: 5 }, () => ({ status: 503 })));
  expect(await ask()).toMatchObject({ until: clock.now().add({ minutes: 5 }) });
});

test("who is waited for by somebody asks although it rests", async () => {
  farEnd.say(...Array.from({ length: 5 }, () => ({ status: 503 })));
  await ask();
  expect(await ask({ now: true })).toMatchObject({ kind: "ok" });
  expect(await ask()).toMatchObject({ kind: "ok" });
});

test("pauses and rests are cut by chance", async () => {
  farEnd.say(...Array.from({ length: 5 }, () => ({ status: 503 })));
  const answer = await ask({}, { random: () => 0.25 });
  expect(clock.waited).toEqual([500, 1000, 2000, 4000]);
  const restMs = 150_000 + 37_500;
  expect(answer).toMatchObject({ until: clock.now().add({ milliseconds: restMs }) });
});

test.each([
  ["7", 7000],
  ["Fri, 20 Nov 2026 08:00:09 GMT", 9000],
  ["Friday, 20-Nov-26 08:00:08 GMT", 8000],
  ["Fri Nov 20 08:00:06 2026", 6000],
])("a short Retry-After is waited for: %s", async (value, ms) => {
  farEnd.say({
    status: 429,
    headers: { "retry-after": value, date: "Fri, 20 Nov 2026 08:00:00 GMT" },
  });
  expect(await ask()).toMatchObject({ kind: "ok" });
  expect(clock.waited).toEqual([ms]);
});

test.each(["Fri, 20 Nov 2026 07:00:00 GMT", "soon 7", "-5"])(
  "a Retry-After that says nothing of the time to come is none: %s",
  async (value) => {
    farEnd.say({ status: 429, headers: { "retry-after": value } });
    expect(await ask()).toMatchObject({ kind: "ok" });
    expect(clock.waited).toEqual([2000]);
  },
);

test("a long Retry-After is stored and obeyed, whoever asks", async () => {
  farEnd.say({ status: 429, headers: { "retry-after": "1800" } });
  const until = Temporal.Instant.from("2026-11-20T08:30:00Z");
  expect(await ask()).toMatchObject({
    kind: "throttled",
    why: "The far end is asking Paperboy to slow down",
    until,
  });
  expect(clock.waited).toEqual([]);
  clock.pass({ minutes: 29 });
  expect(await ask({ now: true })).toMatchObject({ kind: "resting", until });
  expect(farEnd.asked).toHaveLength(1);
  clock.pass({ minutes: 1 });
  expect(await ask()).toMatchObject({ kind: "ok" });
});

test("a Retry-After beyond reason ends after a day", async () => {
  farEnd.say({ status: 503, headers: { "retry-after": "99999999999999999999" } });
  expect(await ask()).toMatchObject({ until: Temporal.Instant.from("2026-11-21T08:00:00Z") });
});

test("Hugging Face's window is waited for, and also when the last request of it was served", async () => {
  farEnd.say({
    status: 429,
    headers: {
      ratelimit: '"api";r=0;t=12',
      "ratelimit-policy": '"fixed window";"api";q=500;w=300',
    },
  });
  expect(await ask()).toMatchObject({ kind: "ok" });
  expect(clock.waited).toEqual([12_000]);

  farEnd.say({ headers: { ratelimit: '"pages";r=3;t=99, "api";r=0;t=240' }, body: "the last" });
  expect(await ask()).toMatchObject({ kind: "ok", body: "the last" });
  expect(await ask({ now: true })).toMatchObject({
    kind: "resting",
    until: clock.now().add({ seconds: 240 }),
  });
});

test("after a refusal it stays away for as long as it was told to", async () => {
  farEnd.say({ status: 403 });
  const options = { refusedRest: Temporal.Duration.from({ hours: 24 }) };
  expect(await ask({}, options)).toMatchObject({ kind: "refused", status: 403 });
  clock.pass({ hours: 23 });
  expect(await ask({ now: true }, options)).toMatchObject({
    kind: "resting",
    why: "The far end refused to answer (HTTP 403)",
  });
  clock.pass({ hours: 1 });
  expect(await ask({}, options)).toMatchObject({ kind: "ok" });
  expect(farEnd.asked).toHaveLength(2);
});

test("a question that is wrong is not asked again, and its answer says why", async () => {
  farEnd.say({ status: 400, body: "No month 13" });
  expect(await ask()).toMatchObject({
    kind: "refused",
    status: 400,
    body: "No month 13",
    until: null,
  });
  expect(await ask()).toMatchObject({ kind: "ok" });
  expect(clock.waited).toEqual([]);
});

test("an answer that cannot be meant is asked for again", async () => {
  farEnd.say({ body: "" }, { body: "[]" });
  expect(await ask({ doubt })).toMatchObject({ kind: "ok", body: "fine" });
  farEnd.say(...Array.from({ length: 5 }, () => ({ body: "[]" })));
  expect(await ask({ doubt })).toMatchObject({ kind: "throttled", why: "It is empty" });
});

test("a far end that is not there can't be reached", async () => {
  const gone = await startFarEnd();
  await gone[Symbol.asyncDispose]();
  expect(await aClient(gone.base).get(gone.base, { signal })).toMatchObject({
    kind: "unreachable",
    why: "The far end can't be reached (ECONNREFUSED)",
  });
});

test("an answer that is cut is asked for again", async () => {
  farEnd.say({ body: "half of it", isCut: true });
  expect(await ask()).toMatchObject({ kind: "ok", body: "fine" });
});

test("an answer that stalls is given up, and asked for again", async () => {
  farEnd.say({ body: "half of it", isStalled: true });
  expect(await ask({ timeoutMs: 50 })).toMatchObject({ kind: "ok" });
  farEnd.say(...Array.from({ length: 5 }, () => ({ body: "half of it", isStalled: true })));
  expect(await ask({ timeoutMs: 50 })).toMatchObject({
    kind: "too slow",
    why: "The far end took longer than 0.05 s",
  });
});

test("packed answers are unpacked", async () => {
  farEnd.say(
    { body: gzipSync("gzip"), headers: { "content-encoding": "gzip" } },
    { body: brotliCompressSync("brotli"), headers: { "content-encoding": "br" } },
  );
  expect(await ask()).toMatchObject({ body: "gzip" });
  expect(await ask()).toMatchObject({ body: "brotli" });
});

test.each([
  ["another packing", { body: "x", headers: { "content-encoding": "gzip, gzip" } }],
  ["what is no gzip", { body: "x", headers: { "content-encoding": "gzip" } }],
])("%s counts as out of order", async (_what, said) => {
  farEnd.say(...Array.from({ length: 5 }, () => said));
  expect(await ask()).toMatchObject({ kind: "unreachable" });
});

test.each([
  ["50 MB", { body: Buffer.alloc(50 << 20, 0x20) }],
  ["what never ends", { body: Buffer.alloc(1 << 20, 0x20), isEndless: true }],
  [
    "200 MB in a small gzip",
    { body: gzipSync(Buffer.alloc(200 << 20)), headers: { "content-encoding": "gzip" } },
  ],
])("%s is not read to the end, nor asked for again", async (_what, said) => {
  farEnd.say(said);
  expect(await ask()).toMatchObject({
    kind: "too large",
    why: "The far end sent more than 16 MB",
  });
  expect(farEnd.asked).toHaveLength(1);
});

test("redirects of the far end itself are followed, five at most", async () => {
  farEnd.say(
    ...[301, 302, 303, 307, 308].map((status) => ({ status, headers: { location: "/next" } })),
  );
  expect(await ask()).toMatchObject({ kind: "ok" });
  expect(farEnd.asked.map(({ path }) => path)).toEqual([
    "/list",
    ...Array<string>(5).fill("/next"),
  ]);
  farEnd.say(
    ...Array.from({ length: 6 }, () => ({ status: 302, headers: { location: "/round" } })),
  );
  expect(await ask()).toMatchObject({ kind: "refused" });
  expect(farEnd.asked).toHaveLength(12);
});

test("redirects are paced as other requests are", async () => {
  farEnd.say({ status: 301, headers: { location: "/next" } });
  await ask({}, { pauseMs: 3000 });
  expect(clock.waited).toEqual([3000]);
});

test.each([
  "http://127.0.0.1:9/",
  "https://127.0.0.1/",
  "https://127.1/",
  "https://2130706433/",
  "https://0x7f.0.0.1/",
  "http://10.1.2.3/",
  "https://[::1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[fe80::1]/",
  "http://169.254.169.254/latest/meta-data/",
  "https://localhost/",
  "http://far-end.test/",
  "https://far-end.test:8443/",
  "https://user:secret@far-end.test/",
  "https://far-end.test@10.0.0.1/",
  "https://far-end.test.example.org/",
  "https://notfar-end.test/",
  "//10.0.0.1/",
  "file:///etc/passwd",
  "data:text/plain,x",
  "http://",
  "https://far-end.test./",
])("a redirect to %s is not followed", async (location) => {
  farEnd.say({ status: 302, headers: { location } });
  expect(await ask({}, { lookup: nobodyKnows })).toMatchObject({
    kind: "refused",
    why: "The far end redirects to an address that Paperboy doesn't visit",
  });
  expect(farEnd.asked).toHaveLength(1);
});

test.each([
  [["127.0.0.1"]],
  [["10.0.0.8"]],
  [["172.16.9.9"]],
  [["192.168.1.1"]],
  [["169.254.169.254"]],
  [["100.64.0.1"]],
  [["0.0.0.0"]],
  [["::1"]],
  [["::"]],
  [["fd00::1"]],
  [["fe80::1"]],
  [["::ffff:10.0.0.1"]],
  [["64:ff9b::a00:1"]],
  [["2002:7f00:1::"]],
  [["93.184.215.14", "127.0.0.1"]],
  [["2606:2800:21f::1", "::1"]],
])("a name of the site that means %j is not connected to", async (addresses) => {
  farEnd.say({ status: 302, headers: { location: "https://inner.far-end.test/" } });
  const names: string[] = [];
  const lookup: ClientOptions["lookup"] = (hostname, _options, done) => {
    names.push(hostname);
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
  expect(await ask({}, { lookup })).toMatchObject({ kind: "refused" });
  expect(names).toEqual(["inner.far-end.test"]);
});

test("a connection gets the very addresses that were looked at", async () => {
  const found = [
    { address: "2606:2800:21f::1", family: 6 },
    { address: "93.184.215.14", family: 4 },
  ];
  const lookup = publicOnly((_hostname, _options, done) => done(null, found));
  const all = Promise.withResolvers<unknown>();
  lookup("cdn.far-end.test", { all: true }, (_error, addresses) => all.resolve(addresses));
  expect(await all.promise).toEqual(found);
  const one = Promise.withResolvers<unknown>();
  lookup("cdn.far-end.test", {}, (_error, ...address) => one.resolve(address));
  expect(await one.promise).toEqual(["2606:2800:21f::1", 6]);
});

test("a host that has IPv6 only is asked like others", async () => {
  const server = createServer((_request, response) => response.end("by IPv6"));
  server.listen(0, "::1");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const base = `http://six.test:${port}`;
  const answer = await client({ bases: [base], lookup: meaning("::1") }).get(base, { signal });
  expect(answer).toMatchObject({ kind: "ok", body: "by IPv6" });
  server.close();
});

test("who is stopped asks nothing, and what is in flight is dropped", async () => {
  const stop = new AbortController();
  farEnd.say({ body: "half of it", isStalled: true });
  const one = client();
  const inFlight = one.get(farEnd.base, { signal: stop.signal });
  const inLine = one.get(farEnd.base, { signal: stop.signal });
  await vi.waitFor(() => expect(farEnd.asked).toHaveLength(1), { timeout: 60_000, interval: 5 });
  stop.abort();
  expect(await Promise.all([inFlight, inLine])).toEqual([{ kind: "stopped" }, { kind: "stopped" }]);
  expect(farEnd.asked).toHaveLength(1);
  expect(await one.get(farEnd.base, { signal })).toMatchObject({ kind: "ok" });
});

test("what was stored and cannot be read counts as nothing", async () => {
  memory.kept.set("standing with The far end", '{"restsUntil":"tomorrow"}');
  expect(await ask()).toMatchObject({ kind: "ok" });
});

test("the log tells once that it stays away, and why", async () => {
  const { log, lines } = recordLog();
  farEnd.say({ status: 429, headers: { "retry-after": "600" } });
  await ask({}, { log });
  await ask({}, { log });
  expect(lines.filter(({ level }) => level >= 40)).toMatchObject([
    {
      msg: "Leaving a source alone for a while",
      farEnd: "The far end",
      until: "2026-11-20T08:10:00Z",
    },
  ]);
});

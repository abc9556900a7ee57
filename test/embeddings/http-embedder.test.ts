import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createHttpEmbedder } from "../../src/embeddings/http-embedder.ts";
import type { Embedder } from "../../src/search/vectors/embedder.ts";
import { meaningOf, type Said, type StandIn, startStandIn } from "./stand-in.ts";

let standIn: StandIn;

beforeEach(async () => {
  standIn = await startStandIn();
});

afterEach(async () => {
  await standIn[Symbol.asyncDispose]();
});

const NOW = Temporal.Instant.from("2026-11-21T12:00:00Z");
const KEY = "sk-very-secret";
const TEXTS = ["private question", "another text"];

function embedder(url = standIn.url): Embedder {
  return createHttpEmbedder({
    url,
    model: "some-model",
    key: KEY,
    prefixes: { query: "", paper: "" },
    proxy: { http: null, https: null, except: [] },
    now: () => NOW,
  });
}

const embed = async (texts: readonly string[] = TEXTS, timeoutMs = 30_000) =>
  await embedder().embed(texts, { signal: new AbortController().signal, timeoutMs });

async function embedWhen(said: Said, timeoutMs?: number) {
  standIn.answer = () => said;
  return await embed(TEXTS, timeoutMs);
}

test("asks with model, texts and key", async () => {
  await embed();
  expect(standIn.asked).toMatchObject([
    {
      path: "/v1/embeddings",
      model: "some-model",
      input: TEXTS,
      headers: { authorization: `Bearer ${KEY}` },
    },
  ]);
});

test("gives vectors in the order of the texts, whatever the order of the answer", async () => {
  const vectors = TEXTS.map((text) => meaningOf(text));
  const expected = { kind: "ok", vectors: vectors.map((one) => Float32Array.from(one)) };
  expect(await embedWhen({ vectors, order: [1, 0] })).toEqual(expected);
  expect(await embedWhen({ vectors })).toEqual(expected);
  const body = JSON.stringify({ data: vectors.map((embedding) => ({ embedding })) });
  expect(await embedWhen({ body })).toEqual(expected);
});

test.each([1, 384, 4096])("takes vectors of %i numbers", async (length) => {
  const vectors = TEXTS.map((_, i) => Array.from({ length }, () => i + 1));
  expect(await embedWhen({ vectors })).toMatchObject({ kind: "ok" });
});

test("has nothing to go by where a number is none, and keeps the others", async () => {
  const vectors = [
    ["NaN", 1],
    [1, 2],
  ];
  const { vectors: read } = Object(await embedWhen({ vectors }));
  expect(read).toEqual([null, Float32Array.from([1, 2])]);
  const huge = '{"data":[{"embedding":[1e999,1]},{"embedding":[null,1]}]}';
  expect(await embedWhen({ body: huge })).toEqual({ kind: "ok", vectors: [null, null] });
});

const sends = (what: string) => ({ kind: "refused", why: `The embeddings server sends ${what}` });

test.each<[string, Said, object]>([
  ["too few", { vectors: [[1]] }, sends("1 embeddings for 2 texts")],
  ["too many", { vectors: [[1], [2], [3]] }, sends("3 embeddings for 2 texts")],
  ["one twice", { vectors: [[1], [2]], order: [0, 0] }, sends("the same embedding twice")],
  ["other lengths", { vectors: [[1], [1, 2]] }, sends("embeddings of different lengths")],
  ["empty ones", { vectors: [[], []] }, sends("embeddings of 0 numbers")],
  [
    "too long ones",
    { vectors: [1, 2].map(() => Array.from({ length: 20_000 }, () => 1)) },
    sends("embeddings of 20000 numbers"),
  ],
  ["no vectors", { vectors: ["abc", "def"] }, sends("embeddings of 0 numbers")],
  ["another form", { body: '{"embeddings":[[1],[2]]}' }, sends("something else than embeddings")],
  ["a page", { body: "<html>Sign in</html>" }, sends("something else than embeddings")],
  ["nothing", { body: "" }, sends("something else than embeddings")],
  ["null", { body: "null" }, sends("something else than embeddings")],
  ["null data", { body: '{"data":[null,null]}' }, sends("embeddings of 0 numbers")],
  ["too much", { body: `"${"x".repeat(17 * 1024 * 1024)}"` }, sends("too much")],
])("refuses an answer with %s", async (_, said, expected) => {
  expect(await embedWhen(said)).toEqual(expected);
});

test.each([400, 413, 422])("tells a refusal of the texts, HTTP %i", async (status) => {
  expect(await embedWhen({ status, body: TEXTS.join(" ") })).toEqual({
    kind: "refused",
    why: `The embeddings server refused to answer (HTTP ${status})`,
  });
});

test.each<[number, string]>([
  [401, "refused to answer (HTTP 401)"],
  [404, "refused to answer (HTTP 404)"],
  [302, "refused to answer (HTTP 302)"],
  [429, "is asking Paperboy to slow down"],
  [500, "isn't working (HTTP 500)"],
  [503, "isn't working (HTTP 503)"],
])("is not to be asked now after HTTP %i", async (status, what) => {
  const headers = { location: "http://127.0.0.1:1/elsewhere" };
  expect(await embedWhen({ status, headers, body: TEXTS.join(" ") })).toEqual({
    kind: "unavailable",
    why: `The embeddings server ${what}`,
    pauseMs: null,
  });
  // Redirects are not followed.
  expect(standIn.asked).toHaveLength(1);
});

test.each([
  ["90", 90_000],
  ["1.5", 1500],
  ["Sat, 21 Nov 2026 12:02:00 GMT", 120_000],
  ["Sat, 21 Nov 2026 11:00:00 GMT", 0],
  ["soon", null],
  ["-5", null],
])("tells how long to wait after Retry-After: %s", async (value, pauseMs) => {
  const headers = { "retry-after": value };
  expect(await embedWhen({ status: 429, headers, body: "" })).toMatchObject({ pauseMs });
});

describe("a far end that", () => {
  test("never answers is too slow", async () => {
    expect(await embedWhen(null, 50)).toEqual({
      kind: "too slow",
      why: "The embeddings server took longer than 0.05 s",
    });
  });

  test("is not there can't be reached", async () => {
    await standIn[Symbol.asyncDispose]();
    const dead = standIn.url;
    standIn = await startStandIn();
    const came = await embedder(dead).embed(TEXTS, {
      signal: new AbortController().signal,
      timeoutMs: 30_000,
    });
    expect(came).toEqual({
      kind: "unavailable",
      why: "The embeddings server can't be reached (ECONNREFUSED)",
      pauseMs: null,
    });
  });

  test("is not waited for when the program ends", async () => {
    standIn.answer = () => null;
    const ending = new AbortController();
    const came = embedder().embed(TEXTS, { signal: ending.signal, timeoutMs: 30_000 });
    ending.abort();
    expect(await came).toEqual({ kind: "stopped" });
  });
});

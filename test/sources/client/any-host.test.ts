import { afterEach, beforeEach, expect, test } from "vitest";
import { mayAsk } from "../../../src/sources/client/address.ts";
import type { ClientOptions } from "../../../src/sources/client/client.ts";
import { aClient, meaning } from "../a-client.ts";
import { type FarEnd, startFarEnd } from "../far-end.ts";

let farEnd: FarEnd;
beforeEach(async () => {
  farEnd = await startFarEnd();
});
afterEach(async () => {
  await farEnd[Symbol.asyncDispose]();
});

const { signal } = new AbortController();

/** One host of many. */
function aHost(options: Partial<ClientOptions> = {}) {
  return aClient(farEnd.base, { name: "The host", bases: [], site: null, ...options });
}

const ELSEWHERE = "The host redirects to an address that Paperboy doesn't visit";

test.each([
  ["http://blog.example/feed", true],
  ["https://blog.example:8443/feed", true],
  ["https://93.184.215.14/feed", true],
  ["http://[2606:2800:21f::1]/feed", true],
  ["http://127.0.0.1/feed", false],
  ["http://127.1/feed", false],
  ["http://0x7f000001/feed", false],
  ["http://10.1.2.3:8080/feed", false],
  ["http://169.254.169.254/latest/meta-data/", false],
  ["http://[::1]/feed", false],
  ["http://[::ffff:10.0.0.1]/feed", false],
  ["https://somebody:secret@blog.example/feed", false],
  ["ftp://blog.example/feed", false],
  ["file:///etc/passwd", false],
  ["data:text/xml,<rss/>", false],
])("of many hosts, %s may be asked: %s", (url, isAllowed) => {
  expect(mayAsk(new URL(url), { bases: [], site: null })).toBe(isAllowed);
});

test("an address that the settings name is trusted, and so are others of its origin", async () => {
  farEnd.say({ status: 301, headers: { location: "/moved" } });
  const answer = await aHost().get(`${farEnd.base}/feed`, { signal, isTrusted: true });
  expect(answer).toMatchObject({ kind: "ok" });
  expect(farEnd.asked.map(({ path }) => path)).toEqual(["/feed", "/moved"]);
});

test("any other address inward is not asked", async () => {
  expect(await aHost().get(`${farEnd.base}/feed`, { signal })).toMatchObject({
    kind: "refused",
    why: ELSEWHERE,
  });
  const named = farEnd.base.replace("127.0.0.1", "blog.example");
  const lookup = meaning("93.184.215.14", "127.0.0.1");
  expect(await aHost({ lookup }).get(`${named}/feed`, { signal })).toMatchObject({
    kind: "refused",
    why: ELSEWHERE,
  });
  expect(farEnd.asked).toEqual([]);
});

test("where it leads to another host, that is told and not followed", async () => {
  await using other = await startFarEnd();
  farEnd.say({ status: 301, headers: { location: `${other.base}/feed?key=1` } });
  const answer = await aHost().get(`${farEnd.base}/feed`, { signal, isTrusted: true });
  expect(answer).toMatchObject({
    kind: "refused",
    why: `The host redirects to ${new URL(other.base).host}`,
    movedTo: new URL(`${other.base}/feed?key=1`),
  });
  expect(other.asked).toEqual([]);
});

test("what is no address of the web is not followed", async () => {
  for (const location of ["file:///etc/passwd", "ftp://blog.example/", "http://"]) {
    farEnd.say({ status: 302, headers: { location } });
    const answer = await aHost().get(`${farEnd.base}/feed`, { signal, isTrusted: true });
    expect(answer).toMatchObject({ kind: "refused", why: ELSEWHERE });
    expect(answer).not.toHaveProperty("movedTo");
  }
});

test("through a proxy a public name is asked, and one that leads inward is not", async () => {
  const proxy = { http: farEnd.base, https: null, except: [] };
  const question = { signal };
  const there = aHost({ proxy, lookup: meaning("93.184.215.14") });
  expect(await there.get("http://blog.example/feed", question)).toMatchObject({ kind: "ok" });
  expect(farEnd.asked.map(({ path }) => path)).toEqual(["http://blog.example/feed"]);
  const inward = aHost({ proxy, lookup: meaning("10.0.0.8") });
  expect(await inward.get("http://blog.example/feed", question)).toMatchObject({
    kind: "refused",
    why: ELSEWHERE,
  });
  expect(farEnd.asked).toHaveLength(1);
});

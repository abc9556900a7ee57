import { once } from "node:events";
import { createServer } from "node:http";
import type { LookupFunction } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { proxyFor } from "../../../src/sources/client/proxy.ts";
import type { ClientOptions } from "../../../src/sources/client/client.ts";
import { recordLog } from "../../discord/log.ts";
import { listen } from "../../discord/loopback.ts";
import { aClient, meaning } from "../a-client.ts";
import { type FarEnd, startFarEnd } from "../far-end.ts";

interface Proxy {
  address: string;
  /** `GET http://…`, `CONNECT …`, each with what it was told of who asks. */
  asked: { what: string; from: string | undefined; headers: string }[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** A proxy that answers by itself, and lets nobody through to hosts with https. */
async function startProxy(): Promise<Proxy> {
  const asked: Proxy["asked"] = [];
  const server = createServer((request, response) => {
    const { method, url, headers, rawHeaders } = request;
    asked.push({
      what: `${method} ${url}`,
      from: headers["proxy-authorization"],
      headers: rawHeaders.join("\n"),
    });
    response.end("by way of the proxy");
  });
  server.on("connect", ({ url, headers, rawHeaders }, socket) => {
    asked.push({
      what: `CONNECT ${url}`,
      from: headers["proxy-authorization"],
      headers: rawHeaders.join("\n"),
    });
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  const port = await listen(server);
  return {
    address: `http://ada:secret@127.0.0.1:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

const notKnown: LookupFunction = (_hostname, _options, done) =>
  done(Object.assign(new Error("Not known"), { code: "ENOTFOUND" }), []);

const { signal } = new AbortController();
let proxy: Proxy;
let farEnd: FarEnd;

beforeEach(async () => {
  proxy = await startProxy();
  farEnd = await startFarEnd();
});
afterEach(async () => {
  await proxy[Symbol.asyncDispose]();
  await farEnd[Symbol.asyncDispose]();
});

const through = (except: string[] = []) => ({ http: proxy.address, https: proxy.address, except });

const ask = async (url: string, options: Partial<ClientOptions> = {}) =>
  await aClient(farEnd.base, { bases: [farEnd.base, url], proxy: through(), ...options }).get(url, {
    signal,
  });

describe("a proxy", () => {
  test("is asked for what is far away, with the name and password that it wants", async () => {
    const url = "http://sources.test/list?a=b";
    expect(await ask(url)).toMatchObject({ kind: "ok", body: "by way of the proxy" });
    expect(proxy.asked.map(({ what }) => what)).toEqual([`GET ${url}`]);
    expect(proxy.asked[0]?.from).toBe(`Basic ${btoa("ada:secret")}`);
  });

  test("gets no token of a source asked by https, and nobody is told its password", async () => {
    const { log, lines } = recordLog();
    const answer = await ask("https://sources.test/list", { token: "hf_secret", log });
    expect(answer).toMatchObject({ kind: "unreachable" });
    expect(proxy.asked[0]?.what).toBe("CONNECT sources.test:443");
    expect(proxy.asked.map(({ headers }) => headers).join("\n")).not.toContain("hf_secret");
    expect(JSON.stringify([answer, lines])).not.toContain("secret");
  });

  test("is not asked for hosts that are excepted", async () => {
    expect(await ask(farEnd.base, { proxy: through(["127.0.0.1"]) })).toMatchObject({
      kind: "ok",
      body: "fine",
    });
    expect(proxy.asked).toEqual([]);
  });

  test.each([
    ["means an inward address", meaning("10.0.0.8"), false],
    ["means a public address", meaning("93.184.215.14"), true],
    ["is not known here", notKnown, true],
  ])("is led on to a name that %s: %#", async (_, lookup, isAsked) => {
    const redirect = { status: 302, headers: { location: "https://inner.far-end.test/" } };
    farEnd.say(...Array.from({ length: 5 }, () => redirect));
    const options = { lookup, proxy: through(["127.0.0.1"]), token: "hf_secret" };
    const answer = await ask(farEnd.base, options);
    expect(answer).toMatchObject({ kind: isAsked ? "unreachable" : "refused" });
    expect(proxy.asked.some(({ what }) => what === "CONNECT inner.far-end.test:443")).toBe(isAsked);
    expect(proxy.asked.map(({ headers }) => headers).join("\n")).not.toContain("hf_secret");
  });

  test.each([
    ["https://arxiv.org/", [], true],
    ["https://arxiv.org/", ["*"], false],
    ["https://export.arxiv.org/", ["arxiv.org"], false],
    ["https://export.arxiv.org/", [".arxiv.org"], false],
    ["https://export.arxiv.org/", ["*.arxiv.org"], false],
    ["https://notarxiv.org/", ["arxiv.org"], true],
    ["https://arxiv.org/", ["ARXIV.org:443"], false],
    ["https://arxiv.org/", ["arxiv.org:8443"], true],
    ["https://arxiv.org:8443/", ["arxiv.org:8443"], false],
    ["http://[::1]:8080/", ["::1"], false],
    ["http://[::1]:8080/", ["[::1]:8080"], false],
    ["http://127.0.0.1:8080/", ["localhost", "127.0.0.1"], false],
    ["https://arxiv.org/", [".", "org.", ":443"], true],
  ])("for %s with the exceptions %j: %s", (url, except, isUsed) => {
    const proxies = { http: "http://a", https: "http://b", except };
    const wanted = url.startsWith("https:") ? "http://b" : "http://a";
    expect(proxyFor(new URL(url), proxies)).toBe(isUsed ? wanted : null);
  });
});

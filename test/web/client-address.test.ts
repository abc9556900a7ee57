import { expect, test } from "vitest";
import { clientAddressBehind } from "../../src/web/client-address.ts";

test.each([
  ["nobody is believed unless told so", [], "127.0.0.1", "203.0.113.9", "127.0.0.1"],
  ["a proxy is believed", ["127.0.0.1"], "127.0.0.1", "203.0.113.9", "203.0.113.9"],
  ["over a socket of IPv6, too", ["127.0.0.1"], "::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"],
  [
    "what a client made up before it is not",
    ["127.0.0.1"],
    "127.0.0.1",
    "8.8.8.8, 203.0.113.9",
    "203.0.113.9",
  ],
  [
    "proxies in a row",
    ["127.0.0.1", "10.0.0.0/8"],
    "127.0.0.1",
    "203.0.113.9, 10.1.2.3",
    "203.0.113.9",
  ],
  ["nothing but proxies", ["10.0.0.0/8"], "10.0.0.1", "10.0.0.2", "10.0.0.2"],
  ["no such header", ["10.0.0.0/8"], "10.0.0.1", null, "10.0.0.1"],
  ["no address in it", ["10.0.0.0/8"], "10.0.0.1", "unknown", "10.0.0.1"],
  ["IPv6", ["fd00::/8"], "fd00::1", "2001:db8::1", "2001:db8::1"],
])("%s", (_, proxies, connection, forwardedFor, client) => {
  expect(clientAddressBehind(proxies)(connection, forwardedFor)).toBe(client);
});

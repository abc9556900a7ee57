import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createLimiter } from "../../src/web/limits.ts";

test("a client gets what there is at once, and then what comes back with time", () => {
  let now = 1_000_000;
  const limiter = createLimiter({ now: () => now, burst: 3, perSecond: 0.5 });
  const ask = (times: number) => Array.from({ length: times }, () => limiter.take("192.0.2.1"));
  expect(ask(4)).toEqual([null, null, null, 2]);
  now += 2000;
  expect(ask(2)).toEqual([null, 2]);
  now += 60_000;
  expect(ask(4)).toEqual([null, null, null, 2]);
  expect(limiter.take("192.0.2.2", 3)).toBeNull();
  expect(limiter.take("192.0.2.2", 3)).toBe(6);
});

test.each([
  ["a network of IPv6 is one client", "2001:db8:1:2::1", "2001:db8:1:2:ffff::", true],
  ["however it is written", "2001:db8:0:2::1", "2001:DB8::2:0:0:0:1", true],
  ["another network is another", "2001:db8:1:2::1", "2001:db8:1:3::1", false],
  ["with a zone", "fe80::1%eth0", "fe80::2%eth1", true],
  ["an address of IPv4 is one client", "192.0.2.1", "192.0.2.2", false],
  ["what is no address is one, too", "", "", true],
])("%s", (_, one, other, isSame) => {
  const limiter = createLimiter({ now: () => 0, burst: 1 });
  expect(limiter.take(one)).toBeNull();
  expect(limiter.take(other) === null).toBe(!isSame);
});

test("a clock that is set back keeps nobody out for longer than a full measure", () => {
  let now = 1_000_000_000;
  const limiter = createLimiter({ now: () => now, burst: 2 });
  limiter.take("192.0.2.1");
  now = 0;
  expect(limiter.take("192.0.2.1")).toBe(1);
});

test("however many ask, only so many are kept, and whoever goes on asking is", () => {
  const limiter = createLimiter({ now: () => 0, burst: 2, mostClients: 10 });
  const others = fc.sample(fc.ipV4(), 900);
  limiter.take("2001:db8::1", 2);
  const refused = others.map((other, i) => {
    limiter.take(other);
    return i % 9 === 8 ? limiter.take("2001:db8::1") : 1;
  });
  expect(new Set(refused)).toEqual(new Set([1]));
  expect(limiter.take(others[0] ?? "", 2)).toBeNull();
});

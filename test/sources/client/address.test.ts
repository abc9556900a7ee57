import { isIP } from "node:net";
import { describe, expect, test } from "vitest";
import { InwardError, mayAsk, publicOnly } from "../../../src/sources/client/address.ts";

/** Whether a connection to a name that means this address would be made. */
async function isConnectedTo(address: string): Promise<boolean> {
  const lookup = publicOnly((_name, _options, done) =>
    done(null, [{ address, family: isIP(address) }]),
  );
  const error = await new Promise((resolve) => {
    lookup("inner.far-end.test", { all: true }, resolve);
  });
  if (error === null) return true;
  expect(error).toBeInstanceOf(InwardError);
  return false;
}

describe.each([
  // First and last address, and their neighbours where these are in the public internet.
  ["this network", "0.0.0.0", "0.255.255.255", null, "1.0.0.0"],
  ["private, a", "10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"],
  ["of a provider", "100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0"],
  ["this machine", "127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0"],
  ["this link", "169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0"],
  ["private, b", "172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0"],
  ["protocols", "192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0"],
  ["examples, 1", "192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0"],
  ["relays", "192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0"],
  ["private, c", "192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0"],
  ["benchmarks", "198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0"],
  ["examples, 2", "198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0"],
  ["examples, 3", "203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0"],
  ["groups, and reserved", "224.0.0.0", "255.255.255.255", "223.255.255.255", null],
  ["before all of IPv6", "::", last("1fff"), null, "2000::"],
  ["protocols of IPv6", "2001::", last("2001:1ff"), last("2000"), "2001:200::"],
  ["examples of IPv6", "2001:db8::", last("2001:db8"), last("2001:db7"), "2001:db9::"],
  ["IPv4 in IPv6", "2002::", last("2002"), last("2001"), "2003::"],
  ["more examples of IPv6", "3fff::", last("3fff:fff"), last("3ffe"), "3fff:1000::"],
  ["after all of IPv6", "4000::", last(""), last("3fff"), null],
])("the range “%s”", (_what, first, end, before, after) => {
  const isV4 = isIP(first) === 4;
  const mapped = isV4 ? [`::ffff:${first}`, `::ffff:${end}`] : [];

  test.each([first, end, ...mapped])("has %s, which nobody connects to", async (address) => {
    expect(await isConnectedTo(address)).toBe(false);
  });

  test.each([before, after].filter((one) => one !== null))("ends before %s", async (address) => {
    expect(await isConnectedTo(address)).toBe(true);
  });
});

test.each([
  ["64:ff9b::5db8:d70e", "93.184.215.14", true],
  ["64:ff9b::10.0.0.8", "10.0.0.8", false],
  ["64:ff9b::7f00:1", "127.0.0.1", false],
  ["64:ff9b::1", "0.0.0.1", false],
  ["64:ff9b::", "0.0.0.0", false],
  ["64:ff9b:1::5db8:d70e", "a network of somebody's own", false],
])("%s, which a DNS64 gives for %s, is connected to: %s", async (address, _meant, isPublic) => {
  expect(await isConnectedTo(address)).toBe(isPublic);
});

test.each(["", "localhost", "1.2.3", "1.2.3.4.5", "2000::1::2", "08.8.8.8"])(
  "what is no address, such as “%s”, is not connected to",
  async (address) => {
    expect(await isConnectedTo(address)).toBe(false);
  },
);

test("a name without any address is not connected to", async () => {
  const lookup = publicOnly((_name, _options, done) => done(null, []));
  const error = await new Promise((resolve) => {
    lookup("inner.far-end.test", { all: true }, resolve);
  });
  expect(error).toBeInstanceOf(InwardError);
});

test.each([
  ["https://far-end.test/a?b", true],
  ["https://inner.far-end.test/", true],
  ["https://far-end.test:443/", true],
  ["http://far-end.test/", false],
  ["https://far-end.test:8443/", false],
  ["https://far-end.test.evil.example/", false],
  ["https://notfar-end.test/", false],
  ["https://somebody@far-end.test/", false],
  ["https://:secret@far-end.test/", false],
  ["http://127.0.0.1:4000/a", true],
  ["http://somebody@127.0.0.1:4000/a", false],
  ["http://127.0.0.1:4001/a", false],
  ["https://127.0.0.1:4000/a", false],
])("%s may be asked: %s", (url, isAllowed) => {
  const territory = { bases: [new URL("http://127.0.0.1:4000/base")], site: "far-end.test" };
  expect(mayAsk(new URL(url), territory)).toBe(isAllowed);
});

test.each([
  ["127.0.0.1", "https://127.0.0.1/"],
  ["[::1]", "https://[::1]/"],
])("a site is a name, never %s", (site, url) => {
  expect(mayAsk(new URL(url), { bases: [], site })).toBe(false);
});

/** The last IPv6 address that begins so. */
function last(beginning: string): string {
  const groups = beginning === "" ? [] : beginning.split(":");
  return [...groups, ...Array.from({ length: 8 - groups.length }, () => "ffff")].join(":");
}

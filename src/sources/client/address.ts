import { lookup as systemLookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Where requests may go. */
export interface Territory {
  /** Addresses that the settings name: they are trusted, whatever and wherever they are. */
  bases: readonly URL[];
  /**
   * A host name. All else has to be this host or one below it, by https, in the public internet. Null: any
   * host there, by http or https.
   */
  site: string | null;
}

export function isTrusted(url: URL, { bases }: Territory): boolean {
  return bases.some(({ origin }) => origin === url.origin);
}

/** Whether a request may go there at all; where it is not trusted, `publicOnly` has the last word. */
export function mayAsk(url: URL, territory: Territory): boolean {
  if (url.username !== "" || url.password !== "") return false;
  if (isTrusted(url, territory)) return true;
  const { hostname: host } = url;
  if (territory.site === null) return /^https?:$/.test(url.protocol) && !isInward(host);
  const isOfSite = host === territory.site || host.endsWith(`.${territory.site}`);
  return isOfSite && url.protocol === "https:" && url.port === "" && !isAddress(host);
}

/** Of a name, the lookup tells; an address is not looked up. */
function isInward(host: string): boolean {
  return isAddress(host) && !isPublic(host.replace(/^\[|\]$/g, ""));
}

/**
 * Looks names up and fails where any of the addresses is not one of the public internet. As the
 * connection itself asks this, a name cannot mean one address when it is checked and another when it
 * is used.
 */
export function publicOnly(lookup: LookupFunction = systemLookup): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, []);
      const addresses =
        typeof found === "string" ? [{ address: found, family: isIP(found) }] : found;
      const [first] = addresses;
      if (!first || addresses.some(({ address }) => !isPublic(address)))
        return done(new InwardError(`${hostname} isn't on the public internet`), []);
      if (options.all) return done(null, addresses);
      done(null, first.address, first.family);
    });
  };
}

/** A name leads to where only this machine, or the network around it, can be. */
export class InwardError extends Error {
  override name = "InwardError";
}

/** With several addresses, the connection's error holds one for each. */
export function isInwardError(error: unknown): boolean {
  return (
    error instanceof InwardError ||
    (error instanceof AggregateError && error.errors.some((each) => isInwardError(each)))
  );
}

function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !special.check(address, "ipv4");
  const translated = translatedBy64(address);
  if (translated !== null) return isPublic(translated);
  if (isIP(address) === 6)
    return globalUnicast.check(address, "ipv6") && !special.check(address, "ipv6");
  return false;
}

/**
 * The IPv4 address that one like `64:ff9b::5db8:d70e` stands for: to machines that have IPv6 only, a DNS64
 * gives such addresses of hosts that have IPv4 only (RFC 6052). Null for other addresses.
 */
function translatedBy64(address: string): string | null {
  if (isIP(address) !== 6 || !nat64.check(address, "ipv6")) return null;
  const { hostname } = new URL(`http://[${address}]`);
  const [, high, low] = /^\[64:ff9b::(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})?\]$/.exec(hostname) ?? [];
  const bits = Number.parseInt(high ?? "0", 16) * 0x1_0000 + Number.parseInt(low ?? "0", 16);
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 0xff).join(".");
}

const nat64 = new BlockList();
nat64.addSubnet("64:ff9b::", 96, "ipv6");

function isAddress(host: string): boolean {
  return isIP(host.replace(/^\[|\]$/g, "")) !== 0;
}

/** All other IPv6 addresses are local, or stand for IPv4 ones (IANA, IPv6 address space). */
const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");

/** IANA's registries of special-purpose addresses, with multicast and what is reserved. */
const special = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  special.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  special.addSubnet(network, bits, "ipv6");

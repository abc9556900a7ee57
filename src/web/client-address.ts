import { BlockList, isIP } from "node:net";

/** Says who asks: an IP address, behind proxies that are believed the one that they name. */
export type ClientAddress = (connection: string, forwardedFor: string | null) => string;

/**
 * `proxies` are addresses, and networks such as `10.0.0.0/8`. Of `X-Forwarded-For` only what those wrote counts,
 * so it is read from its end: the first that is no proxy is who asks.
 */
export function clientAddressBehind(proxies: readonly string[]): ClientAddress {
  const believed = new BlockList();
  for (const proxy of proxies) {
    const [address = "", bits] = proxy.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) believed.addAddress(address, family);
    else believed.addSubnet(address, Number(bits), family);
  }
  const isBelieved = (address: string) =>
    believed.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

  return (connection, forwardedFor) => {
    let client = plainAddress(connection);
    const said = (forwardedFor ?? "").split(",").map((one) => plainAddress(one.trim()));
    while (isIP(client) !== 0 && isBelieved(client)) {
      const before = said.pop();
      if (before === undefined || isIP(before) === 0) break;
      client = before;
    }
    return client;
  };
}

/** IPv4 as it comes through a socket of IPv6, too: `::ffff:10.0.0.1`. */
function plainAddress(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}

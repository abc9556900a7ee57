import { isIP } from "node:net";
import { lastUsed } from "./last-used.ts";

/** How much is asked of us by whom. */
export interface Limiter {
  /** Null where the client may ask for that much now; else after how many seconds it may, at least 1. */
  take(client: string, cost?: number): number | null;
}

export interface LimiterOptions {
  /** In milliseconds; only differences count. */
  now: () => number;
  /** How much a client may ask for at once; default 60. */
  burst?: number;
  /** How much of that comes back in a second; default 1. */
  perSecond?: number;
  /** Of so many clients at most something is kept; default 10,000. */
  mostClients?: number;
}

/** What a search costs, where a page costs 1. */
export const SEARCH_COST = 3;

/**
 * A bucket for each client that fills again with time, kept as the moment at which it will be full (the
 * generic cell rate algorithm, ITU-T I.371). Where there are too many, who asked longest ago is forgotten.
 */
export function createLimiter({
  now,
  burst = 60,
  perSecond = 1,
  mostClients = 10_000,
}: LimiterOptions): Limiter {
  const msEach = 1000 / perSecond;
  const fullAt = lastUsed<number>(mostClients);

  return {
    take(address, cost = 1) {
      const at = now();
      const client = clientOf(address);
      const latest = at + burst * msEach;
      // What lies further ahead was kept before the clock was set back.
      const before = Math.min(Math.max(fullAt.get(client) ?? at, at), latest);
      const full = before + cost * msEach;
      fullAt.set(client, full > latest ? before : full);
      return full > latest ? Math.max(1, Math.ceil((full - latest) / 1000)) : null;
    },
  };
}

/** Who has one address of IPv6 has the whole network of 64 bits. */
function clientOf(address: string): string {
  const [bare = ""] = address.split("%");
  if (isIP(bare) !== 6) return bare;
  const { hostname } = new URL(`http://[${bare}]`);
  const [head = "", tail] = hostname.slice(1, -1).split("::");
  const first = head.split(":").filter((group) => group !== "");
  const last = (tail ?? "").split(":").filter((group) => group !== "");
  const gap = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => "0");
  return `${[...first, ...gap, ...last].slice(0, 4).join(":")}::/64`;
}

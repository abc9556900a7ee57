import type { IncomingHttpHeaders } from "node:http";

/**
 * For how many milliseconds a server wants to be left alone: `Retry-After` is seconds or a date (RFC 9110,
 * 10.2.3). Null where it doesn't say.
 */
export function retryAfterMs(
  { "retry-after": header }: IncomingHttpHeaders,
  now: Temporal.Instant,
): number | null {
  const value = header?.trim() ?? "";
  if (/^\d+(?:\.\d+)?$/.test(value)) return Number(value) * 1000;
  const until = /^[a-z]{3},? .*\d\d:\d\d:\d\d/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(until) ? null : Math.max(0, until - now.epochMilliseconds);
}

import type { IncomingHttpHeaders } from "node:http";
import { LONGEST_PAUSE } from "../pauses.ts";

/** No far end means more than that; a header that says so is wrong. */
const LONGEST_MS = LONGEST_PAUSE.total("milliseconds");

/**
 * For how many milliseconds the far end asks us to stay away; null where it says nothing of it.
 * `Retry-After` is seconds or a date (RFC 9110, 10.2.3); `RateLimit: "api";r=0;t=55` says how many
 * seconds are left of a window, and how many requests (the IETF's draft, as Hugging Face sends it).
 */
export function requestedPauseMs(
  headers: IncomingHttpHeaders,
  { isTurnedAway, now }: { isTurnedAway: boolean; now: Temporal.Instant },
): number | null {
  const pauses = [
    ...(isTurnedAway ? retryAfter(headers, now) : []),
    ...windows(headers)
      .filter(({ left }) => isTurnedAway || left === 0)
      .map(({ endsInMs }) => endsInMs),
  ];
  return pauses.length === 0 ? null : Math.min(Math.max(0, ...pauses), LONGEST_MS);
}

function retryAfter(headers: IncomingHttpHeaders, now: Temporal.Instant): number[] {
  const value = headers["retry-after"]?.trim() ?? "";
  if (/^\d+(?:\.\d+)?$/.test(value)) return [Number(value) * 1000];
  const until = httpDate(value);
  if (until === null) return [];
  // Its clock and ours may differ.
  const pauseMs = until - (httpDate(headers.date ?? "") ?? now.epochMilliseconds);
  return pauseMs > 0 ? [pauseMs] : [];
}

/** In milliseconds since 1970, of any form that RFC 9110 (5.6.7) knows; the oldest names no zone, and means GMT. */
function httpDate(text: string): number | null {
  const [, day, zone] =
    /^([a-z]{3,9},? .*\d\d:\d\d:\d\d(?: \d{4})?)( GMT| UTC| [+-]\d{4})?$/i.exec(text) ?? [];
  const ms = Date.parse(day === undefined ? "" : `${day}${zone ?? " GMT"}`);
  return Number.isNaN(ms) ? null : ms;
}

function windows(headers: IncomingHttpHeaders): { left: number | null; endsInMs: number }[] {
  const header = [headers["ratelimit"] ?? ""].flat().join(",");
  return header.split(",").flatMap((policy) => {
    const left = parameter(policy, "r");
    const seconds = parameter(policy, "t");
    return seconds === null ? [] : [{ left, endsInMs: seconds * 1000 }];
  });
}

function parameter(policy: string, name: string): number | null {
  const digits = new RegExp(String.raw`;\s*${name}\s*=\s*(\d{1,9})\s*(?:;|$)`).exec(policy)?.[1];
  return digits === undefined ? null : Number(digits);
}

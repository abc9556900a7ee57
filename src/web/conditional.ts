import { createHash } from "node:crypto";
import type { HonoRequest } from "hono";

/** What tells one version of a page from the next. */
export interface Version {
  /** A strong one: `"…"`. */
  etag: string;
  modified: Temporal.Instant;
}

/** A strong tag, the same for the same text. */
export function etagOf(text: string): string {
  return `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
}

const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * Whether who asks has this version already, by either validator (RFC 9110, section 13): where tags are given,
 * no date counts.
 */
export function isKnown(request: HonoRequest, { etag, modified }: Version): boolean {
  const tags = request.header("if-none-match");
  if (tags !== undefined)
    return tags
      .split(",")
      .map((tag) => tag.trim().replace(/^W\//, ""))
      .some((tag) => tag === etag || tag === "*");
  const since = request.header("if-modified-since") ?? "";
  return HTTP_DATE.test(since) && seconds(modified) <= Date.parse(since) / 1000;
}

/** What a version is sent with, known or not. */
export function versionHeaders({ etag, modified }: Version): Record<string, string> {
  return {
    etag,
    "last-modified": new Date(seconds(modified) * 1000).toUTCString(),
    // Asked for again each time: a channel that is closed is gone at once.
    "cache-control": "public, no-cache",
  };
}

/** Dates of HTTP have no parts of a second. */
function seconds(at: Temporal.Instant): number {
  return Math.floor(at.epochMilliseconds / 1000);
}

import type { HttpBindings } from "@hono/node-server";
import type { MiddlewareHandler } from "hono";
import { etagOf, isKnown, type Version, versionHeaders } from "./conditional.ts";
import { lastUsed } from "./last-used.ts";
import type { WebServices } from "./services.ts";

/** What another process changed, and what a digest brought, shows after that long. */
const KEPT_MS = 1000;

/** A page is under fifty kilobytes. */
const MOST_KEPT = 400;

/** A page as it is sent. */
interface Kept extends Version {
  body: string;
  headers: Record<string, string>;
  /** Where who asks has it already. */
  shortHeaders: Record<string, string>;
  /** Of `elapsed`. */
  until: number;
  /** The `PublicChannels.version` that it shows. */
  madeFor: number;
}

/**
 * Keeps pages for a moment, so that many who ask for one at once cost little more than one. What this process
 * closes is gone with the next request. `elapsed` is in milliseconds; only differences count.
 */
export function createPageCache(
  { channels, now }: Pick<WebServices, "channels" | "now">,
  elapsed: () => number = () => performance.now(),
): MiddlewareHandler<{ Bindings: HttpBindings }> {
  const pages = lastUsed<Kept>(MOST_KEPT);

  return async (context, next) => {
    const { method, path } = context.req;
    if ((method !== "GET" && method !== "HEAD") || !isPage(path)) return await next();
    const madeFor = channels.version;
    const kept = pages.get(path);
    if (kept?.madeFor === madeFor) {
      if (kept.until > elapsed()) return answer(kept);
      // While it is made anew, others get the one before.
      kept.until = elapsed() + KEPT_MS;
    }
    await next();
    const made = context.res;
    if (made.status !== 200 || !made.headers.get("content-type")?.startsWith("text/html")) {
      pages.delete(path);
      return;
    }
    const page = keep(await made.text(), made.headers, { before: kept, madeFor });
    pages.set(path, page);
    // What is set is merged with what was there, unless that is taken away before.
    context.res = undefined;
    context.res = answer(page);

    function answer(its: Kept): Response {
      return isKnown(context.req, its)
        ? new Response(null, { status: 304, headers: its.shortHeaders })
        : new Response(its.body, { headers: its.headers });
    }
  };

  function keep(
    body: string,
    made: Headers,
    { before, madeFor }: { before: Kept | undefined; madeFor: number },
  ): Kept {
    const etag = etagOf(body);
    const version = { etag, modified: before?.etag === etag ? before.modified : now() };
    const { "content-type": type = "", ...common } = Object.fromEntries(made);
    const shortHeaders = { ...common, ...versionHeaders(version) };
    const length = String(Buffer.byteLength(body));
    const headers = { ...shortHeaders, "content-type": type, "content-length": length };
    return { ...version, body, headers, shortHeaders, until: elapsed() + KEPT_MS, madeFor };
  }
}

/** What a path alone decides: no search. */
function isPage(path: string): boolean {
  return /^\/(?:$|channels\/|[cp]\/)/.test(path);
}

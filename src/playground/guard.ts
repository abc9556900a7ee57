import type { IncomingMessage } from "node:http";
import * as say from "./wording.ts";

/**
 * Why a request is not let in, or null. Only pages that this server gave out may talk to it: a foreign Host
 * header means a name that somebody pointed at loopback (DNS rebinding), a foreign Origin or
 * Sec-Fetch-Site means another page in the same browser.
 */
export function whyRefused(
  { method, url, headers }: Pick<IncomingMessage, "method" | "url" | "headers">,
  port: number,
): { status: 403 | 415; error: string } | null {
  const host = headers.host;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
    return { status: 403, error: say.OWN_ADDRESS_ONLY };
  if (headers.origin !== undefined && headers.origin !== `http://${host}`)
    return { status: 403, error: say.NO_OTHER_SITES };
  const site = headers["sec-fetch-site"];
  const isOwn = site === undefined || site === "same-origin" || site === "none";
  const isLinkToPage =
    method === "GET" &&
    url === "/" &&
    headers["sec-fetch-mode"] === "navigate" &&
    headers["sec-fetch-dest"] === "document";
  if (!isOwn && !isLinkToPage) return { status: 403, error: say.NO_OTHER_SITES };
  // A form can be sent across sites without asking; JSON cannot.
  if (method === "POST" && !/^application\/json *(;|$)/i.test(headers["content-type"] ?? ""))
    return { status: 415, error: say.SEND_JSON };
  return null;
}

/** What goes with every answer. `importMapHash` allows the one inline script of the page. */
export function securityHeaders(importMapHash: string): Record<string, string> {
  return {
    "content-security-policy": [
      "default-src 'none'",
      `script-src 'self' '${importMapHash}'`,
      "style-src 'self'",
      // The message components colour names and icons through style attributes.
      "style-src-attr 'unsafe-inline'",
      "img-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types lit-html",
    ].join("; "),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  };
}

import { Agent as PlainAgent, type IncomingMessage, request as requestPlain } from "node:http";
import { Agent as SecureAgent, request as requestSecure } from "node:https";
import type { LookupFunction } from "node:net";

export interface RequestOptions {
  /** Sent as a POST; default: a GET without one. */
  body?: Buffer;
  headers: Record<string, string>;
  signal: AbortSignal;
  /** Default: the system's. Is not asked where the host is an address already. */
  lookup?: LookupFunction | undefined;
  /** The proxy to go through, which then is what is looked up. Default: none. */
  proxy?: string | null;
}

/**
 * Asks once, by http or https; resolves with the head of the answer. Redirects are not followed. Node's own `fetch` has
 * no say in how names are looked up, which is why this is built on what lies below it.
 */
export async function requestOnce(
  url: URL,
  { body, headers, signal, lookup, proxy = null }: RequestOptions,
): Promise<IncomingMessage> {
  const isSecure = url.protocol === "https:";
  const send = isSecure ? requestSecure : requestPlain;
  const Agent = isSecure ? SecureAgent : PlainAgent;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  send(
    url,
    {
      method: body ? "POST" : "GET",
      // A connection of its own: there is one request at a time, and seldom another soon.
      agent:
        proxy === null ? false : new Agent({ proxyEnv: { HTTP_PROXY: proxy, HTTPS_PROXY: proxy } }),
      headers: { ...headers, ...(body && { "content-length": String(body.length) }) },
      signal,
      ...(lookup && { lookup }),
    },
    resolve,
  )
    .on("error", reject)
    .end(body);
  return await promise;
}

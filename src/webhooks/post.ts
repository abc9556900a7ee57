import type { IncomingMessage } from "node:http";
import type { LookupFunction } from "node:net";
import { isInwardError, isTrusted, mayAsk, publicOnly } from "../sources/client/address.ts";
import { leadsInward, proxyFor, type ProxySettings } from "../sources/client/proxy.ts";
import { requestOnce } from "../sources/client/request.ts";

/** What one request came to. `why` is for the log, and names neither the far end nor what it said. */
export type Posted =
  | { kind: "answered"; status: number }
  | { kind: "too slow" | "unreachable" | "insecure" | "not allowed"; why: string };

/** Where webhooks may go. */
export interface Ground {
  /** Origins that the operator named: trusted, whatever and wherever they are. All others take https alone. */
  origins: readonly URL[];
  proxy: ProxySettings;
  /** Default: the system's. */
  lookup?: LookupFunction;
}

export interface Letter {
  headers: Record<string, string>;
  body: string;
}

/** From the start to the end of the answer. */
const TIMEOUT_MS = 15_000;
/** Of an answer; nothing of it is kept but its status. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** Whether a webhook may lead there, as far as its address tells; where its name leads, the lookup says. */
export function mayPost(url: URL, { origins }: Pick<Ground, "origins">): boolean {
  const territory = { bases: origins, site: null };
  return mayAsk(url, territory) && (url.protocol === "https:" || isTrusted(url, territory));
}

/** Posts JSON once. Redirects are answers like others, and not followed. */
export async function post(
  url: URL,
  letter: Letter,
  ground: Ground & { signal: AbortSignal; timeoutMs?: number },
): Promise<Posted> {
  const { origins, signal, timeoutMs = TIMEOUT_MS } = ground;
  if (!mayPost(url, ground)) return { kind: "not allowed", why: "an address inside" };
  const timeout = AbortSignal.timeout(timeoutMs);
  const isNamed = isTrusted(url, { bases: origins, site: null });
  const lookup = isNamed ? ground.lookup : publicOnly(ground.lookup);
  const proxy = proxyFor(url, ground.proxy);
  try {
    // Through a proxy the connection looks up the proxy alone.
    if (proxy !== null && !isNamed && (await leadsInward(url.hostname, publicOnly(ground.lookup))))
      return { kind: "not allowed", why: "an address inside" };
    const response = await requestOnce(url, {
      body: Buffer.from(letter.body),
      headers: { "content-type": "application/json", ...letter.headers },
      proxy,
      lookup: proxy === null ? lookup : undefined,
      signal: AbortSignal.any([signal, timeout]),
    });
    await letItFinish(response);
    return { kind: "answered", status: response.statusCode ?? 0 };
  } catch (error) {
    if (timeout.aborted || signal.aborted) return { kind: "too slow", why: "no answer in time" };
    if (isInwardError(error)) return { kind: "not allowed", why: "an address inside" };
    const code = codeOf(error);
    return { kind: isOfTls(code) ? "insecure" : "unreachable", why: code };
  }
}

/** Some far ends stop what they do when a connection ends early; none may go on for ever. */
async function letItFinish(response: IncomingMessage): Promise<void> {
  let bytes = 0;
  try {
    for await (const part of response) {
      if (Buffer.isBuffer(part)) bytes += part.length;
      if (bytes > MAX_ANSWER_BYTES) break;
    }
  } catch {
    // It has said what counts.
  }
  response.destroy();
}

/** `ECONNREFUSED`; a message may name the far end. */
function codeOf(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string")
    return error.code;
  return error instanceof Error ? error.name : "unknown";
}

/** A certificate that is not of this host, out of date, or of nobody that is known. */
function isOfTls(code: string): boolean {
  return /^ERR_(?:TLS|SSL)|CERT|SIGNATURE|^EPROTO$/.test(code);
}

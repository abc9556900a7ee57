import { Agent as PlainAgent, type IncomingHttpHeaders, request as requestPlain } from "node:http";
import { Agent as SecureAgent, request as requestSecure } from "node:https";

/** What one request came to. `code` is the system's word for what went wrong, such as `ECONNREFUSED`. */
export type Came =
  | { kind: "answered"; status: number; headers: IncomingHttpHeaders; body: string }
  | { kind: "too slow" }
  | { kind: "too large" }
  | { kind: "stopped" }
  | { kind: "unreachable"; code: string };

export interface AskOptions {
  url: URL;
  /** Sent as a bearer; null: none is needed. */
  key: string | null;
  /** Becomes JSON. */
  body: unknown;
  /** As Node's agents read it. */
  proxyEnv: Record<string, string>;
  /** From the start to the last byte. */
  timeoutMs: number;
  signal: AbortSignal;
}

/** Vectors of a batch, each number with all its digits, fill a few megabytes. */
const MAX_BYTES = 16 * 1024 * 1024;

class TooLargeError extends Error {
  override name = "TooLargeError";
}

/** Posts once, to that address and no other: a redirect would take texts and key elsewhere. */
export async function ask(options: AskOptions): Promise<Came> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  try {
    return await post(options, AbortSignal.any([options.signal, timeout]));
  } catch (error) {
    if (options.signal.aborted) return { kind: "stopped" };
    if (timeout.aborted) return { kind: "too slow" };
    if (error instanceof TooLargeError) return { kind: "too large" };
    return { kind: "unreachable", code: codeOf(error) };
  }
}

async function post(
  { url, key, body, proxyEnv }: AskOptions,
  signal: AbortSignal,
): Promise<Extract<Came, { kind: "answered" }>> {
  const isSecure = url.protocol === "https:";
  const request = isSecure ? requestSecure : requestPlain;
  const Agent = isSecure ? SecureAgent : PlainAgent;
  const json = Buffer.from(JSON.stringify(body));
  const { promise, resolve, reject } = Promise.withResolvers<Extract<Came, { kind: "answered" }>>();
  request(
    url,
    {
      method: "POST",
      // A connection of its own: one that was kept may have been closed at the other end meanwhile.
      agent: new Agent({ proxyEnv }),
      headers: {
        "content-type": "application/json",
        "content-length": json.length,
        accept: "application/json",
        "user-agent": "Paperboy",
        ...(key !== null && { authorization: `Bearer ${key}` }),
      },
      signal,
    },
    (response) => {
      const { statusCode: status = 0, headers } = response;
      const parts: Buffer[] = [];
      let bytes = 0;
      response.on("data", (part: Buffer) => {
        bytes += part.length;
        if (bytes > MAX_BYTES) response.destroy(new TooLargeError());
        else parts.push(part);
      });
      response.on("error", reject);
      response.on("end", () =>
        resolve({ kind: "answered", status, headers, body: Buffer.concat(parts).toString("utf8") }),
      );
    },
  )
    .on("error", reject)
    .end(json);
  return await promise;
}

/** Never the message, which may name what was sent, or a proxy with its password. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { PassThrough, type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip } from "node:zlib";
import { isInwardError } from "./address.ts";
import { decodeBody } from "./decode-body.ts";
import { type RequestOptions, requestOnce } from "./request.ts";

/** What one request came to. `why` is part of a sentence: `ECONNREFUSED`. */
export type Exchange =
  | { kind: "answered"; status: number; headers: IncomingHttpHeaders; body: string }
  | { kind: "too large" | "too slow" | "unreachable" | "inward" | "stopped"; why: string };

export interface ExchangeOptions extends Omit<RequestOptions, "body"> {
  /** From the start to the last byte. */
  timeoutMs: number;
}

/** Of an answer, packed and unpacked. */
const MAX_BYTES = 16 * 1024 * 1024;

/** Asks once, as `requestOnce` does, and reads the whole answer. */
export async function exchange(url: URL, options: ExchangeOptions): Promise<Exchange> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const headers = { ...options.headers, "accept-encoding": "gzip, br" };
  const signal = AbortSignal.any([options.signal, timeout]);
  try {
    const response = await requestOnce(url, { ...options, headers, signal });
    const { statusCode: status = 0, headers: its } = response;
    return { kind: "answered", status, headers: its, body: await bodyOf(response) };
  } catch (error) {
    if (options.signal.aborted) return { kind: "stopped", why: "stopped" };
    if (timeout.aborted) return { kind: "too slow", why: `${options.timeoutMs / 1000} s` };
    if (error instanceof TooLargeError) return { kind: "too large", why: error.message };
    return { kind: isInwardError(error) ? "inward" : "unreachable", why: reasonOf(error) };
  }
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  const collect = async (unpacked: Readable) => {
    for await (const part of unpacked) if (Buffer.isBuffer(part)) parts.push(part);
  };
  const unpack = unpacking(response.headers);
  if (!unpack) {
    response.destroy();
    throw new Error("packed in a way that we did not ask for");
  }
  await pipeline(response, limit(), unpack, limit(), collect);
  return decodeBody(Buffer.concat(parts), response.headers["content-type"]);
}

class TooLargeError extends Error {
  override name = "TooLargeError";
}

/** Counts while it streams: what unpacks to more than we take is never held as a whole. */
function limit(): Transform {
  let bytes = 0;
  return new Transform({
    transform(part: Buffer, _encoding, done) {
      bytes += part.length;
      if (bytes > MAX_BYTES) done(new TooLargeError(`${MAX_BYTES / 1024 / 1024} MB`));
      else done(null, part);
    },
  });
}

function unpacking(headers: IncomingHttpHeaders): Transform | null {
  const encoding = headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  switch (encoding) {
    case "":
    case "identity":
      return new PassThrough();
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "br":
      return createBrotliDecompress();
    default:
      return null;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "code" in error && typeof error.code === "string" ? error.code : error.message;
}

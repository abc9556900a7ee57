import type { Embedded, Embedder } from "../search/vectors/embedder.ts";
import { ask, type Came } from "./ask.ts";
import { readAnswer } from "./read-answer.ts";
import { retryAfterMs } from "./retry-after.ts";

export interface HttpEmbedderOptions {
  /** Of an OpenAI-compatible `/v1/embeddings`. */
  url: string;
  model: string;
  /** Null: none is needed. */
  key: string | null;
  prefixes: Embedder["prefixes"];
  /** Null: directly. `except` are hosts that are asked directly even so. */
  proxy: { http: string | null; https: string | null; except: readonly string[] };
  now: () => Temporal.Instant;
}

/** Asks a server of the operator's choice. */
export function createHttpEmbedder({
  url,
  model,
  key,
  prefixes,
  proxy,
  now,
}: HttpEmbedderOptions): Embedder {
  const address = new URL(url);
  const proxyEnv = LOOPBACK.test(address.hostname) ? {} : proxyEnvOf(proxy);
  return {
    model,
    prefixes,
    async embed(texts, { signal, timeoutMs }) {
      const body = { model, input: texts };
      const came = await ask({ url: address, key, body, proxyEnv, timeoutMs, signal });
      return judge(came, { texts: texts.length, timeoutMs, now: now() });
    },
  };
}

/** No proxy leads back to this machine. */
const LOOPBACK = /^(?:localhost|127\.[\d.]+|\[::1\])$/;

function proxyEnvOf({ http, https, except }: HttpEmbedderOptions["proxy"]): Record<string, string> {
  return {
    ...(http !== null && { HTTP_PROXY: http }),
    ...(https !== null && { HTTPS_PROXY: https }),
    ...(except.length > 0 && { NO_PROXY: except.join(",") }),
  };
}

/** What may be otherwise for fewer or shorter texts: bad request, too large, unprocessable. */
const ABOUT_THESE_TEXTS = new Set([400, 413, 422]);

function judge(
  came: Came,
  { texts, timeoutMs, now }: { texts: number; timeoutMs: number; now: Temporal.Instant },
): Embedded {
  if (came.kind === "stopped") return came;
  if (came.kind === "too slow")
    return {
      kind: "too slow",
      why: `The embeddings server took longer than ${timeoutMs / 1000} s`,
    };
  if (came.kind === "too large")
    return { kind: "refused", why: "The embeddings server sends too much" };
  if (came.kind === "unreachable") return unavailable(`can't be reached (${came.code})`);
  const { status, headers, body } = came;
  if (status === 429)
    return unavailable("is asking Paperboy to slow down", retryAfterMs(headers, now));
  if (status >= 500)
    return unavailable(`isn't working (HTTP ${status})`, retryAfterMs(headers, now));
  const refusal = `refused to answer (HTTP ${status})`;
  if (ABOUT_THESE_TEXTS.has(status))
    return { kind: "refused", why: `The embeddings server ${refusal}` };
  if (status < 200 || status >= 300) return unavailable(refusal);
  const vectors = readAnswer(body, texts);
  return typeof vectors === "string" ? { kind: "refused", why: vectors } : { kind: "ok", vectors };
}

function unavailable(why: string, pauseMs: number | null = null): Embedded {
  return { kind: "unavailable", why: `The embeddings server ${why}`, pauseMs };
}

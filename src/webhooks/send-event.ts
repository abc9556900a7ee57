import packageJson from "../../package.json" with { type: "json" };
import type { WebhookTarget } from "../digests/webhook.ts";
import type { WebhookEvent } from "./event.ts";
import { type Ground, post, type Posted } from "./post.ts";
import { signatureHeaders } from "./sign.ts";

export interface SendingTools {
  ground: Ground;
  now: () => Temporal.Instant;
  /** Of a letter. Default 15 s. */
  timeoutMs?: number;
}

/** Sends an event, signed; `id` is the same for every attempt. */
export async function sendEvent(
  { url, secret }: WebhookTarget,
  { id, event }: { id: string; event: WebhookEvent },
  { ground, now, timeoutMs }: SendingTools,
  signal: AbortSignal,
): Promise<Posted> {
  const body = JSON.stringify(event);
  const headers = {
    "user-agent": `Paperboy/${packageJson.version}`,
    ...signatureHeaders({ id, body }, { secret, at: now() }),
  };
  const limits = { signal, ...(timeoutMs !== undefined && { timeoutMs }) };
  return await post(url, { headers, body }, { ...ground, ...limits });
}

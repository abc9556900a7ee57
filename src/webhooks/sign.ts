import { createHmac, randomBytes } from "node:crypto";

/** The form in which people get a secret, as Standard Webhooks has it. */
const PREFIX = "whsec_";

export function newSecret(): Buffer {
  return randomBytes(32);
}

export function secretInWords(secret: Buffer): string {
  return `${PREFIX}${secret.toString("base64")}`;
}

/**
 * The headers by which a far end knows who sent a body, and when: an HMAC-SHA256 over id, seconds since
 * 1970 and body (Standard Webhooks 1.0, "Signature scheme"). No id has a dot in it.
 */
export function signatureHeaders(
  { id, body }: { id: string; body: string },
  { secret, at }: { secret: Buffer; at: Temporal.Instant },
): Record<string, string> {
  const timestamp = String(Math.floor(at.epochMilliseconds / 1000));
  const signature = createHmac("sha256", secret)
    .update(`${id}.${timestamp}.${body}`)
    .digest("base64");
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
}

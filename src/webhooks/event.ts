import { z } from "zod";
import { digestJsonSchema } from "../digests/json/digest.ts";
import { roundUpJsonSchema } from "../digests/json/round-up.ts";

/** What a webhook gets, by its type. Types and fields may be added. */
export const webhookEventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("digest.created"),
    /** When the digest was planned. */
    timestamp: z.iso.datetime(),
    data: digestJsonSchema,
  }),
  z.object({
    type: z.literal("round_up.created"),
    timestamp: z.iso.datetime(),
    data: roundUpJsonSchema,
  }),
  z.object({
    type: z.literal("webhook.test"),
    timestamp: z.iso.datetime(),
    data: z.object({ channel: z.object({ id: z.string() }) }),
  }),
]);
export type WebhookEvent = z.output<typeof webhookEventSchema>;

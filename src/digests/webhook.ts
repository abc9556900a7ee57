import type { Copy, Outlet } from "./outlet.ts";

/** A far end that gets the digests of a channel as JSON. */
export interface Webhook {
  outlet: Outlet;
  /** What people may know of where it is: `hooks.example.org`. */
  host: string;
  /** Null once its outlet has ended. */
  target: WebhookTarget | null;
}

/** Who knows these can send, or be sent, anything in our name. They are shown, logged and exported nowhere. */
export interface WebhookTarget {
  url: URL;
  /** By which the far end knows that it is us: random bytes. */
  secret: Buffer;
}

/** What is kept of webhooks: one a channel. */
export interface Webhooks {
  of(channelId: string): Promise<Webhook | null>;
  /** Where an outlet leads; null where it is no webhook, or has ended. */
  target(outletId: string): Promise<WebhookTarget | null>;
  /**
   * Sends what comes of a channel there from now on. What is on its way to the one before goes there, too.
   * `newId` names its outlet, where there is none that lives.
   */
  set(
    channelId: string,
    target: WebhookTarget,
    made: { at: Temporal.Instant; newId: string },
  ): Promise<void>;
  /** Whether there was one, living or ended. */
  remove(channelId: string): Promise<boolean>;
}

/** What came of a test; `why` as a clause. */
export type WebhookTest =
  | { kind: "taken" }
  | { kind: "refused"; status: number }
  | { kind: "failed"; why: WebhookFailure };

/** Why nothing was answered. */
export const WEBHOOK_FAILURES = ["too slow", "unreachable", "insecure"] as const;
export type WebhookFailure = (typeof WEBHOOK_FAILURES)[number];

/** What managers do with the webhook of their channel. */
export interface WebhookDesk {
  /** With the digest that was last to go there. */
  of(channelId: string): Promise<(Webhook & { last: Copy | null }) | null>;
  /**
   * Sends a test to an address, and digests from then on, whatever came of that; unless it is one where
   * webhooks don't go, which is "not allowed". `secret` is what people give to the far end.
   */
  set(
    channelId: string,
    url: URL,
  ): Promise<
    { kind: "set"; host: string; secret: string; test: WebhookTest } | { kind: "not allowed" }
  >;
  /** Null where there is none that lives. */
  test(channelId: string): Promise<{ host: string; test: WebhookTest } | null>;
  remove(channelId: string): Promise<boolean>;
}

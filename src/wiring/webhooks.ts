import { alarm } from "../digests/delivery/alarm.ts";
import type { Courier } from "../digests/courier.ts";
import type { Edition } from "../digests/edition.ts";
import type { Outlet, OutletEnd } from "../digests/outlet.ts";
import type { OutletCourier } from "../digests/outlets/outlet-courier.ts";
import type { WebhookDesk } from "../digests/webhook.ts";
import {
  type AlarmReader,
  webhookEndedNotice,
  webhookLostDigestNotice,
} from "../messages/digests/digest-notices.ts";
import type { Reply } from "../messages/layout/reply.ts";
import { WEBHOOK_ENDS } from "../messages/settings/wording.ts";
import type { Store } from "../store/open.ts";
import { digestPath } from "../web/addresses.ts";
import { createWebhookCourier } from "../webhooks/courier.ts";
import { createWebhookDesk } from "../webhooks/desk.ts";
import type { Ground } from "../webhooks/post.ts";
import type { Logger } from "pino";

/** The public internet, without a proxy. */
export const PUBLIC_GROUND: Ground = {
  origins: [],
  proxy: { http: null, https: null, except: [] },
};

interface Tools {
  store: Pick<Store, "book" | "outlets" | "publicChannels" | "webhooks">;
  courier: Courier;
  /** Where people reach public pages; null where nobody said. */
  pagesUrl: string | null;
  now: () => Temporal.Instant;
  newId: () => string;
  log: Logger;
}

export interface OpenWebhooks {
  courier: OutletCourier;
  desk: WebhookDesk;
  /** Tells people that the webhook of their channel was turned off. */
  tellEnd: (outlet: Outlet, why: OutletEnd) => Promise<void>;
  /** Tells them that it lost a digest. */
  tellLost: (outlet: Outlet) => Promise<void>;
}

export function openWebhooks(
  ground: Ground,
  { store, courier, pagesUrl, now, newId, log }: Tools,
): OpenWebhooks {
  const { webhooks, outlets, publicChannels, book } = store;

  async function surroundings({ channelId, id, dueAt }: Edition["digest"]) {
    const state = await publicChannels.find(channelId);
    if (state.kind !== "open") return { names: null, url: null };
    const { channel } = state;
    const isShown = pagesUrl !== null && Temporal.Instant.compare(dueAt, channel.since) >= 0;
    return { names: channel, url: isShown ? pagesUrl + digestPath(channelId, id) : null };
  }

  async function tell(
    { channelId }: Outlet,
    notice: (host: string, reader: AlarmReader) => Reply,
  ): Promise<void> {
    const [channel, webhook] = await Promise.all([
      book.subscriptions.channel(channelId),
      webhooks.of(channelId),
    ]);
    if (!channel || !webhook) return;
    await alarm({ courier, log }, channel, (reader) => notice(webhook.host, reader));
  }

  return {
    courier: createWebhookCourier({ webhooks, ground, now, surroundings }),
    desk: createWebhookDesk({ webhooks, outlets, ground, now, newId }),
    tellEnd: (outlet, why) =>
      tell(outlet, (host, reader) =>
        webhookEndedNotice(outlet.channelId, { host, why: WEBHOOK_ENDS[why] }, reader),
      ),
    tellLost: (outlet) =>
      tell(outlet, (host, reader) => webhookLostDigestNotice(outlet.channelId, host, reader)),
  };
}

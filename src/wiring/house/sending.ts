import type { Logger } from "pino";
import type { Book } from "../../digests/book.ts";
import { createDelivery } from "../../digests/delivery/deliver.ts";
import type { OutletCourier } from "../../digests/outlets/outlet-courier.ts";
import { createOutletRounds } from "../../digests/outlets/rounds.ts";
import type { WebhookDesk } from "../../digests/webhook.ts";
import { createMailCourier, type MailOptions } from "../../mail/courier.ts";
import { hasEnded, processName } from "../../process/process-name.ts";
import type { Store } from "../../store/open.ts";
import { mayBeOver } from "../../store/trouble.ts";
import type { Ground } from "../../webhooks/post.ts";
import type { Library } from "../library.ts";
import { tellMailEnded, tellMailLost } from "../mail.ts";
import type { Meter } from "../metered.ts";
import { openWebhooks } from "../webhooks.ts";
import type { FrontToCome } from "./front.ts";

interface Tools {
  store: Store;
  book: Book;
  library: Library;
  front: FrontToCome;
  mail: MailOptions | null;
  meter: Meter | null;
  pagesUrl: string | null;
  /** Through whom copies of digests go out beside webhooks and mail. */
  outletCouriers: readonly OutletCourier[];
  webhookGround: Ground;
  now: () => Temporal.Instant;
  newId: () => string;
  log: Logger;
}

/** How digests and their copies leave. */
export interface Sending {
  webhooks: WebhookDesk;
  /** All that is planned. */
  deliver(): Promise<void>;
  deliverOne: ReturnType<typeof createDelivery>["deliverOne"];
  /** Lets what is under way finish. */
  stop(): Promise<void>;
}

export function createSending({
  store,
  book,
  library,
  front,
  mail,
  meter,
  ...given
}: Tools): Sending {
  const { pagesUrl, outletCouriers, webhookGround, now, newId, log } = given;
  const { courier, isOurs } = front;
  const worker = { book, corpus: () => library.corpus, owner: processName, hasEnded, isOurs, now };
  const delivery = createDelivery({ ...worker, courier, isOfStore: mayBeOver, log });
  const mailCourier =
    mail &&
    createMailCourier({
      ...mail,
      keep: store.mails,
      maySee: front.maySee,
      channelName: async (guildId, channelId) =>
        (await front.serverNames(guildId)).channels.find(({ id }) => id === channelId)?.name ??
        null,
    });
  const webhooks = openWebhooks(webhookGround, { store, pagesUrl, courier, now, newId, log });
  const outletRounds = createOutletRounds({
    ...worker,
    outlets: store.outlets,
    couriers: [...outletCouriers, webhooks.courier, ...(mailCourier ? [mailCourier] : [])],
    onEnd: async (outlet, why) => {
      if (outlet.kind === "mail") await tellMailEnded(outlet, why, { store, courier });
      else await webhooks.tellEnd(outlet, why);
    },
    ...(meter && { onFinish: (...ended) => meter.copiesEnded(...ended) }),
    onGiveUp: async (outlet) => {
      if (outlet.kind === "mail") await tellMailLost(outlet, { store, courier });
      else await webhooks.tellLost(outlet);
    },
    log,
  });
  return {
    webhooks: webhooks.desk,
    /** Side by side: a mail server that hangs holds up no channel, and no channel a mail. */
    async deliver() {
      await Promise.all([delivery.deliver(), outletRounds.run()]);
    },
    deliverOne: async (digestId) => await delivery.deliverOne(digestId),
    async stop() {
      await Promise.all([delivery.stop(), outletRounds.stop()]);
    },
  };
}

import type { Copy } from "../../../src/digests/outlet.ts";
import { customId } from "../../../src/messages/layout/custom-id.ts";
import type { Place } from "../../../src/messages/layout/place.ts";
import type { Reply } from "../../../src/messages/layout/reply.ts";
import {
  webhookSet,
  type WebhookShown,
  webhookTested,
} from "../../../src/messages/settings/webhook.ts";
import { type Asker, type Services, UserError } from "../../command/command.ts";
import { note } from "../channel/note.ts";
import { OFF } from "./webhook-option.ts";
import * as say from "./wording.ts";
import * as sayOf from "../wording.ts";

/** Throws a `UserError` where there can be none. Null where it was turned off. */
export async function setWebhook(
  wanted: URL | typeof OFF,
  place: Place,
  asker: Asker,
  services: Services,
): Promise<Reply | null> {
  const { webhooks } = services.digests;
  if (place.guildId === null) throw new UserError(say.ONLY_SERVERS_HAVE_WEBHOOKS);
  if (wanted === OFF) {
    if (!(await webhooks.remove(place.channelId)))
      throw new UserError(say.NO_WEBHOOK, say.SET_A_WEBHOOK);
    await note(sayOf.did.noWebhook, place, asker, services);
    return null;
  }
  const set = await webhooks.set(place.channelId, wanted);
  if (set.kind === "not allowed") throw new UserError(say.NOT_A_PLACE_FOR_WEBHOOKS);
  await note(sayOf.did.webhook(set.host), place, asker, services);
  return webhookSet(place, set, idsOf(place));
}

/** Throws a `UserError` where there is none to test. */
export async function testWebhook(place: Place, { digests }: Services): Promise<Reply> {
  const tested = await digests.webhooks.test(place.channelId);
  if (!tested) throw new UserError(say.NO_WEBHOOK, say.SET_A_WEBHOOK);
  return webhookTested(place, tested.host, tested.test, idsOf(place));
}

/** Null where a channel has none. */
export async function webhookOf(
  channelId: string,
  { digests }: Services,
): Promise<WebhookShown | null> {
  const webhook = await digests.webhooks.of(channelId);
  if (!webhook) return null;
  const { host, outlet, last } = webhook;
  return { host, ended: outlet.end?.why ?? null, last: last && lastShown(last) };
}

function lastShown({ outcome, trouble, plannedAt, nextAttemptAt }: Copy): WebhookShown["last"] {
  if (outcome === "empty" || outcome === "ended") return null;
  const state = outcome === "sent late" ? "sent" : outcome;
  return { at: plannedAt, state, next: nextAttemptAt, trouble };
}

function idsOf({ channelId }: Place) {
  const settings = customId("digest.settings", channelId, "overview");
  return { test: customId("digest.webhook", channelId), settings };
}

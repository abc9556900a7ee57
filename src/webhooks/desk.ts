import type { Outlets } from "../digests/outlet.ts";
import type { WebhookDesk, Webhooks, WebhookTarget, WebhookTest } from "../digests/webhook.ts";
import { mayPost, type Posted } from "./post.ts";
import { sendEvent, type SendingTools } from "./send-event.ts";
import { newSecret, secretInWords } from "./sign.ts";

export interface WebhookDeskOptions extends SendingTools {
  webhooks: Webhooks;
  outlets: Pick<Outlets, "copies">;
  /** Of an outlet, or a letter: letters and digits. */
  newId: () => string;
}

/** Somebody waits for it. */
const TEST_TIMEOUT_MS = 8_000;

export function createWebhookDesk({
  webhooks,
  outlets,
  newId,
  ...tools
}: WebhookDeskOptions): WebhookDesk {
  async function sendTest(target: WebhookTarget, channelId: string): Promise<Posted> {
    const event = {
      type: "webhook.test" as const,
      timestamp: tools.now().toString(),
      data: { channel: { id: channelId } },
    };
    const timeoutMs = Math.min(tools.timeoutMs ?? TEST_TIMEOUT_MS, TEST_TIMEOUT_MS);
    const letter = { id: newId(), event };
    return await sendEvent(target, letter, { ...tools, timeoutMs }, AbortSignal.timeout(timeoutMs));
  }

  return {
    async of(channelId) {
      const webhook = await webhooks.of(channelId);
      if (!webhook) return null;
      const [last = null] = await outlets.copies(webhook.outlet.id, 1);
      return { ...webhook, last };
    },

    async set(channelId, url) {
      if (!mayPost(url, tools.ground)) return { kind: "not allowed" };
      const target = { url, secret: newSecret() };
      const posted = await sendTest(target, channelId);
      if (posted.kind === "not allowed") return { kind: "not allowed" };
      await webhooks.set(channelId, target, { at: tools.now(), newId: newId() });
      const { host } = url;
      return { kind: "set", host, secret: secretInWords(target.secret), test: testOf(posted) };
    },

    async test(channelId) {
      const webhook = await webhooks.of(channelId);
      if (!webhook?.target) return null;
      const posted = await sendTest(webhook.target, channelId);
      return { host: webhook.host, test: testOf(posted) };
    },

    remove: (channelId) => webhooks.remove(channelId),
  };
}

function testOf(posted: Posted): WebhookTest {
  if (posted.kind === "not allowed") return { kind: "failed", why: "unreachable" };
  if (posted.kind !== "answered") return { kind: "failed", why: posted.kind };
  const { status } = posted;
  return status >= 200 && status < 300 ? { kind: "taken" } : { kind: "refused", status };
}

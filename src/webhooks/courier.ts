import { digestJson, type DigestSurroundings } from "../digests/json/digest.ts";
import { roundUpJson } from "../digests/json/round-up.ts";
import type { Edition } from "../digests/edition.ts";
import type { CopyToSend, OutletCourier, SendResult } from "../digests/outlets/outlet-courier.ts";
import type { Webhooks } from "../digests/webhook.ts";
import type { WebhookEvent } from "./event.ts";
import type { Posted } from "./post.ts";
import { sendEvent, type SendingTools } from "./send-event.ts";

export interface WebhookCourierOptions extends SendingTools {
  webhooks: Pick<Webhooks, "target">;
  /** What a digest is called, and its page, where it is public. */
  surroundings: (digest: Edition["digest"]) => Promise<Pick<DigestSurroundings, "names" | "url">>;
}

const AT_ONCE = 8;

/** Brings digests and round-ups to webhooks, as JSON. */
export function createWebhookCourier({
  webhooks,
  surroundings,
  ...tools
}: WebhookCourierOptions): OutletCourier {
  return {
    kind: "webhook",
    atOnce: AT_ONCE,
    async send(copy, signal) {
      const target = await webhooks.target(copy.outletId);
      if (!target) return { kind: "later", reason: "it was removed" };
      const event = eventOf(copy, await surroundings(copy.digest));
      // Where the parts of the signed text are told apart by dots, an id has none.
      const id = copy.id.replaceAll(".", "_");
      return whatCame(await sendEvent(target, { id, event }, tools, signal));
    },
  };
}

function eventOf(
  copy: CopyToSend,
  around: Pick<DigestSurroundings, "names" | "url">,
): WebhookEvent {
  const { digest, papers } = copy;
  const timestamp = digest.plannedAt.toString();
  if (digest.occasion.kind === "round-up") {
    const data = roundUpJson(digest, papers, around.names);
    return { type: "round_up.created", timestamp, data };
  }
  const paper = (id: string) => papers.find(({ paperId }) => paperId === id)?.paper;
  return { type: "digest.created", timestamp, data: digestJson(copy, { ...around, paper }) };
}

/**
 * What a far end is out of order for may pass; what it answers on purpose, or what its address is at fault
 * for, ends it if it goes on. 410 is how it says that it wants no more (RFC 9110, 15.5.11).
 */
function whatCame(posted: Posted): SendResult {
  if (posted.kind !== "answered") {
    const { kind, why } = posted;
    return { kind: kind === "not allowed" ? "refused" : "later", reason: `${kind}: ${why}` };
  }
  const { status } = posted;
  const reason = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { kind: "sent" };
  if (status === 410) return { kind: "over", why: "unwanted" };
  const mayPass = status >= 500 || status === 429 || status === 408;
  return { kind: mayPass ? "later" : "refused", reason };
}

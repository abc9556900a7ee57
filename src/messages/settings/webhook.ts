import { reply } from "../layout/budget.ts";
import { escape } from "../layout/escape.ts";
import { moment } from "../layout/moment.ts";
import { button, container, row, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import * as say from "./wording.ts";

/** What came of a test delivery. */
export type TestShown =
  | { kind: "taken" }
  | { kind: "refused"; status: number }
  | { kind: "failed"; why: keyof typeof say.WHY_NO_ANSWER };

/** The webhook of a channel, and how it does. */
export interface WebhookShown {
  /** All that people see of where it is. */
  host: string;
  /** Why it was turned off; null while it is on. */
  ended: keyof typeof say.WEBHOOK_ENDS | null;
  /** What became of the last digest; null where none was sent yet. */
  last: {
    at: Temporal.Instant;
    state: "sent" | "waiting" | "failed";
    /** When it is tried again, while it waits. */
    next: Temporal.Instant;
    trouble: keyof typeof say.WEBHOOK_TROUBLES | null;
  } | null;
}

interface WebhookIds {
  /** Of the button that sends a test. */
  test: string;
  /** Of the one that shows the settings. */
  settings: string;
}

const LONGEST_HOST = 120;

/** The only message that has the secret: it is shown to whoever set it, and to nobody again. */
export function webhookSet(
  place: Place,
  { host, secret, test }: { host: string; secret: string; test: TestShown },
  ids: WebhookIds,
): Reply {
  const lines = [
    `### ${say.digests(inPlace(place))}`,
    say.sentTo(hostShown(host)),
    say.secret(secret),
    testLine(test),
  ];
  return reply([container([text(lines.join("\n")), buttons(ids)])]);
}

export function webhookTested(place: Place, host: string, test: TestShown, ids: WebhookIds): Reply {
  const lines = [
    `### ${say.digests(inPlace(place))}`,
    say.webhook(hostShown(host)),
    testLine(test),
  ];
  return reply([container([text(lines.join("\n")), buttons(ids)])]);
}

/** For the settings and the status of a channel. */
export function webhookLine({ host, ended, last }: WebhookShown): string {
  const shown = hostShown(host);
  if (ended !== null) return say.webhookIsOff(shown, say.WEBHOOK_ENDS[ended]);
  if (last === null) return say.webhook(shown);
  const at = moment(last.at, "f");
  const why = say.WEBHOOK_TROUBLES[last.trouble ?? "later"];
  if (last.state === "sent") return say.webhookTook(shown, at);
  if (last.state === "failed") return say.webhookMissed(shown, at, why);
  return last.trouble === null
    ? say.webhook(shown)
    : say.webhookWaits(shown, why, moment(last.next, "R"));
}

function testLine(test: TestShown): string {
  if (test.kind === "taken") return say.TEST_TAKEN;
  return test.kind === "refused"
    ? say.testRefused(test.status)
    : say.testFailed(say.WHY_NO_ANSWER[test.why]);
}

function buttons({ test, settings }: WebhookIds) {
  return row([button(say.labels.sendTest, test), button(say.labels.showSettings, settings)]);
}

function hostShown(host: string): string {
  return escape(host, LONGEST_HOST);
}

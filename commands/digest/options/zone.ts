import { findZones } from "../../../src/digests/subscriptions/find-time-zone.ts";
import { cut, LIMITS } from "../../../src/messages/layout/budget.ts";
import type { Choice } from "../../../src/messages/layout/reply.ts";
import { type Asker, MAX_CHOICES, type Services } from "../../command/command.ts";

/** Completions of a zone, each with the time it is there and the place that was found. */
export function suggestZone(text: string, _asker: Asker, { digests, now }: Services): Choice[] {
  const typed = text.slice(0, 60).trim();
  const found = findZones(typed, now());
  const usual = { timeZone: digests.timeZone, because: null };
  const zones =
    typed === "" ? [usual, ...found.filter(({ timeZone }) => timeZone !== usual.timeZone)] : found;
  return zones.slice(0, MAX_CHOICES).map(({ timeZone, because }) => {
    const place = because === null ? "" : `, ${because}`;
    const name = `${timeZone} (${timeIn(timeZone, now())}${place})`;
    return { name: cut(name, LIMITS.choiceName), value: timeZone };
  });
}

function timeIn(zone: string, now: Temporal.Instant): string {
  return now.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: "minute" });
}

import type { Choice } from "../../src/messages/reply.ts";
import { fold } from "../../src/papers/fold.ts";
import type { Asker, Services } from "../command.ts";

/** What Node suggests lacks some names that Temporal takes and that people look for. */
const ZONES = [
  ...new Set([
    "UTC",
    ...Intl.supportedValuesOf("timeZone"),
    "Europe/Kyiv",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Ho_Chi_Minh",
    "Asia/Yangon",
  ]),
];

/** The name of a zone, as Temporal spells it, from a name or a city alone; null for none. */
export function parseZone(text: string): string | null {
  const typed = text.normalize("NFKC").trim().replace(/\s+/g, "_");
  const cities = ZONES.filter((zone) => cityOf(zone) === fold(typed));
  return spelled(typed) ?? (cities.length === 1 ? (cities[0] ?? null) : null);
}

function spelled(zone: string): string | null {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId;
  } catch {
    return null;
  }
}

/** Completions of a zone, each with the time it is there; cities that begin so come first. */
export function suggestZone(text: string, _asker: Asker, { digests, now }: Services): Choice[] {
  const typed = fold(text.slice(0, 60).trim()).replace(/\s+/g, "_");
  const found =
    typed === ""
      ? [digests.timeZone, ...ZONES]
      : [
          ...ZONES.filter((zone) => cityOf(zone).startsWith(typed)),
          ...ZONES.filter((zone) => fold(zone).includes(typed)),
        ];
  return [...new Set(found)].slice(0, 25).map((zone) => ({
    name: `${zone} (${timeIn(zone, now())})`,
    value: zone,
  }));
}

function cityOf(zone: string): string {
  return fold(zone.split("/").at(-1) ?? zone);
}

function timeIn(zone: string, now: Temporal.Instant): string {
  return now.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: "minute" });
}

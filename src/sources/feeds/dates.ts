/** `2026-11-20`, perhaps with a time and a zone, which is UTC where there is none. */
const ISO =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?/i;
/** `Fri, 20 Nov 2026 08:00:00 +0100`, `20 November 2026`, `Nov 20, 2026 08:00` */
const WORDS =
  /(?:(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?|([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?),?[\s-]+(\d{4})(?:,?\s+(\d{1,2}:\d\d(?::\d\d)?)(?:\s*([+-]\d{4}|[a-z]{1,5}))?)?/i;

/** Zones that feeds still name (RFC 822), and some that they should not. */
const ZONES: ReadonlyMap<string, string> = new Map(
  "EST-0500 EDT-0400 CST-0600 CDT-0500 MST-0700 MDT-0600 PST-0800 PDT-0700 BST+0100 CET+0100 CEST+0200 JST+0900"
    .split(" ")
    .map((zone) => [zone.slice(0, -5), zone.slice(-5)]),
);

/** The instant that a text names; null where that is no whole day: `November 2026` is none. */
export function instantIn(text: string): Temporal.Instant | null {
  const [, date, time = "00:00", zone = "Z"] = ISO.exec(text.trim()) ?? [];
  if (date !== undefined)
    return parsed(`${date}T${time}${/^(?:Z|UTC|GMT)$/i.test(zone) ? "Z" : zone}`);
  const [, day, month, monthFirst, dayAfter, year, clock = "00:00", name = "GMT"] =
    WORDS.exec(text) ?? [];
  if (year === undefined) return null;
  const offset = ZONES.get(name.toUpperCase()) ?? (/^[+-]\d{4}$/.test(name) ? name : "GMT");
  return parsed(
    `${day ?? dayAfter} ${(month ?? monthFirst ?? "").slice(0, 3)} ${year} ${clock} ${offset}`,
  );
}

function parsed(text: string): Temporal.Instant | null {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : Temporal.Instant.fromEpochMilliseconds(ms);
}

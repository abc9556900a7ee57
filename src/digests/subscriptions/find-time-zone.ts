import { rawTimeZones } from "@vvo/tzdb";
import { cityMapping } from "city-timezones";
import { fold } from "../../papers/text/fold.ts";
import { ALL_YEAR } from "./wording.ts";

/** A time zone that somebody may have meant. */
export interface FoundZone {
  /** What Temporal takes: an IANA name, or an offset that never changes, `+08:00`. */
  timeZone: string;
  /** What of it was found, where the name does not say so: `Munich, Germany`. */
  because: string | null;
}

/** IANA keeps these as offsets that never change; whoever types them means places that do. */
const OFFSETS_NAMED_LIKE_PLACES = new Set(["est", "mst"]);

/** What people call countries that the lists have under another name. */
const COUNTRIES = new Map(
  Object.entries({
    "united kingdom": ["uk", "england"],
    "united states": ["usa", "america"],
    netherlands: ["holland"],
  }),
);

/** The one zone that is meant: by name, city, country or offset. Null for none, or for several. */
export function zoneMeant(typed: string): string | null {
  const text = normal(typed);
  const named = spelled(typed);
  if (named !== null && (named === "UTC" || named.includes("/"))) return named;
  const offset = readOffset(text);
  if (offset !== null) return offset;
  const [best, next] = onePerZone(places().filter(({ names }) => names.includes(text)));
  const isClear = !next || (best?.kind === "city" && best.people >= FAR_LARGER * next.people);
  if (best && isClear) return best.timeZone;
  // Of the names of old, such as CET.
  return OFFSETS_NAMED_LIKE_PLACES.has(text) ? null : named;
}

/** The San Francisco of California and that of Argentina: whoever types the name means the first. */
const FAR_LARGER = 10;

/** The first of each zone, the larger places first. */
function onePerZone<Found extends ZonePlace>(found: readonly Found[]): Found[] {
  const largestFirst = found.toSorted((one, other) => other.people - one.people);
  const seen = new Set<string>();
  return largestFirst.filter(({ timeZone }) => seen.size < seen.add(timeZone).size);
}

/**
 * The zones that fit what is typed so far, best first: names and cities that begin so, the larger
 * first; then countries and abbreviations, then the clocks that show this offset at `now`.
 */
export function findZones(typed: string, now: Temporal.Instant): FoundZone[] {
  const text = normal(typed);
  const offset = readOffset(text);
  if (offset !== null) {
    const zones = places().filter(({ kind }) => kind === "zone");
    const found = zones.filter(({ timeZone }) => offsetOf(timeZone, now) === offset);
    const fixed = offset === "UTC" ? [] : [{ timeZone: offset, because: ALL_YEAR }];
    return [...onePerZone(found).map(asFound), ...fixed];
  }
  const byRank = Map.groupBy(places(), (place) => rankOf(place, text));
  byRank.delete(null);
  const ranks = [...byRank].toSorted(([one], [other]) => (one ?? 0) - (other ?? 0));
  const found = ranks.flatMap(([, fitting]) => onePerZone(fitting)).map(asFound);
  const seen = new Set<string>();
  return found.filter(({ timeZone }) => seen.size < seen.add(timeZone).size);
}

function asFound({ timeZone, because }: ZonePlace): FoundZone {
  return { timeZone, because };
}

/** A name by which a zone is found. */
interface ZonePlace {
  kind: "zone" | "city" | "country" | "abbreviation";
  timeZone: string;
  /** Folded, with blanks between words. */
  names: readonly string[];
  because: string | null;
  /** Who lives there, roughly: of two that fit, the larger is meant more often. */
  people: number;
}

const KINDS: Record<ZonePlace["kind"], number> = { zone: 0, city: 0, abbreviation: 1, country: 2 };

/** Lower is better; null when the place does not fit. */
function rankOf({ kind, names }: ZonePlace, text: string): number | null {
  if (text === "") return kind === "zone" ? 0 : null;
  if (names.includes(text)) return KINDS[kind];
  if (kind === "abbreviation") return null;
  if (names.some((name) => ` ${name}`.includes(` ${text}`))) return 10 + KINDS[kind];
  return kind === "zone" && names.some((name) => name.includes(text)) ? 20 : null;
}

let all: readonly ZonePlace[] | null = null;

/** Made when somebody first types a zone: seven thousand names are no part of a start. */
function places(): readonly ZonePlace[] {
  all ??= readPlaces();
  return all;
}

function readPlaces(): ZonePlace[] {
  const listed = listZones();
  const listedAs = new Map<string, string | null>(listed.map((zone) => [zone, zone]));
  /** Of two names for one zone, the one that is listed. */
  const asListed = (zone: string) => {
    const known = listedAs.get(zone) ?? listed.find((one) => isSame(one, zone)) ?? null;
    listedAs.set(zone, known);
    return known;
  };
  const cities = cityMapping.flatMap((city): ZonePlace[] => {
    // Some cities have none, whatever the types say.
    const timeZone = city.timezone ? asListed(city.timezone) : null;
    if (timeZone === null) return [];
    const names = [normal(city.city), normal(city.city_ascii)];
    const because = `${city.city}, ${city.country}`;
    return [{ kind: "city", timeZone, names, because, people: city.pop }];
  });
  const people = new Map<string, number>();
  for (const { timeZone, people: more } of cities)
    people.set(timeZone, (people.get(timeZone) ?? 0) + more);

  const zones = listed.map((timeZone): ZonePlace => ({
    kind: "zone",
    timeZone,
    names: [normal(timeZone), normal(timeZone.split("/").at(-1) ?? timeZone)],
    because: null,
    people: timeZone === "UTC" ? Number.MAX_VALUE : (people.get(timeZone) ?? 0),
  }));
  const others = rawTimeZones.flatMap((zone): ZonePlace[] => {
    const { countryName, countryCode, abbreviation, dstAbbreviation } = zone;
    const timeZone = asListed(zone.name) ?? zone.name;
    const size = people.get(timeZone) ?? 0;
    const common = { timeZone, people: size };
    const country = [countryName, countryCode].map(normal);
    const aliases = COUNTRIES.get(normal(countryName)) ?? [];
    return [
      ...zone.mainCities.map((city): ZonePlace => {
        const because = `${city}, ${countryName}`;
        return { ...common, kind: "city", names: [normal(city)], because };
      }),
      { ...common, kind: "country", names: [...country, ...aliases], because: countryName },
      {
        ...common,
        kind: "abbreviation",
        names: [abbreviation, dstAbbreviation].filter((name) => name !== undefined).map(normal),
        because: [abbreviation, dstAbbreviation].filter(Boolean).join("/"),
      },
    ];
  });
  return [...zones, ...cities, ...others];
}

/** Each zone under one name. */
function listZones(): string[] {
  const others = Intl.supportedValuesOf("timeZone").filter(
    (zone) => !LATER_NAMES.some((later) => isSame(later, zone)),
  );
  return [...LATER_NAMES, ...others];
}

function isSame(one: string, other: string): boolean {
  const epoch = Temporal.Instant.fromEpochMilliseconds(0);
  if (spelled(other) === null) return false;
  return epoch.toZonedDateTimeISO(one).equals(epoch.toZonedDateTimeISO(other));
}

/** Names that Temporal takes and people look for, and that Intl does not list. */
const LATER_NAMES = [
  "UTC",
  "Europe/Kyiv",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Asia/Ho_Chi_Minh",
  "Asia/Yangon",
];

function normal(text: string): string {
  return fold(text)
    .trim()
    .replace(/[\s_]+/g, " ");
}

/** As Temporal spells it; null for what is no zone. */
function spelled(typed: string): string | null {
  const name = typed.normalize("NFKC").trim().replace(/\s+/g, "_");
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return null;
  }
}

/** `utc+8`, `gmt -3:30`, `+5.5` as `+08:00`, `-03:30`, `+05:30`. */
function readOffset(text: string): string | null {
  const read =
    /^(?:utc|gmt)? ?(?<sign>[+\-−]) ?(?<hours>\d{1,2})(?::?(?<minutes>\d{2})|\.(?<part>5|25|75))?$/.exec(
      text,
    )?.groups;
  if (!read) return null;
  const minutes = read["part"]
    ? Math.round(Number(`0.${read["part"]}`) * 60)
    : Number(read["minutes"] ?? 0);
  const hours = Number(read["hours"]);
  if (hours * 60 + minutes > 14 * 60 || minutes >= 60) return null;
  if (hours === 0 && minutes === 0) return "UTC";
  const sign = read["sign"] === "+" ? "+" : "-";
  return `${sign}${two(hours)}:${two(minutes)}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

function offsetOf(timeZone: string, now: Temporal.Instant): string {
  return now.toZonedDateTimeISO(timeZone).offset.replace("+00:00", "UTC");
}

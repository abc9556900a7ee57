import type { PlacedEntry } from "./identity.ts";
import type { Paper, Problem, Published, Snapshot } from "../paper.ts";

/** A value that lost against another, noted with the snapshot that has it. */
export interface MergeNote {
  /** Place of the snapshot in the list of snapshots. */
  page: number;
  problem: Problem;
}

/** What saved pages say of a paper. */
export type FieldsOfPages = Pick<
  Paper,
  "abstract" | "summary" | "published" | "authorCount" | "organisation"
>;

/** One value of a field, and where it stands. */
interface Claim<T> {
  value: T;
  place: PlacedEntry;
}

/** Merges what pages say of one work: what one of them says beats what the others leave out. */
export function mergePages(entries: readonly PlacedEntry[]): {
  fields: FieldsOfPages;
  notes: MergeNote[];
} {
  const notes: MergeNote[] = [];
  const published = mergePublished(
    claims(entries, (entry) => entry.published),
    notes,
  );
  const authorCount = mergeAuthorCount(
    claims(entries, (entry) => entry.authorCount),
    notes,
  );
  const organisation = mergeOrganisation(
    claims(entries, (entry) => entry.organisation),
    notes,
  );
  const textsOf = (kind: Snapshot["textKind"]) =>
    claims(
      entries.filter(({ snapshot }) => snapshot.textKind === kind),
      (entry) => entry.text,
    );
  const abstract = mergeText("abstract", textsOf("abstract"), notes);
  const summary = mergeText("summary", textsOf("summary"), notes);
  return { fields: { abstract, summary, published, authorCount, organisation }, notes };
}

function claims<T>(
  entries: readonly PlacedEntry[],
  valueOf: (entry: PlacedEntry["entry"]) => T | null,
): Claim<T>[] {
  return entries.flatMap((place) => {
    const value = valueOf(place.entry);
    return value === null ? [] : [{ value, place }];
  });
}

function mergePublished(all: Claim<Published>[], notes: MergeNote[]): Published | null {
  const [best] = all.toSorted(
    (a, b) =>
      certainty(b.value) - certainty(a.value) ||
      (a.value.date < b.value.date ? -1 : a.value.date > b.value.date ? 1 : 0),
  );
  if (!best) return null;
  for (const claim of all) {
    const { value } = claim;
    const agrees =
      value.precision === "day"
        ? value.date === best.value.date
        : value.date.slice(-5) === best.value.date.slice(-5);
    if (!agrees)
      notes.push(
        noteOn(claim, best, {
          what: (date) => `is dated ${date.date}`,
          done:
            certainty(value) === certainty(best.value)
              ? `Kept ${best.value.date}, the earlier`
              : `Kept ${best.value.date}, the more certain`,
        }),
      );
  }
  return best.value;
}

/** A printed year, an inferred one, none. */
function certainty({ precision, inferred }: Published): number {
  if (precision === "month-day") return 0;
  return inferred ? 1 : 2;
}

function mergeAuthorCount(all: Claim<number>[], notes: MergeNote[]): number | null {
  const newest = newestOf(all);
  const best = newest ?? largest(all);
  if (!best) return null;
  for (const claim of all)
    if (claim.value !== best.value)
      notes.push(
        noteOn(claim, best, {
          what: (count) => `has ${count} ${count === 1 ? "author" : "authors"}`,
          done: `Kept ${best.value}, ${newest ? "from the newest page" : "the larger number"}`,
        }),
      );
  return best.value;
}

function mergeOrganisation(all: Claim<string>[], notes: MergeNote[]): string | null {
  const newest = newestOf(all);
  const best = newest ?? all[0];
  if (!best) return null;
  for (const claim of all)
    if (claim.value !== best.value)
      notes.push(
        noteOn(claim, best, {
          what: (name) => `is by “${name}”`,
          done: `Kept “${best.value}”, from the ${newest ? "newest" : "first"} page`,
        }),
      );
  return best.value;
}

function mergeText(kind: string, all: Claim<string>[], notes: MergeNote[]): string | null {
  let best = all[0];
  if (!best) return null;
  for (const claim of all.slice(1)) {
    if (claim.value === best.value || contains(best.value, claim.value)) continue;
    if (contains(claim.value, best.value)) best = claim;
    else best = newestOf([best, claim]) ?? (claim.value.length > best.value.length ? claim : best);
  }
  for (const claim of all) {
    if (contains(best.value, claim.value)) continue;
    const newer = newestOf([best, claim]) === best;
    notes.push(
      noteOn(claim, best, {
        what: () => `has a different ${kind}`,
        done: `Kept the ${newer ? "newer" : "longer"} ${kind}`,
      }),
    );
  }
  return best.value;
}

/** Beyond this, a search for one text in another may take its square (a hostile "aaa…"). */
const MAX_COMPARISONS = 1e8;

function contains(text: string, part: string): boolean {
  if (part.length > text.length) return false;
  if (text.length * part.length <= MAX_COMPARISONS) return text.includes(part);
  return text.startsWith(part) || text.endsWith(part);
}

/**
 * The claim of the newest page; null when that is unknown, because pages do not say their day or
 * the newest of them disagree.
 */
function newestOf<T>(all: Claim<T>[]): Claim<T> | null {
  let newest: Claim<T> | null = null;
  let newestDay = "";
  let disputed = false;
  for (const claim of all) {
    const { savedOn } = claim.place.snapshot;
    if (savedOn?.precision !== "day") return null;
    if (savedOn.date > newestDay) {
      newest = claim;
      newestDay = savedOn.date;
      disputed = false;
    } else if (savedOn.date === newestDay && newest && claim.value !== newest.value)
      disputed = true;
  }
  return disputed ? null : newest;
}

function largest(all: Claim<number>[]): Claim<number> | null {
  return all.reduce<Claim<number> | null>(
    (best, claim) => (best && best.value >= claim.value ? best : claim),
    null,
  );
}

function noteOn<T>(
  lost: Claim<T>,
  kept: Claim<T>,
  words: { what: (value: T) => string; done: string },
): MergeNote {
  const { entry, page } = lost.place;
  const there = `${kept.place.snapshot.file}, line ${kept.place.entry.line}`;
  const says = words.what(lost.value);
  const differs = words.what(kept.value);
  const what =
    says === differs
      ? `“${entry.title}” ${says} here than in ${there}`
      : `“${entry.title}” ${says} here, but ${differs} in ${there}`;
  return { page, problem: { line: entry.line, what, done: words.done } };
}

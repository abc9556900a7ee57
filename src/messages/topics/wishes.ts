import * as say from "./wording.ts";

/** What a channel chose for one of its topics. */
export interface ShownWishes {
  /** Papers of it in one digest; null for as many as there is room for. */
  most: number | null;
  match: "every mention" | "strong matches";
  /** 0 for any number. */
  upvotes: number;
  code: boolean;
  hide: readonly ShownSource[];
}

export type ShownSource = keyof typeof say.SOURCES;

/** `at most 3 in a digest`, `strong matches only`; none where everything comes that matches. */
export function wishesInWords({ most, ...conditions }: ShownWishes): string[] {
  return [...conditionsInWords(conditions), ...(most === null ? [] : [say.atMostInADigest(most)])];
}

/** The same of those that decide whether a paper comes at all. */
export function conditionsInWords({
  match,
  upvotes,
  code,
  hide,
}: Omit<ShownWishes, "most">): string[] {
  return [
    ...(match === "strong matches" ? [say.STRONG_MATCHES_ONLY] : []),
    ...(upvotes > 0 ? [say.atLeastUpvotes(upvotes)] : []),
    ...(code ? [say.ONLY_WITH_CODE] : []),
    ...(hide.length > 0 ? [say.notOnlyOn(hide)] : []),
  ];
}

/** What nobody would expect of a wish; in small print. */
export function wishNotes({ upvotes }: Pick<ShownWishes, "upvotes">): string[] {
  return upvotes > 0 ? [`-# ${say.NO_UPVOTE_COUNT}`] : [];
}

import { counted, many } from "../layout/wording.ts";

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

export type ShownSource = keyof typeof SOURCES;

/** What people call the sources. */
export const SOURCES = {
  huggingface: "Hugging Face",
  arxiv: "arXiv",
  pages: "saved pages",
} as const;

/** `at most 3 in a digest`, `strong matches only`; none where everything comes that matches. */
export function wishesInWords({ most, ...conditions }: ShownWishes): string[] {
  return [
    ...conditionsInWords(conditions),
    ...(most === null ? [] : [`at most ${many(most)} in a digest`]),
  ];
}

/** The same of those that decide whether a paper comes at all. */
export function conditionsInWords({
  match,
  upvotes,
  code,
  hide,
}: Omit<ShownWishes, "most">): string[] {
  return [
    ...(match === "strong matches" ? ["strong matches only"] : []),
    ...(upvotes > 0 ? [`at least ${counted(upvotes, "upvote")}`] : []),
    ...(code ? ["only with code"] : []),
    ...(hide.length > 0
      ? [`no papers that are only on ${hide.map((one) => SOURCES[one]).join(" or ")}`]
      : []),
  ];
}

/** What nobody would expect of a wish; in small print. */
export function wishNotes({ upvotes }: Pick<ShownWishes, "upvotes">): string[] {
  return upvotes > 0 ? [NO_COUNT] : [];
}

const NO_COUNT =
  "-# Papers that are only on arXiv or saved pages have no upvote count, so this topic won't get them";

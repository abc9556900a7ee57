import type { Origin, Paper } from "./paper.ts";

/**
 * The sources that list a paper. One that only tells more of it, as arXiv does when it's looked up by
 * its title, isn't among them.
 */
export function originsOf({ seenIn, dates }: Pick<Paper, "seenIn" | "dates">): Origin[] {
  return [
    ...(dates?.listed === undefined ? [] : ["huggingface" as const]),
    ...(dates?.announced === undefined ? [] : ["arxiv" as const]),
    ...(seenIn.some(({ url, origin = "pages" }) => url === undefined && origin === "pages")
      ? ["pages" as const]
      : []),
    ...new Set(seenIn.flatMap(({ origin }) => origin ?? [])),
  ];
}

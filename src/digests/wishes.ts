import type { Origin } from "../papers/paper.ts";

/** Which matches of a topic a channel wants: all that there are, or those that are squarely about it. */
export const WANTED_MATCHES = ["every mention", "strong matches"] as const;

/** What a channel chose for one of its topics. */
export interface Wishes {
  /** Papers of the topic in one digest, at most: 1 to 25; null for as many as there is room for. */
  most: number | null;
  match: (typeof WANTED_MATCHES)[number];
  /** Upvotes at the source, at least; 0 for any number, even one that nobody knows. */
  upvotes: number;
  /** Whether only papers come whose code is linked. */
  code: boolean;
  /** Sources whose papers don't come, unless another source lists them too. */
  hide: readonly Origin[];
}

/** Everything that matches, which is how a topic is before anybody chooses. */
export const NO_WISHES: Wishes = {
  most: null,
  match: "every mention",
  upvotes: 0,
  code: false,
  hide: [],
};

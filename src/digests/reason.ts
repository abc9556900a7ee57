import { z } from "zod";

/** Why a digest holds a paper. Kept beside the paper's place in it, since topics change and go. */
export const reasonSchema = z.object({
  /** Under which it stands. */
  heading: z.string(),
  /** The query that it matches. */
  topic: z.string(),
  /** How much it is about that: 0 to 1. */
  strength: z.number(),
  /** Words of the paper that matched, folded. */
  words: z.array(z.string()),
  fields: z.array(z.enum(["title", "text", "organisation"])),
  /** Upvotes at its source, and since how many days it was listed, where these gave it its place. */
  attention: z.object({ upvotes: z.number(), days: z.number() }).nullable(),
  /** Votes of people here, where these helped. */
  votesHere: z.number(),
});
export type Reason = z.infer<typeof reasonSchema>;

/** By the ids of papers. */
export type Reasons = ReadonlyMap<string, Reason>;

/** A paper that was chosen. */
interface Chosen extends Omit<Reason, "words" | "fields"> {
  paperId: string;
  words: readonly string[];
  fields: readonly Reason["fields"][number][];
}

export function reasonsOf(chosen: readonly Chosen[]): Reasons {
  return new Map(chosen.map((one) => [one.paperId, reasonOf(one)]));
}

function reasonOf(one: Chosen): Reason {
  const { heading, topic, strength, words, fields, attention, votesHere } = one;
  return { heading, topic, strength, words: [...words], fields: [...fields], attention, votesHere };
}

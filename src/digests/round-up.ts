import { z } from "zod";

/** What a weekly round-up tells of, in its order: what got votes, what is discussed, and what nobody looked at. */
export const ROUND_UP_PARTS = ["voted", "discussed", "unseen"] as const;
export type RoundUpPart = (typeof ROUND_UP_PARTS)[number];

/** The papers of a round-up, in their order. They were sent before, so the ledger has them under other digests. */
export const roundUpSchema = z.array(
  z.object({ paperId: z.string(), part: z.enum(ROUND_UP_PARTS) }),
);
export type RoundUpPaper = z.infer<typeof roundUpSchema>[number];

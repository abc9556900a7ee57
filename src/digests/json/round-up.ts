import { z } from "zod";
import type { Paper } from "../../papers/paper.ts";
import type { Digest } from "../digest.ts";
import { ROUND_UP_PARTS, type RoundUpPart } from "../round-up.ts";
import { type DigestSurroundings, digestJsonSchema, headJson } from "./digest.ts";
import { paperJson, paperJsonSchema } from "./paper.ts";

const { id, channel, date, dueAt } = digestJsonSchema.shape;

/** A weekly round-up as programs get it: papers of earlier digests, without numbers of votes and messages. */
export const roundUpJsonSchema = z.object({
  id,
  channel,
  date,
  dueAt,
  parts: z.array(z.object({ part: z.enum(ROUND_UP_PARTS), papers: z.array(paperJsonSchema) })),
});
export type RoundUpJson = z.output<typeof roundUpJsonSchema>;

/** Parts without papers are left out. */
export function roundUpJson(
  digest: Digest,
  papers: readonly { part: RoundUpPart | null; paper: Paper }[],
  names: DigestSurroundings["names"],
): RoundUpJson {
  return {
    ...headJson(digest, names),
    parts: ROUND_UP_PARTS.flatMap((part) => {
      const its = papers.filter((one) => one.part === part).map(({ paper }) => paperJson(paper));
      return its.length === 0 ? [] : [{ part, papers: its }];
    }),
  };
}

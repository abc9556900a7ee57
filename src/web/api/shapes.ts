import { z } from "zod";
import { digestJsonSchema } from "../../digests/json/digest.ts";
import { paperJsonSchema } from "../../digests/json/paper.ts";
import { about, parameters } from "./wording.ts";

/** What is asked for and answered: these schemas check, type and document it. */

export const MOST_PAPERS = 100;

export const papersQuery = z.object({
  q: z.string(parameters.q).trim().min(1, parameters.q).max(300, parameters.q).describe(about.q),
  page: z.coerce
    .number(parameters.page)
    .int(parameters.page)
    .min(1, parameters.page)
    .max(10_000, parameters.page)
    .default(1)
    .describe(about.page),
});

export const digestsQuery = z.object({
  before: z.iso
    .datetime({ offset: true, error: parameters.before })
    .optional()
    .describe(about.before),
});

export const paperPageSchema = z
  .object({
    total: z.int().min(0).describe(about.total),
    papers: z.array(paperJsonSchema).max(MOST_PAPERS),
    next: z.string().nullable().describe(about.next),
  })
  .describe(about.paperPage);

export const digestPageSchema = z
  .object({
    digests: z.array(digestJsonSchema),
    next: z.string().nullable().describe(about.next),
  })
  .describe(about.digestPage);

export const problemSchema = z
  .object({
    title: z.string().describe(about.problemTitle),
    status: z.int().describe(about.problemStatus),
    detail: z.string().describe(about.problemDetail),
  })
  .describe(about.problem);

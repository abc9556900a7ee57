import { z } from "zod";
import { factsOf } from "../../papers/citations/cited.ts";
import { type Paper, publishedSchema } from "../../papers/paper.ts";
import { readable } from "../../papers/text/clean.ts";
import { paper as say } from "./wording.ts";

const published = publishedSchema.shape;

/** A paper as programs get it. Fields may be added, and never change what they mean. */
export const paperJsonSchema = z
  .object({
    id: z.string().describe(say.id),
    title: z.string().describe(say.title),
    authors: z.array(z.string()).describe(say.authors),
    authorCount: z.int().nullable().describe(say.authorCount),
    organisation: z.string().nullable().describe(say.organisation),
    abstract: z.string().nullable().describe(say.abstract),
    summary: z.string().nullable().describe(say.summary),
    aiSummary: z.string().nullable().describe(say.aiSummary),
    published: z
      .object({
        date: published.date.describe(say.date),
        precision: published.precision.describe(say.precision),
        inferred: published.inferred.describe(say.inferred),
      })
      .nullable()
      .describe(say.published),
    arxivId: z.string().nullable().describe(say.arxivId),
    doi: z.string().nullable().describe(say.doi),
    categories: z.array(z.string()).describe(say.categories),
    upvotes: z.int().nullable().describe(say.upvotes),
    url: z.string().nullable().describe(say.url),
    links: z
      .array(z.object({ kind: z.enum(["code", "project"]), url: z.string() }))
      .describe(say.links),
    isWithdrawn: z.boolean().describe(say.isWithdrawn),
  })
  .describe(say.about);
export type PaperJson = z.output<typeof paperJsonSchema>;

/** Files in which it was seen, and links to searches, are nobody's but Paperboy's. */
export function paperJson(paper: Paper): PaperJson {
  const { arxivId, doi, url } = factsOf(paper);
  return {
    id: paper.id,
    title: readable(paper.displayTitle),
    authors: (paper.authors ?? []).map(readable),
    authorCount: paper.authorCount,
    organisation: shown(paper.organisation),
    abstract: shown(paper.abstract),
    summary: shown(paper.summary),
    aiSummary: shown(paper.aiSummary ?? null),
    published: paper.published,
    arxivId,
    doi,
    categories: [...(paper.categories ?? [])],
    upvotes: paper.upvotes ?? null,
    url,
    links: paper.links.flatMap(({ kind, url: there }) =>
      kind === "code" || kind === "project" ? [{ kind, url: there }] : [],
    ),
    isWithdrawn: paper.withdrawn ?? false,
  };
}

function shown(text: string | null): string | null {
  const read = text === null ? "" : readable(text);
  return read === "" ? null : read;
}

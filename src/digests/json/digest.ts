import { z } from "zod";
import type { Paper } from "../../papers/paper.ts";
import { type Edition, type EditionPaper, inSections } from "../edition.ts";
import { reasonInWords } from "../reason-in-words.ts";
import { headingInPublic } from "../heading-in-public.ts";
import { paperJson, paperJsonSchema } from "./paper.ts";
import { digest as say } from "./wording.ts";

/** A digest as programs get it. Fields may be added, and never change what they mean. */
export const digestJsonSchema = z
  .object({
    id: z.string().describe(say.id),
    channel: z
      .object({
        id: z.string().describe(say.channelId),
        name: z.string().nullable().describe(say.channelName),
        serverName: z.string().nullable().describe(say.serverName),
      })
      .describe(say.channel),
    date: z.iso.date().nullable().describe(say.date),
    dueAt: z.iso.datetime().describe(say.dueAt),
    url: z.string().nullable().describe(say.url),
    sections: z
      .array(
        z.object({
          topic: z.string().nullable().describe(say.topic),
          papers: z
            .array(
              z.object({
                paper: paperJsonSchema,
                why: z.string().nullable().describe(say.why),
                strength: z.number().min(0).max(1).nullable().describe(say.strength),
              }),
            )
            .describe(say.papers),
        }),
      )
      .describe(say.sections),
  })
  .describe(say.about);
export type DigestJson = z.output<typeof digestJsonSchema>;

/** What a digest's own rows don't say. */
export interface DigestSurroundings {
  /** Null where the channel is not public. */
  names: { name: string; serverName: string } | null;
  /** Null where it has no page. */
  url: string | null;
  paper: (id: string) => Paper | undefined;
}

type PlacedPaper = Pick<EditionPaper, "paperId" | "reason">;

/** With the papers given that are known. Votes of people are nobody's but theirs. */
export function digestJson(
  { digest, papers }: Pick<Edition, "digest"> & { papers: readonly PlacedPaper[] },
  { names, url, paper }: DigestSurroundings,
): DigestJson {
  const known = papers.flatMap((one) => {
    const its = paper(one.paperId);
    return its ? [{ ...one, paper: its }] : [];
  });
  return {
    ...headJson(digest, names),
    url,
    sections: inSections(known).map((section) => ({
      topic: section.heading === null ? null : headingInPublic(section.heading),
      papers: section.papers.map(placeJson),
    })),
  };
}

/** What every kind of digest has. */
export function headJson(
  { id, channelId, occasion, dueAt }: Edition["digest"],
  names: DigestSurroundings["names"],
): Pick<DigestJson, "id" | "channel" | "date" | "dueAt"> {
  return {
    id,
    channel: { id: channelId, name: names?.name ?? null, serverName: names?.serverName ?? null },
    date: occasion.kind === "by hand" ? null : occasion.date,
    dueAt: dueAt.toString(),
  };
}

function placeJson({ paper, reason }: PlacedPaper & { paper: Paper }) {
  return {
    paper: paperJson(paper),
    why: reason && reasonInWords(paper, reason),
    strength: reason && Math.min(1, Math.max(0, reason.strength)),
  };
}

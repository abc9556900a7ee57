import type { Paper } from "../papers/paper.ts";
import type { WebServices } from "./services.ts";

type Services = Pick<WebServices, "channels" | "corpus" | "index" | "now">;

/** A paper that stands in a digest that is shown, by any id that it ever had; else null. */
export async function publicPaper(
  id: string,
  { channels, corpus }: Pick<Services, "channels" | "corpus">,
): Promise<Paper | null> {
  const paper = corpus.byId(id);
  if (!paper) return null;
  return (await channels.holding(paper.id)).length > 0 ? paper : null;
}

/** The ids of those that a text in the query language finds by their words, best first. */
export async function findPublic(
  query: string,
  { channels, corpus, index, now }: Services,
): Promise<string[]> {
  const shown = await channels.paperIds();
  if (shown.size === 0) return [];
  const today = now().toZonedDateTimeISO("UTC").toPlainDate();
  // Which papers a channel has is known until its next digest, whatever they were called then.
  const formerly = [...corpus.joined()].filter(([before]) => shown.has(before));
  const renamed = new Set(formerly.map(([, id]) => id));
  return index.idsOf(query, today).filter((id) => shown.has(id) || renamed.has(id));
}

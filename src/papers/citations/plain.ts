import { type CitedPaper, factsOf, untagged } from "./cited.ts";
import { citationLibrary } from "./library.ts";

/** A citation as a line to read. */
export async function plainCitation({ paper, key }: CitedPaper): Promise<string> {
  const library = await citationLibrary();
  const { title, authors, isMore, date, arxivId, doi, url } = factsOf(paper);
  const named = isMore ? [...authors, { literal: "others" }] : authors;
  return library.plain({
    id: key,
    type: arxivId === null ? "document" : "article",
    title: untagged(title),
    ...(named.length > 0 && { author: named }),
    ...(date !== null && { issued: { "date-parts": [[...date]] } }),
    ...(arxivId !== null && { publisher: "arXiv", number: `arXiv:${arxivId}` }),
    ...(doi !== null && { DOI: doi }),
    ...(url !== null && { URL: url }),
  });
}

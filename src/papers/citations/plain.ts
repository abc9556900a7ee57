import { type CitedPaper, factsOf, untagged } from "./cited.ts";
import { citationLibrary } from "./library.ts";

/** A citation as a line to read. */
export async function plainCitation({ paper, key }: CitedPaper): Promise<string> {
  const library = await citationLibrary();
  const { title, authors, isMore, date, journal, arxivId, doi, url } = factsOf(paper);
  const named = isMore ? [...authors, { literal: "others" }] : authors;
  const line = library.plain({
    id: key,
    type: journal !== null ? "article-journal" : arxivId === null ? "document" : "article",
    title: untagged(title),
    ...(named.length > 0 && { author: named }),
    ...(date !== null && { issued: { "date-parts": [[...date]] } }),
    ...(journal !== null && { "container-title": untagged(journal) }),
    ...(arxivId !== null && journal === null && { publisher: "arXiv", number: `arXiv:${arxivId}` }),
    ...(doi !== null && { DOI: doi }),
    ...(url !== null && { URL: url }),
  });
  // The style takes an article whose pages nobody told for a preprint.
  return journal === null ? line : line.replace(/ \[Preprint\](?=\. |$)/, "");
}

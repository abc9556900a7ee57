import { oneLine } from "./authors.ts";
import { type CitedPaper, factsOf } from "./cited.ts";
import { citationLibrary } from "./library.ts";

/**
 * RIS records. The values are Citation.js's; it breaks lines in the middle of words and calls a preprint an
 * article of a journal, so types, days and lines are written here.
 */
export async function ris(papers: readonly CitedPaper[]): Promise<string> {
  const library = await citationLibrary();
  const records = papers.map((cited) => {
    const { title, authors, date, journal, arxivId, doi, url, abstract } = factsOf(cited.paper);
    const [record = {}] = library.ris([
      {
        id: cited.key,
        type: "article",
        title,
        ...(authors.length > 0 && { author: authors }),
        ...(abstract !== null && { abstract }),
        ...(doi !== null && { DOI: doi }),
        ...(url !== null && { URL: url }),
      },
    ]);
    const values = {
      TY: [journal !== null ? "JOUR" : arxivId === null ? "GEN" : "UNPB"],
      ID: [cited.key],
      AU: record["AU"] ?? [],
      TI: record["TI"] ?? [],
      JO: journal === null ? [] : [journal],
      PY: date === null ? [] : [String(date[0])],
      DA: date === null || date.length < 2 ? [] : [dayOf(date)],
      AB: record["AB"] ?? [],
      PB: arxivId === null || journal !== null ? [] : ["arXiv"],
      AN: arxivId === null ? [] : [`arXiv:${arxivId}`],
      DO: record["DO"] ?? [],
      UR: record["UR"] ?? [],
      N1: cited.note === null ? [] : [oneLine(cited.note)],
      ER: [""],
    };
    return Object.entries(values)
      .flatMap(([tag, all]) => all.map((value) => `${tag}  - ${value}\r\n`))
      .join("");
  });
  return records.join("\r\n");
}

/** `2024/05/31/`: what is unknown is empty, and the slashes stay. */
function dayOf([year, month = 0, day]: readonly number[]): string {
  return `${year}/${twoDigits(month)}/${day === undefined ? "" : twoDigits(day)}/`;
}

function twoDigits(part: number): string {
  return String(part).padStart(2, "0");
}

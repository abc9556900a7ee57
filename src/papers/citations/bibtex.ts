import { type CitedName, oneLine } from "./authors.ts";
import { type CitedPaper, factsOf, untagged } from "./cited.ts";
import { citationLibrary } from "./library.ts";

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/**
 * BibTeX entries. Citation.js makes names, titles and their protection; what it does not know, or writes
 * otherwise than BibTeX wants it, is added: eprints of arXiv, months, a leading acronym.
 */
export async function bibtex(papers: readonly CitedPaper[]): Promise<string> {
  const library = await citationLibrary();
  const entries = papers.map((cited) => {
    const { title, authors, isMore, date, journal, arxivId, primaryClass, doi, url } = factsOf(
      cited.paper,
    );
    const [fields = {}] = library.bibtex([
      {
        id: cited.key,
        type: "document",
        title: tex(untagged(title)),
        ...(authors.length > 0 && { author: authors.map(texName) }),
      },
    ]);
    const { author, title: protectedTitle = "" } = fields;
    const values: Record<string, string | null> = {
      author: author === undefined ? null : `{${author}${isMore ? " and others" : ""}}`,
      title: `{${leadingProtected(protectedTitle)}}`,
      journal: journal === null ? null : `{${tex(journal)}}`,
      year: date === null ? null : `{${date[0]}}`,
      month: MONTHS[(date?.[1] ?? 0) - 1] ?? null,
      eprint: arxivId === null ? null : `{${arxivId}}`,
      archivePrefix: arxivId === null ? null : "{arXiv}",
      primaryClass: primaryClass === null ? null : `{${tex(primaryClass)}}`,
      doi: doi === null ? null : `{${address(doi)}}`,
      url: url === null ? null : `{${address(url)}}`,
      annote: cited.note === null ? null : `{${tex(oneLine(cited.note))}}`,
    };
    const lines = Object.entries(values).flatMap(([name, value]) =>
      value === null ? [] : [`  ${name} = ${value},`],
    );
    return [`@${journal === null ? "misc" : "article"}{${cited.key},`, ...lines, "}", ""].join(
      "\n",
    );
  });
  return entries.join("\n");
}

/** What TeX would take for more than itself. Everything else may stand as it is: files are UTF-8. */
function tex(text: string): string {
  return text.replace(/[\\{}&%$#_~^]/g, (sign) => ESCAPED[sign] ?? sign);
}

const ESCAPED: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "&": "\\&",
  "%": "\\%",
  $: "\\$",
  "#": "\\#",
  _: "\\_",
};

function texName(name: CitedName): CitedName {
  if ("literal" in name) return { literal: tex(name.literal) };
  const { family, given, suffix } = name;
  return { family: tex(family), given: tex(given), ...(suffix !== undefined && { suffix }) };
}

/** Addresses stand as they are, but for what would end their field. */
function address(text: string): string {
  return text.replace(/[{}\\\s]/g, (sign) => encodeURIComponent(sign));
}

/** The library protects `BERT` in the middle of a title, and nothing at its beginning. */
function leadingProtected(title: string): string {
  return title.replace(/^(?:[\p{L}\p{N}]+-)*[\p{L}\p{N}]*/u, (word) =>
    /.\p{Lu}/u.test(word) ? `{${word}}` : word,
  );
}

import type { CitedName } from "./authors.ts";
import { type CitedPaper, type Facts, factsOf } from "./cited.ts";

const HEAD = [
  "key",
  "title",
  "authors",
  "published",
  "arxiv",
  "doi",
  "url",
  "note",
  "saved",
  "journal",
];

/** A table for spreadsheets, with the mark by which these know UTF-8. RFC 4180 otherwise. */
export function csv(papers: readonly CitedPaper[]): string {
  const rows = papers.map(({ paper, key, note, savedAt }) => {
    const { title, authors, date, journal, arxivId, doi, url } = factsOf(paper);
    return [
      key,
      title,
      authors.map(nameInOrder).join("; "),
      dateOf(date),
      arxivId ?? "",
      doi ?? "",
      url ?? "",
      note ?? "",
      savedAt?.toString({ smallestUnit: "second" }) ?? "",
      journal ?? "",
    ];
  });
  return `\uFEFF${[HEAD, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

/** Spreadsheets run what begins like a formula; behind an apostrophe it is text. */
function cell(value: string): string {
  const text = /^[\s'"]*[=+\-@|%＝＋－＠]/u.test(value) ? `'${value}` : value;
  return /[",\r\n']|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function dateOf(date: Facts["date"]): string {
  return (date ?? []).map((part) => String(part).padStart(2, "0")).join("-");
}

export function nameInOrder(name: CitedName): string {
  if ("literal" in name) return name.literal;
  const { given, family, suffix = "" } = name;
  return `${given} ${family} ${suffix}`.trim();
}

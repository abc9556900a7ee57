import type { MergedCorpus } from "./corpus.ts";
import {
  type ListedEntry,
  listedSchema,
  type Paper,
  type Problem,
  type Published,
  type Snapshot,
} from "../paper.ts";

/** The corpus as `npm run corpus -- --json` prints it. What is unknown is null. */
export interface CorpusDocument {
  snapshots: {
    file: string;
    savedOn: Published | null;
    entries: ListedEntry[];
    problems: Problem[];
  }[];
  papers: Paper[];
}

/** A file with two pages is one snapshot here, with the day of its first page. */
export function corpusDocument({ snapshots, papers }: MergedCorpus): CorpusDocument {
  return {
    snapshots: byFile(snapshots).map(({ file, pages }) => ({
      file,
      savedOn: pages.find(({ savedOn }) => savedOn !== null)?.savedOn ?? null,
      entries: pages.flatMap(({ entries }) => entries.map((entry) => listedSchema.parse(entry))),
      problems: pages.flatMap(({ problems }) => problems),
    })),
    papers: [...papers],
  };
}

/** Problems that are printed for one file; beyond that only their number is. */
const MAX_PROBLEMS_PRINTED = 100;

/** What was read and what was made of it, for a person, as the lines of a report. */
export function corpusReport({ snapshots, papers }: MergedCorpus): string[] {
  const files = byFile(snapshots);
  const entries = snapshots.flatMap((snapshot) => snapshot.entries);
  const problems = snapshots.flatMap((snapshot) => snapshot.problems);
  const organisations = new Set(papers.flatMap(({ organisation }) => organisation ?? []));
  const lines = [
    ...files.flatMap(({ file, pages }) => [
      file,
      ...pages.flatMap((page, index) => aboutPage(page, pages.length > 1 ? index + 1 : null)),
      ...aboutProblems(pages.flatMap((page) => page.problems)),
      "",
    ]),
    `${count(files.length, "file")}: ${count(entries.length, "entry", "entries")}, ${count(papers.length, "paper")}`,
    `Of the papers: ${dated(papers)}, ${papers.filter(({ authorCount }) => authorCount !== null).length} with an author count, ${count(organisations.size, "organisation")}, ${papers.filter(({ comments }) => comments !== null).length} with comments`,
    `${papers.filter(({ abstract }) => abstract !== null).length} with an abstract, ${papers.filter(({ summary }) => summary !== null).length} with a summary, ${papers.filter(({ links }) => links.some(({ kind }) => kind !== "search")).length} with a page of their own`,
    problems.length === 0 ? "No problems" : count(problems.length, "problem"),
  ];
  return lines.map(forTerminal);
}

function aboutPage({ savedOn, entries, year }: Snapshot, number: number | null): string[] {
  const page = number === null ? "" : `page ${number}: `;
  const day =
    savedOn === null ? "saved on an unknown day" : `saved ${savedOn.date.replace(/^--/, "")}`;
  return [
    `  ${page}${count(entries.length, "entry", "entries")}, ${dated(entries)}; ${day}`,
    ...(year
      ? [
          year.inferred === null
            ? `  no year for the dates without one: ${year.why}`
            : `  ${year.inferred} for the dates without a year: ${year.why}`,
        ]
      : []),
  ];
}

function aboutProblems(problems: Problem[]): string[] {
  if (problems.length === 0) return ["  no problems"];
  const shown = problems.slice(0, MAX_PROBLEMS_PRINTED).map(({ line, endLine, what, done }) => {
    const where = line === null ? "" : endLine ? `lines ${line}–${endLine}: ` : `line ${line}: `;
    return `  ${where}${what}. ${done}.`;
  });
  const more = problems.length - shown.length;
  return more > 0 ? [...shown, `  … and ${count(more, "more problem")}, see --json`] : shown;
}

function dated(all: readonly { published: Published | null }[]): string {
  const withDate = all.flatMap(({ published }) => published ?? []);
  const inferred = withDate.filter((published) => published.inferred).length;
  return `${withDate.length} dated (${inferred} inferred)`;
}

function byFile(snapshots: readonly Snapshot[]): { file: string; pages: Snapshot[] }[] {
  return [...Map.groupBy(snapshots, ({ file }) => file)].map(([file, pages]) => ({ file, pages }));
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Titles and file names may hold what a terminal would obey. */
export function forTerminal(line: string): string {
  return line.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ");
}

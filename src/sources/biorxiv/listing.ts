import type { Entry, Snapshot } from "../../papers/paper.ts";
import type { Preprint, Publication } from "./read-page.ts";

interface Server {
  server: "biorxiv" | "medrxiv";
  /** As people know it. */
  name: string;
}

/** One listing for each day. A later version tells more of a preprint that is known, and makes none known. */
export function listingsOf(
  preprints: readonly Preprint[],
  { server, name, category }: Server & { category: string },
): Snapshot[] {
  const days = Map.groupBy(preprints, ({ date }) => date);
  return [...days].map(([date, ofDay]) => ({
    file: `${name} ${category}, ${date}`,
    origin: server,
    savedOn: { date, precision: "day", inferred: false },
    textKind: "abstract",
    entries: [...Map.groupBy(ofDay, ({ doi }) => doi).values()].flatMap((versions, at) => {
      const sorted = versions.toSorted((a, b) => a.version - b.version);
      const newest = sorted.at(-1);
      return newest
        ? [entryOf(newest, { line: at + 1, server, isFirst: sorted[0]?.version === 1 })]
        : [];
    }),
    problems: [],
  }));
}

function entryOf(
  { doi, title, abstract, authors, date, version, withdrawn, publishedDoi }: Preprint,
  { line, server, isFirst }: { line: number; server: Server["server"]; isFirst: boolean },
): Entry {
  return {
    line,
    title,
    text: abstract,
    authorCount: authors.length > 0 ? authors.length : null,
    organisation: null,
    published: isFirst ? { date, precision: "day", inferred: false } : null,
    comments: null,
    doi,
    ...(publishedDoi !== null && publishedDoi !== doi && { alsoDois: [publishedDoi] }),
    ...(authors.length > 0 && { authors }),
    url: `https://www.${server}.org/content/${doi}v${version}`,
    ...(withdrawn && { withdrawn }),
    ...(!isFirst && { onlyIfKnown: true }),
  };
}

/** What journals published: of the preprints among them that are known, each gets its other DOI. */
export function publicationsListing(
  publications: readonly Publication[],
  { server, name, today }: Server & { today: Temporal.PlainDate },
): Snapshot {
  const date = today.toString();
  return {
    file: `${name} in journals, ${date}`,
    origin: server,
    savedOn: { date, precision: "day", inferred: false },
    textKind: "abstract",
    entries: publications.map(({ preprint, title, journal }, at) => ({
      line: at + 1,
      title,
      text: null,
      authorCount: null,
      organisation: null,
      published: null,
      comments: null,
      doi: preprint,
      ...(journal !== preprint && { alsoDois: [journal] }),
      onlyIfKnown: true,
    })),
    problems: [],
  };
}

import type { Paper } from "../../../src/papers/paper.ts";
import { READERS } from "./readers.ts";
import { START, type Work } from "./world.ts";

/** The work that a paper is. */
export function workOf(paper: Paper | undefined, works: readonly Work[]): Work | undefined {
  const number = / study (\d+) /i.exec(paper?.title ?? "")?.[1];
  return works.find((work) =>
    number === undefined ? work.arxivId === paper?.arxivId : work.number === Number(number),
  );
}

/** Each work is one paper with all its entries; what nobody showed as new is none. */
export function workProblems(works: readonly Work[], papers: readonly Paper[]): string[] {
  const papersOf = Map.groupBy(papers, (paper) => workOf(paper, works));
  const strangers = (papersOf.get(undefined) ?? []).map(({ title }) => `Unknown: ${title}`);
  const problems = works.flatMap((work) => {
    const found = papersOf.get(work) ?? [];
    if (found.length !== (work.shownAt === null && !work.isArchive ? 0 : 1))
      return [`${found.length} papers of ${JSON.stringify(work)}`];
    const seenIn = found.flatMap((paper) => paper.seenIn.map(({ file }) => file));
    const unseen = work.shownIn.filter(
      (listing) => !seenIn.some((file) => file === listing || file.startsWith(`${listing}, `)),
    );
    if (unseen.length > 0) return [`${work.number} was not seen in ${unseen.join(", ")}`];
    return found.some(isShortOfLinks) ? [`${work.number} lacks a link`] : [];
  });
  return [...strangers, ...problems];
}

/** A preprint that a journal published has the links of both. */
function isShortOfLinks({ seenIn, links }: Paper): boolean {
  const isBoth = (["biorxiv", "feeds"] as const).every((name) =>
    seenIn.some(({ origin }) => origin === name),
  );
  return isBoth && links.length < 2;
}

export interface Delivery {
  channelId: string;
  work: Work | undefined;
  at: Temporal.Instant;
}

/** What was delivered to each reader other than it should have been: all that is news for it, once. */
export function deliveryProblems(works: readonly Work[], delivered: readonly Delivery[]): string[] {
  const strangers = delivered.filter(({ work }) => work === undefined);
  const problems = READERS.flatMap(({ id, topics, from }) => {
    const here = Map.groupBy(
      delivered.filter(({ channelId }) => channelId === id),
      ({ work }) => work,
    );
    return works.flatMap((work) => {
      const times = (here.get(work) ?? []).map(({ at }) => at);
      const isWanted = topics.includes(work.topic) && work.shownAt !== null;
      const isNews =
        work.shownAt !== null &&
        Temporal.Instant.compare(work.shownAt, START.add({ hours: 24 * from })) >= 0;
      const least = isWanted && isNews && work.withdrawnAt === null ? 1 : 0;
      const most = isWanted ? 1 : 0;
      const isRight =
        times.length >= least &&
        times.length <= most &&
        times.every(
          (at) => !work.withdrawnAt || Temporal.Instant.compare(at, work.withdrawnAt) < 0,
        );
      return isRight ? [] : [`${id}: ${times.join(", ") || "never"}: ${JSON.stringify(work)}`];
    });
  });
  return [...strangers.map(({ channelId }) => `${channelId}: what nobody showed`), ...problems];
}

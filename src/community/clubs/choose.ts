import type { BallotPaper, MostVoted, Nomination } from "./club.ts";

/** As many as a menu of Discord has options. */
const MOST_ON_BALLOT = 25;

/** What goes on a ballot: what people nominated, the earliest first, then what got most votes; none that is `out`. */
export function candidates(
  nominations: readonly Nomination[],
  voted: Awaited<ReturnType<MostVoted>>,
  isOut: (paperId: string) => boolean,
): BallotPaper[] {
  const nominated = nominations
    .toSorted((one, other) => Temporal.Instant.compare(one.at, other.at))
    .map(({ paperId }) => paperId);
  const all = new Set([...nominated, ...voted.map(({ paperId }) => paperId)]);
  return [...all]
    .filter((paperId) => !isOut(paperId))
    .slice(0, MOST_ON_BALLOT)
    .map((paperId, i) => ({
      paperId,
      number: i + 1,
      isNominated: nominated.includes(paperId),
      votes: 0,
      isChosen: false,
      threadId: null,
    }));
}

/** The papers with most votes, as many as there are places; of two with as many, the one that was nominated earlier. */
export function chosenOf(papers: readonly BallotPaper[], places: number): BallotPaper[] {
  return papers
    .filter(({ votes }) => votes > 0)
    .toSorted((one, other) => other.votes - one.votes || one.number - other.number)
    .slice(0, places);
}

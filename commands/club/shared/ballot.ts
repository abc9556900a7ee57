import { z } from "zod";
import { type Club, postingId, type Round } from "../../../src/community/clubs/club.ts";
import { withPaper } from "../../../src/community/clubs/with-paper.ts";
import {
  ballotMessage,
  clubMark,
  clubNotice,
  myVotes,
} from "../../../src/messages/community/club.ts";
import { club as say } from "../../../src/messages/community/wording.ts";
import { customId } from "../../../src/messages/layout/custom-id.ts";
import type { Reply } from "../../../src/messages/layout/reply.ts";
import { type Asker, component, type Services, UserError } from "../../command/command.ts";
import { pickedPaper } from "../../paper/card/about-paper.ts";
import { showCard } from "../../paper/card/card.ts";
import { cannot } from "../wording.ts";

const roundId = z.tuple([z.string()]);

/** The menus and buttons under the messages of a club: for everybody who sees its channel. */
export const ballot = {
  /** `club.open:<posting id>`: opens a paper. */
  "club.open": component({
    state: roundId,
    answer: () => "private",
    run: async (_state, { asker, values }, services) =>
      await showCard(pickedPaper(values, services), asker, services, { readers: "asker" }),
  }),

  /** `club.vote:<round id>`: a person's votes, in place of those before. */
  "club.vote": component({
    state: roundId,
    run: async ([id], { asker, values }, services) => {
      const { club, round } = await votedOn(id, asker, services);
      const papers = await services.clubs.papers(id);
      const known = values.flatMap((value) => onBallot(value, papers, services));
      if (isVoting(round, services) && known.length > 0)
        await services.clubs.vote(id, asker.userId, known.slice(0, club.places));
      return await ballotNow(id, club, services);
    },
  }),

  /** `club.mine:<round id>` */
  "club.mine": component({
    state: roundId,
    answer: () => "private",
    run: async ([id], { asker }, services) => {
      await votedOn(id, asker, services);
      const mine = await services.clubs.votesOf(id, asker.userId);
      const papers = await services.clubs.papers(id);
      const shown = papers.filter(({ paperId }) => mine.includes(paperId));
      return myVotes(
        shown.map((one) => withPaper(one, (paper) => services.corpus.byId(paper) ?? null)),
        customId("club.unvote", id),
      );
    },
  }),

  /** On that answer: `club.unvote:<round id>`. */
  "club.unvote": component({
    state: roundId,
    run: async ([id], { asker }, services) => {
      const { round } = await votedOn(id, asker, services);
      const isOpen = isVoting(round, services) && (await services.clubs.vote(id, asker.userId, []));
      return clubNotice(isOpen ? say.VOTES_REMOVED : say.VOTING_OVER);
    },
  }),
};

/** What a ballot is about. Ids that come back may be forged: who does not see the channel learns nothing. */
async function votedOn(
  id: string,
  { guildId, mayView }: Asker,
  { clubs }: Services,
): Promise<{ club: Club; round: Round }> {
  const round = await clubs.round(id);
  const club = round && (await clubs.get(round.channelId));
  if (!round || club?.guildId !== guildId || !(await mayView(club.channelId)))
    throw new UserError(cannot.noBallot);
  return { club, round };
}

/** The paper as it stands on the ballot: the message may show it under an id of before it turned out to be another. */
function onBallot(
  value: string,
  papers: readonly { paperId: string }[],
  { corpus }: Pick<Services, "corpus">,
): string[] {
  const idNow = (id: string) => corpus.byId(id)?.id ?? id;
  const found = papers.find(({ paperId }) => idNow(paperId) === idNow(value));
  return found ? [found.paperId] : [];
}

function isVoting({ state, meeting }: Round, { now }: Services): boolean {
  return state === "voting" && Temporal.Instant.compare(now(), meeting.closesAt) < 0;
}

async function ballotNow(id: string, club: Club, services: Services): Promise<Reply> {
  const { clubs, corpus } = services;
  const round = await clubs.round(id);
  if (!round) throw new UserError(cannot.noBallot);
  const papers = await clubs.papers(id);
  return ballotMessage({
    roundId: id,
    mark: clubMark(postingId(id, "ballot")),
    meeting: round.meeting,
    papers: papers.map((one) => withPaper(one, (paper) => corpus.byId(paper) ?? null)),
    places: club.places,
    isOpen: isVoting(round, services),
  });
}

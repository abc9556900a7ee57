import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { type Club, postingId, type Round } from "../../src/community/clubs/club.ts";
import { comingMeeting } from "../../src/community/clubs/next-meeting.ts";
import { withPaper } from "../../src/community/clubs/with-paper.ts";
import { type ClubPaper, clubAgenda, rhythmOf } from "../../src/messages/community/club.ts";
import { type Services, subcommand, type SubcommandPart } from "../command/command.ts";
import { channel, channelOption } from "../command/place.ts";
import { clubMeant } from "./shared/club-meant.ts";
import { club } from "./wording.ts";

export const agenda = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "agenda",
    description: club.agenda.description,
    options: [channelOption],
  },

  handler: subcommand({
    options: z.object({ channel }),
    run: async ({ channel: picked }, asker, services) => {
      const meant = await clubMeant(picked, asker, services);
      const { meeting, round } = await comingMeeting(meant, services.now(), services.clubs);
      const state = round === null ? "nominating" : round.state === "voting" ? "voting" : "chosen";
      return clubAgenda({
        guildId: meant.guildId,
        rhythm: rhythmOf(meant),
        meeting,
        state,
        message: round && (await messageOf(round, state, services)),
        papers: await papersOf(meant, round, services),
      });
    },
  }),
} satisfies SubcommandPart;

async function papersOf(
  { channelId }: Club,
  round: Round | null,
  { clubs, corpus }: Services,
): Promise<ClubPaper[]> {
  const paper = (id: string) => corpus.byId(id) ?? null;
  if (round) {
    const all = await clubs.papers(round.id);
    const shown = round.state === "voting" ? all : all.filter(({ isChosen }) => isChosen);
    return shown.map((one) => withPaper(one, paper));
  }
  const nominations = await clubs.nominations(channelId);
  return nominations.map(({ paperId }) =>
    withPaper({ paperId, votes: 0, isNominated: true, threadId: null }, paper),
  );
}

/** Where its ballot or its agenda stands. */
async function messageOf(
  { id, channelId }: Round,
  state: "nominating" | "voting" | "chosen",
  { clubs }: Services,
) {
  const at = await clubs.standsAt(postingId(id, state === "voting" ? "ballot" : "result"));
  return at && { channelId: at.postId ?? channelId, messageId: at.messageId };
}

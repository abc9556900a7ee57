import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import type { Round } from "../../src/community/clubs/club.ts";
import { withPaper } from "../../src/community/clubs/with-paper.ts";
import { clubHistory, type PastMeeting } from "../../src/messages/community/club.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import { component, type Services, subcommand, type SubcommandPart } from "../command/command.ts";
import { pageOf } from "../command/pages.ts";
import { channel, channelOption, demandSight } from "../command/place.ts";
import { clubMeant } from "./shared/club-meant.ts";
import { club } from "./wording.ts";

const PAGE_SIZE = 5;

export const history = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "history",
    description: club.history.description,
    options: [channelOption],
  },

  handler: subcommand({
    options: z.object({ channel }),
    run: async ({ channel: picked }, asker, services) => {
      const { channelId } = await clubMeant(picked, asker, services, { orEnded: true });
      return await page(channelId, 1, services);
    },
  }),

  components: {
    /** `club.history:<channel id>:<page>` */
    "club.history": component({
      state: z.tuple([z.string(), z.coerce.number().int().min(1)]),
      run: async ([channelId, number], { asker }, services) => {
        await demandSight(channelId, asker);
        await clubMeant(channelId, asker, services, { orEnded: true });
        return await page(channelId, number, services);
      },
    }),
  },
} satisfies SubcommandPart;

async function page(channelId: string, number: number, services: Services): Promise<Reply> {
  const { clubs, now } = services;
  const past = (await clubs.rounds(channelId)).filter(
    ({ state, meeting }) => state === "done" && Temporal.Instant.compare(meeting.at, now()) <= 0,
  );
  const { items, previous, next } = pageOf(past, {
    number,
    size: PAGE_SIZE,
    turnTo: (to) => customId("club.history", channelId, to),
  });
  const meetings = await Promise.all(items.map((round) => pastMeeting(round, services)));
  return clubHistory(channelId, meetings, { previous, next });
}

async function pastMeeting(
  { id, meeting: { date }, outcome }: Round,
  { clubs, corpus }: Services,
): Promise<PastMeeting> {
  const papers = outcome === "held" ? await clubs.papers(id) : [];
  const chosen = papers.filter(({ isChosen }) => isChosen);
  const paper = (paperId: string) => corpus.byId(paperId) ?? null;
  return { date, outcome: outcome ?? "missed", papers: chosen.map((one) => withPaper(one, paper)) };
}

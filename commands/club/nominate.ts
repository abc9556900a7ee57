import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import type { Club } from "../../src/community/clubs/club.ts";
import { comingBallot } from "../../src/community/clubs/next-meeting.ts";
import { clubNotice } from "../../src/messages/community/club.ts";
import { club as say } from "../../src/messages/community/wording.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import { moments } from "../../src/messages/layout/moment.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import { titleLine } from "../../src/messages/papers/card.ts";
import type { Paper } from "../../src/papers/paper.ts";
import {
  type Asker,
  component,
  type Services,
  subcommand,
  type SubcommandPart,
  UserError,
} from "../command/command.ts";
import { channel, channelOption, demandSight } from "../command/place.ts";
import { answerMeant, askWhich, pickedPaper } from "../paper/card/about-paper.ts";
import { paper, paperOption, suggestPaper } from "../paper/options/options.ts";
import { clubMeant } from "./shared/club-meant.ts";
import { cannot, club } from "./wording.ts";

/** Of one person, that wait for a vote: so that nobody fills a ballot alone. */
const MOST_OF_ONE = 5;

export const nominate = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "nominate",
    description: club.nominate.description,
    options: [paperOption, channelOption],
  },

  handler: subcommand({
    options: z.object({ paper, channel }),
    suggest: { paper: suggestPaper },
    run: async ({ paper: typed, channel: picked }, asker, services) => {
      const meant = await clubMeant(picked, asker, services);
      const choose = customId("club.choose", meant.channelId);
      return await answerMeant(typed, services, {
        answer: (found) => nominateFor(meant, found, asker, services),
        whereUnclear: () => askWhich(typed, choose, asker, services),
      });
    },
  }),

  components: {
    /** `club.choose:<channel id>`: the paper that was meant. */
    "club.choose": component({
      state: z.tuple([z.string()]),
      answer: () => "private",
      run: async ([channelId], { asker, values }, services) => {
        await demandSight(channelId, asker);
        const meant = await clubMeant(channelId, asker, services);
        return await nominateFor(meant, pickedPaper(values, services), asker, services);
      },
    }),
  },
} satisfies SubcommandPart;

async function nominateFor(
  meant: Club,
  chosen: Paper,
  { userId }: Asker,
  { clubs, now }: Services,
): Promise<Reply> {
  const { channelId } = meant;
  if (chosen.withdrawn) throw new UserError(cannot.withdrawn);
  if ((await clubs.discussed(channelId)).has(chosen.id)) throw new UserError(cannot.discussed);
  const waiting = await clubs.nominations(channelId);
  if (waiting.some(({ paperId }) => paperId === chosen.id)) throw new UserError(cannot.nominated);
  if (waiting.filter((one) => one.userId === userId).length >= MOST_OF_ONE)
    throw new UserError(cannot.tooMany(MOST_OF_ONE));
  const nomination = { paperId: chosen.id, userId, at: now() };
  if (!(await clubs.nominate(channelId, nomination))) throw new UserError(cannot.nominated);
  const { ballotAt } = await comingBallot(meant, now(), clubs);
  return clubNotice(say.nominated(titleLine(chosen), moments(ballotAt)));
}

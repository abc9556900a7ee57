import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import type { Mail } from "../../src/mail/keep.ts";
import { whatComes } from "../../src/mail/what-comes.ts";
import { mailStopped } from "../../src/messages/community/mail.ts";
import { LIMITS } from "../../src/messages/layout/budget.ts";
import { plainWithin } from "../../src/messages/layout/escape.ts";
import { fold } from "../../src/papers/text/fold.ts";
import {
  type Asker,
  type Services,
  subcommand,
  type SubcommandPart,
  UserError,
} from "../command/command.ts";
import { deskOf } from "./shared/desk.ts";
import * as say from "./wording.ts";

export const stop = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "stop",
    description: say.descriptions.stop,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "mail",
        description: say.options.mail,
        autocomplete: true,
      },
    ],
  },

  handler: subcommand({
    options: z.object({ mail: z.string().optional() }),
    suggest: {
      mail: async (typed, asker, services) => {
        const mails = (await services.mail?.of(asker.userId)) ?? [];
        const choices = await Promise.all(
          mails.map(async (one) => ({
            name: plainWithin(await choiceOf(one, asker, services), LIMITS.choiceName),
            value: one.outlet.id,
          })),
        );
        return choices.filter(({ name }) => fold(name).includes(fold(typed)));
      },
    },
    run: async ({ mail: picked }, { userId }, services) => {
      const desk = deskOf(services);
      const its = await desk.of(userId);
      if (picked !== undefined && !its.some(({ outlet }) => outlet.id === picked))
        throw new UserError(say.PICK_A_MAIL);
      return mailStopped(await desk.stop(userId, picked ?? null));
    },
  }),
} satisfies SubcommandPart;

/** A channel that somebody sees no more goes by no name. */
async function choiceOf(
  { outlet, address }: Mail,
  asker: Asker,
  { digests }: Services,
): Promise<string> {
  const what = await whatComes(outlet, digests.book);
  if (what.kind === "topics") return say.choice.topics(what.topics, address);
  if (what.kind === "direct messages") return say.choice.direct(address);
  const { channelId, guildId } = what;
  if (guildId === null || !(await asker.mayView(channelId))) return say.choice.someChannel(address);
  const { channels } = await digests.names(guildId);
  const name = channels.find(({ id }) => id === channelId)?.name;
  return name === undefined ? say.choice.someChannel(address) : say.choice.channel(name, address);
}

import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { nextDue } from "../../src/digests/next.ts";
import type { MailDesk } from "../../src/mail/desk.ts";
import type { Mail } from "../../src/mail/keep.ts";
import { whatComes } from "../../src/mail/what-comes.ts";
import { mailStatus, type ShownMail } from "../../src/messages/community/mail.ts";
import { type Services, subcommand, type SubcommandPart } from "../command/command.ts";
import { deskOf } from "./shared/desk.ts";
import * as say from "./wording.ts";

export const status = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "status",
    description: say.descriptions.status,
    options: [],
  },

  handler: subcommand({
    options: z.object({}),
    run: async (_options, { userId }, services) => {
      const desk = deskOf(services);
      const mails = await desk.of(userId);
      return mailStatus(await Promise.all(mails.map((one) => shown(one, desk, services))));
    },
  }),
} satisfies SubcommandPart;

async function shown(
  { outlet, address }: Mail,
  desk: MailDesk,
  { digests: { book }, now }: Services,
): Promise<ShownMail> {
  const { id, channelId, end } = outlet;
  const channel = await book.subscriptions.channel(channelId);
  const last = await desk.last(id);
  return {
    what: await whatComes(outlet, book),
    address,
    ended: end?.why ?? null,
    last: last && { outcome: last.outcome, trouble: last.trouble, at: last.finishedAt },
    next: end === null && channel && channel.endedAt === null ? nextDue(channel, now()) : null,
  };
}

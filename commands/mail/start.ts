import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import type { StartResult } from "../../src/mail/desk.ts";
import { readAddress } from "../../src/mail/address.ts";
import type { Wanted } from "../../src/mail/keep.ts";
import { codeSent, mailStarted } from "../../src/messages/community/mail.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import { LONGEST_TOPIC } from "../../src/messages/topics/subscription.ts";
import {
  type Asker,
  type Services,
  subcommand,
  type SubcommandPart,
  UserError,
} from "../command/command.ts";
import { findChannel, placeMeant } from "../command/place.ts";
import { time, timeOptions, zone } from "../digest/options/settings-options.ts";
import { suggestTopic, topic } from "../digest/options/topic.ts";
import { suggestZone } from "../digest/options/zone.ts";
import { deskOf } from "./shared/desk.ts";
import * as say from "./wording.ts";

const LONGEST_ADDRESS = 254;

const address = z
  .string(say.NOT_AN_ADDRESS)
  .transform((typed) => readAddress(typed))
  .pipe(z.string(say.NOT_AN_ADDRESS));

export const start = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "start",
    description: say.descriptions.start,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "address",
        description: say.options.address,
        required: true,
        max_length: LONGEST_ADDRESS,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: "topic",
        description: say.options.topic,
        autocomplete: true,
        max_length: LONGEST_TOPIC,
      },
      ...timeOptions(say.options),
    ],
  },

  handler: subcommand({
    options: z.object({
      address,
      topic: topic.optional(),
      time: time.optional(),
      zone: zone.optional(),
    }),
    suggest: { topic: suggestTopic, zone: suggestZone },
    run: async ({ address: to, ...options }, asker, services) => {
      const desk = deskOf(services);
      const wanted = topicWanted(options) ?? (await channelWanted(asker, services));
      return answerTo(await desk.start(asker.userId, to, wanted), to);
    },
  }),
} satisfies SubcommandPart;

/** Null where no topic is given. */
function topicWanted({
  topic: query,
  time: timeOfDay,
  zone: timeZone,
}: {
  topic?: string | undefined;
  time?: string | undefined;
  zone?: string | undefined;
}): Wanted | null {
  const isTimed = timeOfDay !== undefined || timeZone !== undefined;
  if (query === undefined) {
    if (isTimed) throw new UserError(say.TIME_NEEDS_A_TOPIC);
    return null;
  }
  if (!isTimed) return { kind: "topic", topic: query };
  const at = {
    ...(timeOfDay !== undefined && { time: timeOfDay }),
    ...(timeZone !== undefined && { timeZone }),
  };
  return { kind: "topic", topic: query, at };
}

/** The channel in which it is asked, if it has digests. */
async function channelWanted(asker: Asker, services: Services): Promise<Wanted> {
  const channel = await findChannel(await placeMeant(undefined, asker, services), services);
  const topics = channel ? await services.digests.book.subscriptions.of(channel.id) : [];
  if (!channel || topics.length === 0) throw new UserError(say.NOTHING_HERE);
  return { kind: "channel", channelId: channel.id };
}

function answerTo(result: StartResult, typed: string): Reply {
  switch (result.kind) {
    case "started":
      return mailStarted(result);
    case "code sent":
      return codeSent(typed);
    case "already":
      throw new UserError(say.errors.already, say.advice.status);
    case "full":
      throw new UserError(say.errors.full, say.advice.stop);
    case "too many codes":
      throw new UserError(say.errors.tooManyCodes);
    case "refused":
      throw new UserError(say.errors.refused);
    case "not sent":
    default:
      throw new UserError(say.errors.notSent);
  }
}

import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import type { Probe } from "../../src/digests/courier.ts";
import type { Channel } from "../../src/digests/digest.ts";
import { planByHand, preview } from "../../src/digests/planning/due.ts";
import { sentNotice } from "../../src/messages/digests/runs.ts";
import { notSent, sendQuestion } from "../../src/messages/digests/send-question.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import type { Place } from "../../src/messages/layout/place.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import {
  type Asker,
  component,
  type Services,
  subcommand,
  type SubcommandPart,
  UserError,
} from "../command/command.ts";
import {
  channel,
  channelOption,
  channelWithTopics,
  placeMeant,
  placeSeen,
  reachable,
} from "../command/place.ts";
import { note } from "./channel/note.ts";
import { asRun, urlOf } from "./channel/runs.ts";
import * as say from "./wording.ts";

/** Whom the digest may mention: the role with this id, or one of these words, which stand in custom ids. */
type Mention = string;
const ASK_FIRST = "ask";
const NOBODY = "nobody";

/** Of a button that sends a digest, once it was asked whether a role may be mentioned. */
export function sendId({ channelId }: Place, mention: Mention = ASK_FIRST): string {
  return customId("digest.send", channelId, mention);
}

export const send = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "send",
    description: say.descriptions.send,
    options: [channelOption],
  },

  handler: subcommand({
    options: z.object({ channel }),
    run: async (options, asker, services) =>
      await sendOrAsk(
        await placeMeant(options.channel, asker, services),
        ASK_FIRST,
        asker,
        services,
      ),
  }),

  components: {
    /** `digest.send:<channel id>:<mention>` */
    "digest.send": component({
      state: z.tuple([z.string(), z.string()]),
      run: async ([channelId, mention], { asker }, services) =>
        await sendOrAsk(await placeSeen(channelId, asker), mention, asker, services),
    }),

    /** `digest.keep` */
    "digest.keep": component({ state: z.tuple([]), run: () => notSent() }),
  },
} satisfies SubcommandPart;

/**
 * Sends a digest, or asks about the role that it would mention. A role that was chosen since it was asked
 * is asked about again.
 */
async function sendOrAsk(
  place: Place,
  mention: Mention,
  asker: Asker,
  services: Services,
): Promise<Reply> {
  const { digests } = services;
  const kept = await channelWithTopics(place, services);
  const probe = await reachable(place, kept.settings, services);
  await digests.takeIn();
  const open = await digests.book.deliveries.open(kept.id);
  const roleId = open ? null : await roleToMention(kept, probe, services);
  if (roleId !== null && mention !== NOBODY && mention !== roleId)
    return sendQuestion(place, roleId, {
      mention: sendId(place, roleId),
      nobody: sendId(place, NOBODY),
      cancel: customId("digest.keep"),
    });
  return await sendNow(mention === NOBODY ? withoutRole(kept) : kept, place, asker, services);
}

/** The role that a digest sent now would mention; null where there is none, or none that can be. */
async function roleToMention(
  kept: Channel,
  { missing, roleIsGone }: Extract<Probe, { kind: "here" }>,
  { digests, corpus, now }: Services,
): Promise<string | null> {
  if (kept.settings.roleId === null || roleIsGone || missing.length > 0) return null;
  const { messages } = await preview(kept, { book: digests.book, corpus, now: now() });
  return messages.flatMap(({ payload }) => payload.allowed_mentions.roles ?? [])[0] ?? null;
}

function withoutRole(kept: Channel): Channel {
  return { ...kept, settings: { ...kept.settings, roleId: null } };
}

async function sendNow(
  kept: Channel,
  place: Place,
  asker: Asker,
  services: Services,
): Promise<Reply> {
  const { digests, corpus, now } = services;
  const { deliveries, history } = digests.book;
  const { book, newId } = digests;
  const planned = await planByHand(kept, { book, corpus, now: now(), newId });
  if (planned) await note(say.did.send, place, asker, services);
  const digest = planned ?? (await deliveries.open(kept.id));
  if (!digest) throw new UserError(say.JUST_SENT);
  const goesOn = !(await digests.deliver(digest.id));
  const brought = (await history.digest(digest.id)) ?? digest;
  return sentNotice(place, await asRun(brought, services), {
    url: await urlOf(brought, services),
    goesOn,
  });
}

import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { onlySeen } from "../../src/digests/subscriptions/here.ts";
import { type ChangeLine, changePage } from "../../src/messages/digests/change-log.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import type { Place } from "../../src/messages/layout/place.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import {
  type Asker,
  component,
  type Services,
  subcommand,
  type SubcommandPart,
} from "../command/command.ts";
import { pageOf } from "../command/pages.ts";
import { channel, channelOption, placeOf } from "./channel/place.ts";

const PAGE_SIZE = 12;

export const log = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "log",
    description: "Who changed what about digests: the last 50 changes",
    options: [{ ...channelOption, description: "Only what was changed for this channel" }],
  },

  handler: subcommand({
    options: z.object({ channel }),
    run: async (options, asker, services) =>
      await showPage(
        options.channel === undefined ? null : placeOf(options.channel, asker).channelId,
        1,
        asker,
        services,
      ),
  }),

  components: {
    /** `digest.log:<channel id, or nothing>:<page>` */
    "digest.log": component({
      state: z.tuple([z.string(), z.coerce.number().int().min(1)]),
      run: async ([only, page], { asker }, services) =>
        await showPage(only === "" ? null : only, page, asker, services),
    }),
  },
} satisfies SubcommandPart;

/** Keeps that somebody changed something; `did` as in `subscribed to “diffusion”`. */
export async function noteChange(
  did: string,
  { channelId, guildId }: Place,
  { userId }: Asker,
  { digests, now }: Services,
): Promise<void> {
  await digests.book.changes.note({
    guildId: guildId ?? channelId,
    userId,
    at: now(),
    what: guildId === null ? did : `<#${channelId}> ${did}`,
  });
}

async function showPage(
  only: string | null,
  page: number,
  { guildId, channelId, mayView }: Asker,
  { digests }: Services,
): Promise<Reply> {
  const kept = await digests.book.changes.last(guildId ?? channelId);
  const lines = kept
    .map(toLine)
    .filter((change) => only === null || change.channelId === null || change.channelId === only);
  const changes = await onlySeen(lines, (change) => change.channelId, mayView);
  const turnTo = (other: number) => customId("digest.log", only ?? "", other);
  const { items, ...where } = pageOf(changes, { number: page, size: PAGE_SIZE, turnTo });
  return changePage({ changes: items, ...where });
}

/** As `noteChange` wrote it. */
function toLine({
  what,
  ...who
}: {
  userId: string | null;
  at: Temporal.Instant;
  what: string;
}): ChangeLine {
  const [, channelId = null, did = what] = /^<#(\d+)> (.*)$/s.exec(what) ?? [];
  return { ...who, channelId, did };
}

import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { lastChanges } from "../../src/digests/subscriptions/changes.ts";
import { onlySeen } from "../../src/digests/subscriptions/here.ts";
import { changePage } from "../../src/messages/settings/change-log.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import {
  type Asker,
  component,
  type Services,
  subcommand,
  type SubcommandPart,
} from "../command/command.ts";
import { pageOf } from "../command/pages.ts";
import { channel, channelOption, placeOf } from "../command/place.ts";
import * as say from "./wording.ts";

const PAGE_SIZE = 12;

export const log = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "log",
    description: say.descriptions.log,
    options: [{ ...channelOption, description: say.options.log.channel }],
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

async function showPage(
  only: string | null,
  page: number,
  asker: Asker,
  { digests }: Services,
): Promise<Reply> {
  const kept = await lastChanges(asker, digests.book);
  const lines = kept.filter(
    ({ channelId }) => only === null || channelId === null || channelId === only,
  );
  const changes = await onlySeen(lines, ({ channelId }) => channelId, asker.mayView);
  const turnTo = (other: number) => customId("digest.log", only ?? "", other);
  const { items, ...where } = pageOf(changes, { number: page, size: PAGE_SIZE, turnTo });
  return changePage({ changes: items, ...where });
}

import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import type { Channel } from "../../src/digests/digest.ts";
import type { ServerNames } from "../../src/digests/server-names.ts";
import { onlySeen } from "../../src/digests/subscriptions/here.ts";
import { portable } from "../../src/digests/subscriptions/transfer/portable.ts";
import { exportedFile } from "../../src/messages/settings/digest-export.ts";
import {
  type Asker,
  type Services,
  subcommand,
  type SubcommandPart,
  UserError,
} from "../command/command.ts";
import { channel, channelOption, channelWithDigests, placeOf } from "../command/place.ts";
import { LARGEST_FILE, printFile } from "./transfer/digest-file.ts";
import * as say from "./wording.ts";

export const exportDigests = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "export",
    description: say.descriptions.export,
    options: [{ ...channelOption, description: say.options.export.channel }],
  },

  handler: subcommand({
    options: z.object({ channel }),
    run: async (options, asker, services) => {
      const { book } = services.digests;
      const isOne = options.channel !== undefined || asker.guildId === null;
      const place = isOne ? placeOf(options.channel, asker) : null;
      const kept = place
        ? [await channelWithDigests(place, services)]
        : await seenBy(asker, services);
      if (kept.length === 0) throw new UserError(say.NOTHING_TO_EXPORT, say.ADD_A_FIRST_TOPIC);
      const called = await namesSeen(kept, asker, services);
      const channels = await Promise.all(
        kept.map(async (one) => portable(one, await book.subscriptions.of(one.id), called)),
      );
      const contents = printFile(channels, services.now());
      return exportedFile({
        place,
        channels: channels.length,
        topics: channels.flatMap(({ topics }) => topics).length,
        contents,
        isReadable: Buffer.byteLength(contents) <= LARGEST_FILE,
      });
    },
  }),
} satisfies SubcommandPart;

/** The living channels of the server with digests, but those that the asker does not see. */
async function seenBy({ guildId, mayView }: Asker, { digests }: Services) {
  if (guildId === null) return [];
  const all = await digests.book.subscriptions.channels({ guildId });
  return await onlySeen(all, ({ id }) => id, mayView);
}

/** What roles are called, and of the channels that some settings speak of those that the asker sees. */
async function namesSeen(
  kept: readonly Channel[],
  { guildId, mayView }: Asker,
  { digests }: Services,
): Promise<ServerNames> {
  const { channels, roles } = await digests.names(guildId);
  const spokenOf = new Set(kept.flatMap(({ id, settings }) => [id, settings.alarms?.id]));
  const meant = channels.filter(({ id }) => spokenOf.has(id));
  return { channels: await onlySeen(meant, ({ id }) => id, mayView), roles };
}

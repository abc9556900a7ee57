import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { applyChanges } from "../../src/digests/subscriptions/transfer/apply-changes.ts";
import { changesNothing } from "../../src/digests/subscriptions/transfer/changes.ts";
import { portable } from "../../src/digests/subscriptions/transfer/portable.ts";
import { copied, copyPreview, nothingCopied } from "../../src/messages/settings/digest-copy.ts";
import { nothingTransferred } from "../../src/messages/settings/transfer.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import {
  type Asker,
  component,
  type Services,
  subcommand,
  type SubcommandPart,
  UserError,
} from "../command/command.ts";
import { channelOption, channelWithDigests, demandSight, placeOf } from "../command/place.ts";
import { PICK_A_CHANNEL } from "../command/wording.ts";
import { namesFor, planChannel } from "./transfer/plan.ts";
import * as say from "./wording.ts";

const pickedChannel = z.string(PICK_A_CHANNEL);

export const copy = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "copy",
    description: say.descriptions.copy,
    options: [
      {
        ...channelOption,
        name: "from",
        description: say.options.copy.from,
        required: true,
      },
      { ...channelOption, name: "to", description: say.options.copy.to, required: true },
    ],
  },

  handler: subcommand({
    options: z.object({ from: pickedChannel, to: pickedChannel }),
    run: async ({ from, to }, asker, services) => {
      if (from === to) throw new UserError(say.SAME_CHANNEL);
      const planned = await planCopy(from, to, asker, services);
      if (changesNothing(planned.changes)) return nothingCopied(from, planned);
      return copyPreview(from, planned, {
        confirm: customId("digest.copy", from, to),
        cancel: customId("digest.copy-cancel"),
      });
    },
  }),

  components: {
    /** `digest.copy:<from>:<to>` */
    "digest.copy": component({
      state: z.tuple([z.string(), z.string()]),
      run: async ([from, to], { asker }, services) => {
        for (const channelId of [from, to]) await demandSight(channelId, asker);
        const planned = await planCopy(from, to, asker, services);
        if (changesNothing(planned.changes)) return nothingCopied(from, planned);
        const applying = {
          userId: asker.userId,
          now: services.now(),
          did: say.did.copy(`<#${from}>`),
        };
        await applyChanges([planned], applying, services.digests);
        return copied(from, planned);
      },
    }),

    /** `digest.copy-cancel` */
    "digest.copy-cancel": component({ state: z.tuple([]), run: () => nothingTransferred() }),
  },
} satisfies SubcommandPart;

/** Topics that the other channel has stay as they are there. */
async function planCopy(from: string, to: string, asker: Asker, services: Services) {
  const source = await channelWithDigests(placeOf(from, asker), services);
  const { alarms } = source.settings;
  const mentions = { ids: new Set(alarms ? [alarms.id] : []), called: new Set<string>() };
  const names = await namesFor(asker, mentions, services);
  const topics = await services.digests.book.subscriptions.of(source.id);
  const { settings, topics: wanted } = portable(source, topics, names);
  const place = placeOf(to, asker);
  return await planChannel({ place, settings, topics: wanted, known: "stays" }, names, services);
}

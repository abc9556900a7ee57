import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { nextDue } from "../../src/digests/next.ts";
import { pausedNotice } from "../../src/messages/settings/digest-settings.ts";
import { subcommand, type SubcommandPart, UserError } from "../command/command.ts";
import { note } from "./channel/note.ts";
import { channel, channelOption, channelWithDigests, placeMeant } from "../command/place.ts";
import { parseUntil } from "../../src/digests/subscriptions/until.ts";
import * as say from "./wording.ts";

export const pause = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "pause",
    description: say.descriptions.pause,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "until",
        description: say.options.pause.until,
        max_length: 40,
      },
      channelOption,
    ],
  },

  handler: subcommand({
    options: z.object({ until: z.string().optional(), channel }),
    run: async (options, asker, services) => {
      const now = services.now();
      const place = await placeMeant(options.channel, asker, services);
      const kept = await channelWithDigests(place, services);
      const { timeZone } = kept.settings;
      const until = options.until === undefined ? null : parseUntil(options.until, now, timeZone);
      if (options.until !== undefined && until === null) throw new UserError(say.TYPE_A_DATE);
      if (until && Temporal.Instant.compare(until, now) <= 0)
        throw new UserError(say.DAY_HAS_STARTED);
      const wanted = { why: "asked", until } as const;
      await services.digests.book.subscriptions.pause(kept.id, wanted);
      const day = until?.toZonedDateTimeISO(timeZone).toPlainDate().toString();
      await note(day ? say.did.pauseUntil(day) : say.did.pause, place, asker, services);
      const next = nextDue({ ...kept, pause: wanted }, now);
      const withoutPause = nextDue({ ...kept, pause: null }, now);
      const skipsNone = next !== null && withoutPause !== null && next.equals(withoutPause);
      return pausedNotice(place, { until, next, skipsNone });
    },
  }),
} satisfies SubcommandPart;

import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { nextDue } from "../../src/digests/next.ts";
import { pausedNotice } from "../../src/messages/settings/digest-settings.ts";
import { subcommand, type SubcommandPart, UserError } from "../command/command.ts";
import { note } from "./channel/note.ts";
import { channel, channelOption, channelWithDigests, placeMeant } from "../command/place.ts";
import { parseUntil, UNTIL_EXAMPLES } from "../../src/digests/subscriptions/until.ts";

export const pause = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "pause",
    description: "Stop digests for a while and keep new papers for later",
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "until",
        description: `When to start again, such as ${UNTIL_EXAMPLES}; if empty, when you use /digest resume`,
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
      if (options.until !== undefined && until === null)
        throw new UserError(`until: type a date or a length of time, such as ${UNTIL_EXAMPLES}`);
      if (until && Temporal.Instant.compare(until, now) <= 0)
        throw new UserError("until: that day has already started. Pick a later one.");
      const wanted = { why: "asked", until } as const;
      await services.digests.book.subscriptions.pause(kept.id, wanted);
      const day = until?.toZonedDateTimeISO(timeZone).toPlainDate().toString();
      await note(`paused ${day ? `until ${day}` : "digests"}`, place, asker, services);
      const next = nextDue({ ...kept, pause: wanted }, now);
      const withoutPause = nextDue({ ...kept, pause: null }, now);
      const skipsNone = next !== null && withoutPause !== null && next.equals(withoutPause);
      return pausedNotice(place, { until, next, skipsNone });
    },
  }),
} satisfies SubcommandPart;

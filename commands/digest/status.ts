import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { nextDue } from "../../src/digests/next.ts";
import { countMissed, waiting } from "../../src/digests/planning/waiting.ts";
import { digestStatus } from "../../src/messages/digests/runs.ts";
import { webhookLine } from "../../src/messages/settings/webhook.ts";
import { subcommand, type SubcommandPart } from "../command/command.ts";
import { channel, channelOption, channelWithDigests, placeMeant } from "../command/place.ts";
import { haltOf, lastRuns } from "./channel/runs.ts";
import { webhookOf } from "./options/webhook.ts";
import * as say from "./wording.ts";

const RUNS_SHOWN = 5;

export const status = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "status",
    description: say.descriptions.status,
    options: [channelOption],
  },

  handler: subcommand({
    options: z.object({ channel }),
    run: async (options, asker, services) => {
      const { digests, corpus } = services;
      const { subscriptions } = digests.book;
      const place = await placeMeant(options.channel, asker, services);
      const kept = await channelWithDigests(place, services);
      const now = services.now();
      const topics = await subscriptions.of(kept.id);
      const webhook = await webhookOf(kept.id, services);
      return digestStatus({
        place,
        topics: topics.length,
        waiting: (await waiting(kept, { book: digests.book, corpus, now })).length,
        missed: await countMissed(kept.id, now, { book: digests.book, corpus }),
        next: topics.length === 0 ? null : nextDue(kept, now),
        halt: haltOf(kept, now),
        runs: await lastRuns(kept.id, RUNS_SHOWN, services),
        webhook: webhook && webhookLine(webhook),
        sources: digests.sources(),
      });
    },
  }),
} satisfies SubcommandPart;

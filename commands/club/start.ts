import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import type { Club } from "../../src/community/clubs/club.ts";
import { firstDate, nextMeeting } from "../../src/community/clubs/meetings.ts";
import { WEEKDAYS } from "../../src/digests/settings.ts";
import { clubNotice, rhythmOf } from "../../src/messages/community/club.ts";
import { club as say } from "../../src/messages/community/wording.ts";
import { moments } from "../../src/messages/layout/moment.ts";
import { subcommand, type SubcommandPart, UserError } from "../command/command.ts";
import { channel, channelOption, reachable } from "../command/place.ts";
import { time, zone } from "../digest/options/settings-options.ts";
import { suggestZone } from "../digest/options/zone.ts";
import { demandManager, serverOf } from "./shared/club-meant.ts";
import { cannot, club } from "./wording.ts";

const MOST_PAPERS = 5;
const MOST_READING_DAYS = 21;
const READING_DAYS = 4;

export const start = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "start",
    description: club.start.description,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "day",
        description: club.start.day,
        required: true,
        choices: WEEKDAYS.map((value) => ({ name: say.days[value], value })),
      },
      {
        type: ApplicationCommandOptionType.String,
        name: "time",
        description: club.start.time,
        required: true,
        max_length: 20,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: "every",
        description: club.start.every,
        choices: Object.entries(club.rhythms).map(([value, name]) => ({ name, value })),
      },
      {
        type: ApplicationCommandOptionType.String,
        name: "zone",
        description: club.start.zone,
        autocomplete: true,
        max_length: 60,
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: "papers",
        description: club.start.papers,
        min_value: 1,
        max_value: MOST_PAPERS,
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: "reading-days",
        description: club.start.readingDays,
        min_value: 1,
        max_value: MOST_READING_DAYS,
      },
      channelOption,
    ],
  },

  handler: subcommand({
    options: z.object({
      day: z.enum(WEEKDAYS, cannot.listed),
      time,
      every: z.enum(["week", "two weeks", "month"], cannot.listed).default("week"),
      zone: zone.optional(),
      papers: upTo(MOST_PAPERS).default(1),
      "reading-days": upTo(MOST_READING_DAYS).default(READING_DAYS),
      channel,
    }),
    suggest: { zone: suggestZone },
    run: async ({ papers: places, channel: picked, zone: wanted, ...when }, asker, services) => {
      demandManager(asker);
      const guildId = serverOf(asker);
      const channelId = picked ?? asker.parentId ?? asker.channelId;
      const needs = { roleId: null, publish: false, threads: true };
      const { channel: kind } = await reachable({ channelId, guildId }, needs, services);
      if (kind === "thread" || kind === "dm") throw new UserError(cannot.isThread);
      const { now, clubs, digests } = services;
      const digestsThere = await digests.book.subscriptions.channel(channelId);
      const timeZone = wanted ?? digestsThere?.settings.timeZone ?? digests.timeZone;
      const { day, every, time: at, "reading-days": readingDays } = when;
      const plan = { every, day, time: at, timeZone, readingDays };
      const started: Club = {
        ...plan,
        first: firstDate(now(), plan),
        channelId,
        guildId,
        kind,
        places,
        startedAt: now(),
        startedBy: asker.userId,
        endedAt: null,
      };
      if (!(await clubs.start(started)))
        throw new UserError(cannot.runsAlready, cannot.howToChange);
      const first = nextMeeting(now(), started);
      return clubNotice(
        say.started({
          channel: `<#${channelId}>`,
          rhythm: rhythmOf(started),
          first: moments(first.at),
          ballot: moments(first.ballotAt),
        }),
      );
    },
  }),
} satisfies SubcommandPart;

function upTo(most: number) {
  const words = cannot.papers(most);
  return z.int(words).min(1, words).max(most, words);
}

import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { PERIODS, TOP } from "../../src/messages/papers/wording.ts";
import { subcommand, type SubcommandPart } from "../command/command.ts";
import { PICK_FROM_THE_LIST } from "../command/wording.ts";
import { listOf } from "./lists/kinds.ts";
import { showList } from "./lists/list.ts";
import {
  hide,
  hideOption,
  query,
  queryOption,
  suggestQuery,
  visibility,
} from "./options/options.ts";

const LISTS = {
  week: "top of week",
  month: "top of month",
  year: "top of year",
  ever: "top ever",
} as const;

export const top = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "top",
    description: TOP.description,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "period",
        description: TOP.period,
        choices: Object.entries(PERIODS).map(([value, name]) => ({ name, value })),
      },
      { ...queryOption(TOP.topic), name: "topic" },
      hideOption,
    ],
  },

  handler: subcommand({
    options: z.object({
      period: z.enum(["week", "month", "year", "ever"], PICK_FROM_THE_LIST).default("week"),
      topic: query.optional(),
      hide,
    }),
    visibility,
    suggest: { topic: suggestQuery },
    run: async ({ period, topic = "" }, asker, services) =>
      await showList(listOf(LISTS[period], topic), 1, asker, services),
  }),
} satisfies SubcommandPart;

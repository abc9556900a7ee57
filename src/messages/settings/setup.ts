import {
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
} from "discord-api-types/v10";
import { LIMITS, reply } from "../layout/budget.ts";
import { escape, plainWithin } from "../layout/escape.ts";
import { moments } from "../layout/moment.ts";
import { button, container, row, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import { listed } from "../layout/wording.ts";
import { shownName } from "../topics/subscription.ts";

/** The custom ids of one step: of its menu, and of its buttons. */
interface StepIds {
  menu: string;
  /** Null on the first step. */
  back: string | null;
  go: string;
  cancel: string;
}

export interface TopicsStep {
  /** At most as many as a menu has options. */
  offered: readonly string[];
  chosen: readonly string[];
}

export function topicsStep({ offered, chosen }: TopicsStep, ids: StepIds): Reply {
  const options = offered.slice(0, LIMITS.menuOptions).map((topic) => ({
    label: plainWithin(topic, LIMITS.optionLabel),
    value: topic,
    default: chosen.includes(topic),
  }));
  return step(
    [
      "### Choose topics",
      "These are common in Paperboy's library. New papers on the ones you choose come once a day.",
      "-# Use `/digest subscribe` later to add topics of your own",
    ],
    menuOf(ids.menu, "Choose topics", options, options.length),
    ids,
    button("Choose a time", ids.go, { primary: true }),
  );
}

export interface TimeStep {
  /** Local, `09:00`. */
  times: readonly string[];
  chosen: string;
  timeZone: string;
}

export function timeStep({ times, chosen, timeZone }: TimeStep, ids: StepIds): Reply {
  const options = times.map((time) => ({ label: time, value: time, default: time === chosen }));
  return step(
    [
      "### Choose a time",
      `Digests come every day at this time, ${escape(timeZone, 60)}.`,
      "-# Use `/digest settings` later to change the time zone or the days",
    ],
    menuOf(ids.menu, "Choose a time", options, 1),
    ids,
    button("Choose a channel", ids.go, { primary: true }),
  );
}

/** What is about to start. */
export interface ChannelStep {
  place: Place;
  topics: readonly string[];
  time: string;
  timeZone: string;
}

export function channelStep({ place, topics, time, timeZone }: ChannelStep, ids: StepIds): Reply {
  const lines = [
    "### Choose a channel",
    `New papers on ${names(topics)} come every day at ${time}, ${escape(timeZone, 60)}, ${inPlace(place)}.`,
    "-# Paperboy posts a short note there to say so",
  ];
  const start = button("Start digests", ids.go, { primary: true });
  return step(lines, place.guildId === null ? null : channelMenu(ids.menu, place), ids, start);
}

function channelMenu(customId: string, { channelId }: Place): APIComponentInMessageActionRow {
  return {
    type: ComponentType.ChannelSelect,
    custom_id: customId,
    placeholder: "Choose a channel",
    channel_types: [
      ChannelType.GuildText,
      ChannelType.GuildAnnouncement,
      ChannelType.PublicThread,
      ChannelType.PrivateThread,
      ChannelType.AnnouncementThread,
      ChannelType.GuildForum,
      ChannelType.GuildMedia,
    ],
    default_values: [{ id: channelId, type: SelectMenuDefaultValueType.Channel }],
  };
}

/** The last step once it is confirmed. `isTold`: whether the note stands in the channel. */
export function setUp(place: Place, next: Temporal.Instant | null, isTold: boolean): Reply {
  return notice([
    `Digests are set up ${inPlace(place)}.`,
    next === null ? "Digests are paused there." : `The first one comes ${moments(next)}.`,
    ...(isTold || place.guildId === null ? [] : ["Paperboy couldn't post a note there."]),
    "-# Use `/digest preview` to see it now, or `/digest settings` to change when it comes",
  ]);
}

/** Where that is all so already. */
export function alreadySetUp(place: Place): Reply {
  return notice([`These topics already come ${inPlace(place)} at that time. Nothing was changed.`]);
}

/** For everybody in the channel: what comes there from now on. */
export function setUpNote(
  topics: readonly string[],
  { userId, next }: { userId: string; next: Temporal.Instant | null },
): Reply {
  return notice([
    `New papers on ${names(topics)} will be posted here.`,
    ...(next === null ? [] : [`The first digest comes ${moments(next)}.`]),
    `-# Set up by <@${userId}>. Use \`/paper topics\` to see all topics`,
  ]);
}

function names(topics: readonly string[]): string {
  return listed(topics.map((topic) => `*${shownName(topic)}*`));
}

function menuOf(
  customId: string,
  placeholder: string,
  options: { label: string; value: string; default: boolean }[],
  most: number,
): APIComponentInMessageActionRow {
  return {
    type: ComponentType.StringSelect,
    custom_id: customId,
    placeholder,
    min_values: 1,
    max_values: most,
    options,
  };
}

function step(
  lines: string[],
  menu: APIComponentInMessageActionRow | null,
  { back, cancel }: StepIds,
  go: APIComponentInMessageActionRow,
): Reply {
  const parts: APIComponentInContainer[] = [
    text(lines.join("\n")),
    ...(menu === null ? [] : [row([menu])]),
    row([go, ...(back === null ? [] : [button("Go back", back)]), button("Cancel", cancel)]),
  ];
  return reply([container(parts)]);
}

function notice(lines: string[]): Reply {
  return reply([container([text(lines.join("\n"))])]);
}

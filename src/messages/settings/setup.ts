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
import { shownName } from "../topics/subscription.ts";
import * as say from "./wording.ts";

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
    [`### ${say.labels.chooseTopics}`, say.WHICH_TOPICS, `-# ${say.MORE_TOPICS_LATER}`],
    menuOf(ids.menu, say.labels.chooseTopics, options, options.length),
    ids,
    button(say.labels.chooseTime, ids.go, { primary: true }),
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
      `### ${say.labels.chooseTime}`,
      say.everyDayAtThisTime(escape(timeZone, 60)),
      `-# ${say.OTHER_TIMES_LATER}`,
    ],
    menuOf(ids.menu, say.labels.chooseTime, options, 1),
    ids,
    button(say.labels.chooseChannel, ids.go, { primary: true }),
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
    `### ${say.labels.chooseChannel}`,
    say.whatComes(names(topics), { time, zone: escape(timeZone, 60), inPlace: inPlace(place) }),
    `-# ${say.A_NOTE_IS_POSTED}`,
  ];
  const start = button(say.labels.startDigests, ids.go, { primary: true });
  return step(lines, place.guildId === null ? null : channelMenu(ids.menu, place), ids, start);
}

function channelMenu(customId: string, { channelId }: Place): APIComponentInMessageActionRow {
  return {
    type: ComponentType.ChannelSelect,
    custom_id: customId,
    placeholder: say.labels.chooseChannel,
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
    say.setUp(inPlace(place)),
    next === null ? say.PAUSED_THERE : say.firstOneComes(moments(next)),
    ...(isTold || place.guildId === null ? [] : [say.NO_NOTE_POSTED]),
    `-# ${say.WHAT_TO_DO_NEXT}`,
  ]);
}

/** Where that is all so already. */
export function alreadySetUp(place: Place): Reply {
  return notice([say.alreadySetUp(inPlace(place))]);
}

/** For everybody in the channel: what comes there from now on. */
export function setUpNote(
  topics: readonly string[],
  { userId, next }: { userId: string; next: Temporal.Instant | null },
): Reply {
  return notice([
    say.willBePosted(names(topics)),
    ...(next === null ? [] : [say.firstDigestComes(moments(next))]),
    `-# ${say.setUpBy(`<@${userId}>`)}`,
  ]);
}

function names(topics: readonly string[]): string[] {
  return topics.map((topic) => `*${shownName(topic)}*`);
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
    row([
      go,
      ...(back === null ? [] : [button(say.labels.goBack, back)]),
      button(say.labels.cancel, cancel),
    ]),
  ];
  return reply([container(parts)]);
}

function notice(lines: string[]): Reply {
  return reply([container([text(lines.join("\n"))])]);
}

import { isDeepStrictEqual } from "node:util";
import type { Book } from "../book.ts";
import type { Channel } from "../digest.ts";
import { settledByChange } from "../next.ts";
import type { DigestSettings } from "../settings.ts";
import * as say from "./wording.ts";

type OfChannels = Pick<Book, "subscriptions" | "history">;

/** Runs to look at for those of days that the new schedule may have again. */
const RECENT_RUNS = 5;

/** Gives a channel other settings. What is due stays due, unless its time is another now. */
export async function changeSettings(
  channel: Channel,
  wanted: DigestSettings,
  { subscriptions, history }: OfChannels,
  now: Temporal.Instant,
): Promise<Channel> {
  const { time, timeZone, days } = channel.settings;
  const isOnTime = wanted.time === time && wanted.timeZone === timeZone && wanted.days === days;
  const settledUntil = isOnTime
    ? channel.settledUntil
    : settledByChange(now, wanted, await history.runs(channel.id, RECENT_RUNS));
  const isSameRoundUp =
    wanted.timeZone === timeZone && isDeepStrictEqual(wanted.roundUp, channel.settings.roundUp);
  const roundUpAfter = isSameRoundUp ? null : now;
  await subscriptions.changeSettings(channel.id, wanted, settledUntil, roundUpAfter);
  return (await subscriptions.channel(channel.id)) ?? channel;
}

/** Ends a pause. Slots of one that somebody wanted are not made up for; what was blocked goes out late. */
export async function resumeDigests(
  { id, pause, settings }: Channel,
  { subscriptions }: OfChannels,
  now: Temporal.Instant,
): Promise<void> {
  if (pause?.why === "asked") await subscriptions.changeSettings(id, settings, now);
  await subscriptions.pause(id, null);
}

/** What is another, each in a few words: `time 17:00`. */
export function settingsChanged(before: DigestSettings, after: DigestSettings): string[] {
  const changed = NAMES.filter((name) => !isDeepStrictEqual(after[name], before[name]));
  return [...new Set(changed.map((name) => IN_WORDS[name](after)))];
}

const IN_WORDS: Record<keyof DigestSettings, (settings: DigestSettings) => string> = {
  time: ({ time }) => say.settings.time(time),
  timeZone: ({ timeZone }) => say.settings.timeZone(timeZone),
  zoneChosen: ({ timeZone }) => say.settings.timeZone(timeZone),
  days: ({ days }) => say.settings.days(days),
  most: ({ most }) => say.settings.most(most),
  order: ({ order }) => say.settings.order(order),
  keep: ({ keep }) => say.settings.keep(keep),
  quietDay: ({ quietDay }) => say.settings.quietDay[quietDay],
  roleId: ({ roleId }) => (roleId === null ? say.settings.noRole : say.settings.role),
  publish: ({ publish }) => (publish ? say.settings.publish : say.settings.noPublish),
  votes: ({ votes }) => say.settings.votes[votes ? "on" : "off"],
  taste: ({ taste }) => say.settings.taste[taste ? "on" : "off"],
  roundUp: ({ roundUp }) =>
    roundUp === null ? say.settings.noRoundUp : say.settings.roundUp(roundUp.day, roundUp.time),
  post: ({ post }) => post,
  tag: ({ tag }) => (tag === null ? say.settings.noTag : say.settings.tag(tag.name)),
  alarms: ({ alarms }) => {
    if (!alarms) return say.settings.noAlerts;
    return alarms.kind === "person" ? say.settings.alertsToPerson : say.settings.alertsToChannel;
  },
};

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the record has no other keys
const NAMES = Object.keys(IN_WORDS) as (keyof DigestSettings)[];

import { isDeepStrictEqual } from "node:util";
import type { Book } from "../book.ts";
import type { Channel } from "../digest.ts";
import { settledByChange } from "../next.ts";
import type { DigestSettings } from "../settings.ts";

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
  await subscriptions.changeSettings(channel.id, wanted, settledUntil);
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

/** What is another, each in a word or two: `time 17:00`. */
export function settingsChanged(before: DigestSettings, after: DigestSettings): string[] {
  const changed = NAMES.filter((name) => !isDeepStrictEqual(after[name], before[name]));
  return [...new Set(changed.map((name) => IN_WORDS[name](after)))];
}

const IN_WORDS: Record<keyof DigestSettings, (settings: DigestSettings) => string> = {
  time: ({ time }) => `time ${time}`,
  timeZone: ({ timeZone }) => `zone ${timeZone}`,
  zoneChosen: ({ timeZone }) => `zone ${timeZone}`,
  days: ({ days }) => `days ${days}`,
  most: ({ most }) => `most ${most}`,
  order: ({ order }) => `order ${order}`,
  keep: ({ keep }) => `keep ${keep} ${keep === 1 ? "day" : "days"}`,
  quietDay: ({ quietDay }) => `quiet ${quietDay}`,
  roleId: ({ roleId }) => (roleId === null ? "no role to mention" : "a role to mention"),
  publish: ({ publish }) => (publish ? "publish" : "publish no more"),
  votes: ({ votes }) => (votes ? "votes on" : "votes off"),
  post: ({ post }) => post,
  tag: ({ tag }) => (tag === null ? "no tag" : `tag ${tag.name}`),
  alarms: ({ alarms }) => {
    if (!alarms) return "no more alerts to others";
    return alarms.kind === "person" ? "alerts to another person" : "alerts to a channel";
  },
};

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the record has no other keys
const NAMES = Object.keys(IN_WORDS) as (keyof DigestSettings)[];

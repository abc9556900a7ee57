import { LIMITS, reply } from "../layout/budget.ts";
import { escape, plainWithin } from "../layout/escape.ts";
import { moment, moments } from "../layout/moment.ts";
import { button, container, menu, rows, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import { type CommunitySettings, communityLines } from "./community-settings.ts";
import { type ForumSettings, forumLines } from "./forum-settings.ts";
import { pagesButton, publicLines, type PublicSettings } from "./public-settings.ts";
import { webhookLine, type WebhookShown } from "./webhook.ts";
import * as say from "./wording.ts";

/** What a channel chose, in the words of its settings. */
export interface ShownSettings {
  place: Place;
  /** Local, `09:00`. */
  time: string;
  timeZone: string;
  /** False while it is the default zone. */
  zoneChosen: boolean;
  days: string;
  most: number;
  order: keyof typeof say.ORDERS;
  /** Days for which a paper waits for a place. */
  keep: number;
  quietDay: keyof typeof say.QUIET_DAYS;
  /** False in a forum, where the line of a quiet day would be a post of its own. */
  hasQuietLine: boolean;
  roleId: string | null;
  /** Null where nothing can be published: in all but announcement channels. */
  publish: boolean | null;
  /** What people of a channel do with papers; null in a direct message. */
  community: CommunitySettings | null;
  /** Null in all but forums. */
  forum: ForumSettings | null;
  /** Null in a direct message. */
  pages: PublicSettings | null;
  /** Who is told when something is wrong; null in a direct message. */
  alarmsTo: {
    setUpBy: string;
    second?: { kind: "person" | "channel"; id: string } | undefined;
  } | null;
  /** Null, or left out, where there is none. */
  webhook?: WebhookShown | null;
  /** Null while none is to come. */
  next: Temporal.Instant | null;
  topics: readonly { id: number; name: string }[];
  /** Whether something of them was changed just now. */
  changed: boolean;
  ids: SettingsIds;
}

/** Settings that are changed on one card. */
export type SettingsGroup = "schedule" | "papers" | "mentions" | "posts" | "votes" | "public";

/** Custom ids of what changes the settings. */
export interface SettingsIds {
  /** Of a button that shows a card in place of this one. */
  show: (card: SettingsGroup | "overview") => string;
  /** Of a menu, or of a button for one value, by the name of the command's option. */
  set: (option: string, value?: string) => string;
  /** Of the button that opens the form of the schedule. */
  form: string;
  /** Of the menu of topics, by their ids. */
  topic: string;
}

export function settingsCard(settings: ShownSettings): Reply {
  const { place, most, order, keep, quietDay, roleId, forum, alarmsTo, ids, topics, changed } =
    settings;
  const { webhook = null } = settings;
  const lines = [
    `### ${say.digests(inPlace(place))}`,
    ...(changed ? [say.SAVED] : []),
    whenLine(settings),
    say.atMost(most),
    say.order(order),
    say.ifPapersDoNotFit(keep),
    say.onQuietDays(quietDay),
    say.mentions(roleId === null ? null : `<@&${roleId}>`),
    ...publishesLine(settings),
    ...communityLines(settings),
    ...(forum ? forumLines(forum) : []),
    ...publicLines(settings),
    ...alertsLine(settings),
    ...(webhook === null ? [] : [webhookLine(webhook)]),
    nextLine(settings),
  ];
  const buttons = [
    button(say.labels.changeSchedule, ids.show("schedule")),
    button(say.labels.changeContents, ids.show("papers")),
    ...(alarmsTo === null ? [] : [button(say.labels.changeMentions, ids.show("mentions"))]),
    ...(settings.community === null ? [] : [button(say.labels.changeVotes, ids.show("votes"))]),
    ...(forum === null ? [] : [button(say.labels.changePosts, ids.show("posts"))]),
    ...(settings.pages === null ? [] : [button(say.labels.changePublic, ids.show("public"))]),
    ...(settings.pages === null ? [] : pagesButton(settings.pages, place)),
  ];
  const parts = [text(lines.join("\n")), ...rows(buttons), ...topicMenu(topics, ids)];
  return reply([container(parts)]);
}

function topicMenu(topics: ShownSettings["topics"], { topic }: SettingsIds) {
  if (topics.length === 0) return [];
  const names = topics.map(({ id, name }) => [
    id,
    plainWithin(name, LIMITS.optionLabel) || say.UNNAMED_TOPIC,
  ]);
  return [menu(topic, Object.fromEntries(names), { placeholder: say.labels.changeTopic })];
}

export function whenLine({ days, time, timeZone, zoneChosen }: ShownSettings): string {
  const zone = escape(timeZone, 60);
  return say.comesWhen(say.ON_DAYS[days] ?? days, time, zoneChosen ? zone : say.defaultZone(zone));
}

export function nextLine({ next }: ShownSettings): string {
  return `-# ${next === null ? say.NO_DIGEST_SCHEDULED : say.nextDigest(moments(next))}`;
}

export function publishesLine({ publish }: ShownSettings): string[] {
  return publish === null ? [] : [say.publishes(publish)];
}

export function alertsLine({ alarmsTo }: ShownSettings): string[] {
  if (alarmsTo === null) return [];
  const { setUpBy, second } = alarmsTo;
  const others = second ? [second.kind === "person" ? `<@${second.id}>` : `<#${second.id}>`] : [];
  const all = setUpBy === "" ? others : [`<@${setUpBy}>`, ...others];
  return all.length === 0 ? [say.ALERTS_GO_TO_NOBODY] : [say.alertsGoTo(all)];
}

export interface NewPause {
  /** Null: until somebody resumes. */
  until: Temporal.Instant | null;
  /** The first digest afterwards; null where none is to come. */
  next: Temporal.Instant | null;
  /** Whether that is the one which would come next without the pause, too. */
  skipsNone: boolean;
}

export function pausedNotice(place: Place, { until, next, skipsNone }: NewPause): Reply {
  const lines =
    until === null
      ? [say.paused(inPlace(place))]
      : [say.pausedUntil(inPlace(place), moments(until))];
  if (next !== null && skipsNone) lines.push(say.skipsNone(moment(next, "F")));
  else {
    if (next !== null) lines.push(say.nextOneComes(moment(next, "F")));
    lines.push(`-# ${say.PAPERS_WAIT}`);
  }
  return reply([container([text(lines.join("\n"))])]);
}

export function resumedNotice(place: Place, next: Temporal.Instant | null): Reply {
  const lines = [
    say.resumed(inPlace(place)),
    ...(next === null ? [] : [say.nextOneComes(moments(next))]),
  ];
  return reply([container([text(lines.join("\n"))])]);
}

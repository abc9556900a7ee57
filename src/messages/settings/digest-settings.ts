import { LIMITS, reply } from "../layout/budget.ts";
import { escape, plainWithin } from "../layout/escape.ts";
import { moment, moments } from "../layout/moment.ts";
import { button, container, menu, row, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import { counted, listed } from "../layout/wording.ts";
import { type CommunitySettings, communityLines } from "./community-settings.ts";
import { type ForumSettings, forumLines } from "./forum-settings.ts";

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
  order: keyof typeof ORDER;
  /** Days for which a paper waits for a place. */
  keep: number;
  quietDay: "nothing" | "one line" | "archive";
  /** False in a forum, where the line of a quiet day would be a post of its own. */
  hasQuietLine: boolean;
  roleId: string | null;
  /** Null where nothing can be published: in all but announcement channels. */
  publish: boolean | null;
  /** What people of a channel do with papers; null in a direct message. */
  community: CommunitySettings | null;
  /** Null in all but forums. */
  forum: ForumSettings | null;
  /** Who is told when something is wrong; null in a direct message. */
  alarmsTo: {
    setUpBy: string;
    second?: { kind: "person" | "channel"; id: string } | undefined;
  } | null;
  /** Null while none is to come. */
  next: Temporal.Instant | null;
  topics: readonly { id: number; name: string }[];
  /** Whether something of them was changed just now. */
  changed: boolean;
  ids: SettingsIds;
}

/** Settings that are changed on one card. */
export type SettingsGroup = "schedule" | "papers" | "mentions" | "posts" | "votes";

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
  const lines = [
    `### Digests ${inPlace(place)}`,
    ...(changed ? ["Saved."] : []),
    whenLine(settings),
    `**At most** ${counted(most, "paper")} in a digest`,
    `**Order** ${ORDER[order]}`,
    `**If papers don't fit** ${restLine(keep)}`,
    `**When nothing is new** ${QUIET[quietDay]}`,
    `**Mentions** ${roleId === null ? "nobody" : `<@&${roleId}>`}`,
    ...publishesLine(settings),
    ...communityLines(settings),
    ...(forum ? forumLines(forum) : []),
    ...alertsLine(settings),
    nextLine(settings),
  ];
  const buttons = [
    button("Change schedule", ids.show("schedule")),
    button("Change contents", ids.show("papers")),
    ...(alarmsTo === null ? [] : [button("Change mentions", ids.show("mentions"))]),
    ...(settings.community === null ? [] : [button("Change votes", ids.show("votes"))]),
    ...(forum === null ? [] : [button("Change posts", ids.show("posts"))]),
  ];
  return reply([container([text(lines.join("\n")), row(buttons), ...topicMenu(topics, ids)])]);
}

function topicMenu(topics: ShownSettings["topics"], { topic }: SettingsIds) {
  if (topics.length === 0) return [];
  const names = topics.map(({ id, name }) => [
    id,
    plainWithin(name, LIMITS.optionLabel) || "Unnamed topic",
  ]);
  return [menu(topic, Object.fromEntries(names), { placeholder: "Change a topic" })];
}

export function whenLine({ days, time, timeZone, zoneChosen }: ShownSettings): string {
  const onDays = WHEN[days] ?? `on ${capital(days)}s`;
  return `**When** ${onDays} at ${time}, ${escape(timeZone, 60)}${zoneChosen ? "" : " (default)"}`;
}

export function nextLine({ next }: ShownSettings): string {
  return next === null ? "-# No digest is scheduled" : `-# Next digest ${moments(next)}`;
}

export function publishesLine({ publish }: ShownSettings): string[] {
  if (publish === null) return [];
  return [`**Publishes** ${publish ? "yes, to channels that follow this one" : "no"}`];
}

export function alertsLine({ alarmsTo }: ShownSettings): string[] {
  if (alarmsTo === null) return [];
  const { setUpBy, second } = alarmsTo;
  const others = second ? [second.kind === "person" ? `<@${second.id}>` : `<#${second.id}>`] : [];
  return [`**Alerts** about problems go to ${listed([`<@${setUpBy}>`, ...others])}`];
}

const WHEN: Record<string, string> = { daily: "every day", weekdays: "Monday to Friday" };

const ORDER = {
  balanced: "balanced: good matches, upvotes and new papers",
  "best match": "best matches first",
  newest: "newest first",
  "most upvoted": "most upvoted first",
};

/** What becomes of papers for which there is no place. */
function restLine(keep: number): string {
  if (keep === 0) return "they go to `/paper missed`";
  return `they wait up to ${counted(keep, "day")}, then go to \`/paper missed\``;
}

const QUIET = {
  nothing: "nothing is posted",
  "one line": "a one-line note",
  archive: "papers from the archive that weren't posted here before",
};

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
      ? [`Digests ${inPlace(place)} are paused. Use \`/digest resume\` to start them again.`]
      : [`Digests ${inPlace(place)} are paused until ${moments(until)}.`];
  if (next !== null && skipsNone)
    lines.push(`This doesn't skip a digest: the next one comes ${moment(next, "F")} anyway.`);
  else {
    if (next !== null) lines.push(`The next one comes ${moment(next, "F")}.`);
    lines.push("-# New papers wait for the first digest after the pause");
  }
  return reply([container([text(lines.join("\n"))])]);
}

export function resumedNotice(place: Place, next: Temporal.Instant | null): Reply {
  const lines = [
    `Digests ${inPlace(place)} are back on.`,
    ...(next === null ? [] : [`The next one comes ${moments(next)}.`]),
  ];
  return reply([container([text(lines.join("\n"))])]);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

import { counted, listed, many } from "../layout/wording.ts";

// Names, topics and times come as they are to be shown: escaped, and as Discord's timestamps.

export const labels = {
  cancel: "Cancel",
  goBack: "Go back",
  changeSchedule: "Change schedule",
  changeContents: "Change contents",
  changeMentions: "Change mentions",
  changeVotes: "Change votes",
  changePosts: "Change posts",
  changePublic: "Change public pages",
  openPages: "See public pages",
  openAnyway: "Show them to everyone",
  changeTopic: "Change a topic",
  changeZone: "Change time zone",
  timeZone: "Time zone",
  time: "Time",
  chooseRole: "Choose a role",
  stopMentioning: "Stop mentioning it",
  stopPublishing: "Stop publishing",
  startPublishing: "Start publishing",
  chooseTopics: "Choose topics",
  chooseTime: "Choose a time",
  chooseChannel: "Choose a channel",
  startDigests: "Start digests",
  copy: "Copy",
  import: "Import",
  sendTest: "Send a test",
  showSettings: "See settings",
};

/** What can be chosen, by what it is called in settings: in the menus of the card and in the command's options. */
export const DAYS = {
  daily: "Every day",
  weekdays: "Monday to Friday",
  monday: "Mondays",
  tuesday: "Tuesdays",
  wednesday: "Wednesdays",
  thursday: "Thursdays",
  friday: "Fridays",
  saturday: "Saturdays",
  sunday: "Sundays",
};

export const QUIET_DAYS = {
  nothing: "Nothing",
  "one line": "One line that says so",
  archive: "Papers from the archive",
};

export const ORDERS = {
  balanced: "Balanced: match, upvotes and date",
  "best match": "Best match",
  newest: "Newest",
  "most upvoted": "Most upvoted",
};

export const POSTS = {
  "new post each day": "New post each day",
  "one running post": "One running post",
};

export const SWITCH = { on: "On", off: "Off" };

export const PUBLIC = {
  off: "Off",
  on: "On, for digests from now on",
  past: "On, for past digests too",
};

export const NOT_PUBLIC = "**Public pages** off";

/** `since` null where past digests are shown too. */
export function publicSince(since: string | null): string {
  return `**Public pages** on, ${since === null ? "with past digests" : `for digests since ${since}`}`;
}

export const ASK_FOR_THE_ADDRESS = "Ask whoever runs Paperboy for the address";
export const PAGES_ARE_WIDER =
  "Anyone can read them, even though not everyone in this server can view this channel";
export const WHAT_PAGES_SHOW =
  "Pages and feeds outside Discord show this channel's name, its server's name and its digests, but no people and no votes";

export function openIt(inPlace: string): string {
  return `Make digests ${inPlace} public?`;
}

export const NOT_EVERYBODY_SEES =
  "Not everyone in this server can view this channel, but anyone on the web could read its digests.";

export const ROUND_UPS = {
  off: "Off",
  monday: "Mondays",
  tuesday: "Tuesdays",
  wednesday: "Wednesdays",
  thursday: "Thursdays",
  friday: "Fridays",
  saturday: "Saturdays",
  sunday: "Sundays",
};

export const WEEKLY_ROUND_UP = "Weekly round-up";
export const ROUND_UP_TIME = "Time of the round-up";

/** Null where there is none. */
export function roundUp(weekly: { day: keyof typeof ROUND_UPS; time: string } | null): string {
  return `**Weekly round-up** ${weekly === null ? "off" : `on ${ROUND_UPS[weekly.day]} at ${weekly.time}`}`;
}

export const VOTES = "Votes";
export const VOTE_BUTTONS = "Vote buttons";

export const votes = (isOn: boolean) =>
  `**Votes** ${isOn ? "on, with a button on each paper" : "off"}`;

export const TASTE = "Taste: papers like those people here voted for come a little earlier";

export function taste({
  votes: hasVotes,
  taste: isOn,
}: {
  votes: boolean;
  taste: boolean;
}): string {
  if (!isOn) return "**Taste** off";
  if (!hasVotes) return "**Taste** on, once votes are on";
  return "**Taste** on: papers like those people here voted for come a little earlier";
}

// A webhook. `host` is all that people see of where it is.

export function webhook(host: string): string {
  return `**Webhook** ${host}`;
}

export function webhookTook(host: string, when: string): string {
  return `**Webhook** ${host}: the digest of ${when} was delivered`;
}

export function webhookWaits(host: string, why: string, next: string): string {
  return `**Webhook** ${host}: ${why}. Next try ${next}`;
}

export function webhookMissed(host: string, when: string, why: string): string {
  return `**Webhook** ${host}: the digest of ${when} wasn't delivered, because ${why}`;
}

export function webhookIsOff(host: string, why: string): string {
  return `**Webhook** ${host}, turned off: ${why}. Use \`/digest settings webhook:\` to turn it on again`;
}

export const WEBHOOK_TROUBLES = {
  refused: "the receiver rejects it",
  later: "the receiver can't be reached or has a problem",
  outage: "nothing can be sent at the moment",
  invalid: "it couldn't be sent as it is",
  "too late": "it waited too long",
};

export const WEBHOOK_ENDS = {
  refused: "the receiver accepted nothing for 3 days",
  "no access": "it has no access any more",
  unwanted: "the receiver asked to stop (HTTP 410)",
};

export function sentTo(host: string): string {
  return `From the next digest on, each one is also sent to **${host}**. Paperboy never shows the rest of the address.`;
}

export function secret(words: string): string {
  return `**Secret** \`${words}\`\n-# Shown only once. Add it to the receiver, so it can verify that digests come from Paperboy. If you lose it, set the webhook again.`;
}

export const TEST_TAKEN = "The receiver accepted a test.";

export function testRefused(status: number): string {
  return `The receiver answered a test with HTTP ${status}. If it checks signatures, give it the secret first and send another test.`;
}

/** `why` as a clause. */
export function testFailed(why: string): string {
  return `A test didn't arrive: ${why}. Paperboy will still send digests.`;
}

export const WHY_NO_ANSWER = {
  "too slow": "the receiver didn't answer within 8 seconds",
  unreachable: "the receiver can't be reached",
  insecure: "the receiver's certificate isn't trusted",
};

// The card of the settings.

export const SAVED = "Saved.";
export const UNNAMED_TOPIC = "Unnamed topic";

export function digests(inPlace: string): string {
  return `Digests ${inPlace}`;
}

/** `days`: one of `ON_DAYS`. */
export function comesWhen(days: string, time: string, zone: string): string {
  return `**When** ${days} at ${time}, ${zone}`;
}

export function defaultZone(zone: string): string {
  return `${zone} (default)`;
}

export const ON_DAYS: Record<string, string> = {
  daily: "every day",
  weekdays: "Monday to Friday",
  monday: "on Mondays",
  tuesday: "on Tuesdays",
  wednesday: "on Wednesdays",
  thursday: "on Thursdays",
  friday: "on Fridays",
  saturday: "on Saturdays",
  sunday: "on Sundays",
};

export function atMost(most: number): string {
  return `**At most** ${counted(most, "paper")} in a digest`;
}

export function order(chosen: keyof typeof ORDERS): string {
  return `**Order** ${ORDERS_IN_WORDS[chosen]}`;
}

export const ORDERS_IN_WORDS = {
  balanced: "balanced: good matches, upvotes and new papers",
  "best match": "best matches first",
  newest: "newest first",
  "most upvoted": "most upvoted first",
};

/** `days`: how long papers wait for a place. */
export function ifPapersDoNotFit(days: number): string {
  return days === 0
    ? "**If papers don't fit** they go to `/paper missed`"
    : `**If papers don't fit** they wait up to ${counted(days, "day")}, then go to \`/paper missed\``;
}

export function onQuietDays(chosen: keyof typeof QUIET_DAYS): string {
  return `**When nothing is new** ${QUIET_DAYS_IN_WORDS[chosen]}`;
}

const QUIET_DAYS_IN_WORDS = {
  nothing: "nothing is posted",
  "one line": "a one-line note",
  archive: "papers from the archive that weren't posted here before",
};

/** `role` null for nobody. */
export function mentions(role: string | null): string {
  return `**Mentions** ${role ?? "nobody"}`;
}

export function publishes(isSo: boolean): string {
  return `**Publishes** ${isSo ? "yes, to channels that follow this one" : "no"}`;
}

export function alertsGoTo(whom: readonly string[]): string {
  return `**Alerts** about problems go to ${listed(whom)}`;
}

export const ALERTS_GO_TO_NOBODY = "**Alerts** about problems go to nobody";

export const NO_DIGEST_SCHEDULED = "No digest is scheduled";

export function nextDigest(when: string): string {
  return `Next digest ${when}`;
}

export function posts(chosen: keyof typeof POSTS): string {
  return `**Posts** ${POSTS_IN_WORDS[chosen]}`;
}

const POSTS_IN_WORDS = {
  "new post each day": "a new one each day",
  "one running post": "one that goes on; a new one when it's closed, locked or deleted",
};

export const NO_TAG = "none";

/** `because`: why it is not the one that was chosen; empty where it is. */
export function tag(name: string, because: readonly string[]): string {
  return `**Tag** ${name}${because.length > 0 ? `, because ${because.join(" and ")}` : ""}`;
}

export function tagIsGone(name: string): string {
  return `*${name}* can't be used any more`;
}

export const TAG_IS_REQUIRED = "this forum requires one";

// Cards that change some of the settings.

/** Headings, which go on with where digests come. */
export const GROUPS = {
  schedule: "Digest schedule",
  papers: "Digest contents",
  mentions: "Mentions and alerts",
  posts: "Posts",
  public: "Public pages",
};

/** Above each menu. */
export const MENUS = {
  days: "Days",
  time: "Time",
  most: "At most",
  order: "Which papers come first",
  keep: "If papers don't fit",
  quiet: "When nothing is new, post",
  role: "Role to mention",
  post: "Where digests go",
  public: "Pages outside Discord",
  tag: "Tag of new posts",
};

export function papers(count: number): string {
  return counted(count, "paper");
}

export function keepFor(days: number): string {
  return days === 0 ? "Don't keep them" : `Keep them for up to ${counted(days, "day")}`;
}

export const ALERT_OTHERS =
  "Use `/digest settings` with `alarms-person` or `alarms-channel` to alert someone else too";

export const ZONE_FIELD = "A city, a country or an offset, such as Munich or UTC+8";
export const TIME_FIELD = "Time of day there, such as 9, 09:00 or 9am";

// Pauses.

export function paused(inPlace: string): string {
  return `Digests ${inPlace} are paused. Use \`/digest resume\` to start them again.`;
}

export function pausedUntil(inPlace: string, until: string): string {
  return `Digests ${inPlace} are paused until ${until}.`;
}

export function skipsNone(when: string): string {
  return `This doesn't skip a digest: the next one comes ${when} anyway.`;
}

export function nextOneComes(when: string): string {
  return `The next one comes ${when}.`;
}

export const PAPERS_WAIT = "New papers wait for the first digest after the pause";

export function resumed(inPlace: string): string {
  return `Digests ${inPlace} are back on.`;
}

// Setting up the first digest.

export const WHICH_TOPICS =
  "These are common in Paperboy's library. New papers on the ones you choose come once a day.";
export const MORE_TOPICS_LATER = "Use `/digest subscribe` later to add topics of your own";

export function everyDayAtThisTime(zone: string): string {
  return `Digests come every day at this time, ${zone}.`;
}

export const OTHER_TIMES_LATER = "Use `/digest settings` later to change the time zone or the days";

/** `zone` is that of `time`. */
export function whatComes(
  topics: readonly string[],
  { time, zone, inPlace }: { time: string; zone: string; inPlace: string },
): string {
  return `New papers on ${listed(topics)} come every day at ${time}, ${zone}, ${inPlace}.`;
}

export const A_NOTE_IS_POSTED = "Paperboy posts a short note there to say so";

export function setUp(inPlace: string): string {
  return `Digests are set up ${inPlace}.`;
}

export const PAUSED_THERE = "Digests are paused there.";

export function firstOneComes(when: string): string {
  return `The first one comes ${when}.`;
}

export const NO_NOTE_POSTED = "Paperboy couldn't post a note there.";
export const WHAT_TO_DO_NEXT =
  "Use `/digest preview` to see it now, or `/digest settings` to change when it comes";

export function alreadySetUp(inPlace: string): string {
  return `These topics already come ${inPlace} at that time. Nothing was changed.`;
}

export function willBePosted(topics: readonly string[]): string {
  return `New papers on ${listed(topics)} will be posted here.`;
}

export function firstDigestComes(when: string): string {
  return `The first digest comes ${when}.`;
}

export function setUpBy(person: string): string {
  return `Set up by ${person}. Use \`/paper topics\` to see all topics`;
}

// Changes, and who made them.

export const CHANGES = "Changes";
export const NO_CHANGES_YET =
  "No changes yet. They show up here when someone uses a `/digest` command.";
export const PAPERBOY = "Paperboy";
export const A_FORMER_USER = "a former user";

/** `channel` null in a direct message. */
export function change(
  did: string,
  { when, who, channel }: { when: string; who: string; channel: string | null },
): string {
  return `${when} ${who}${channel === null ? "" : ` in ${channel}`}: ${did}`;
}

export function of(range: string, total: number): string {
  return `${range} of ${many(total)}`;
}

// Copies, exports and imports.

export function copyTo(from: string, to: string): string {
  return `Copy from ${from} to ${to}?`;
}

export function copiedTo(from: string, to: string): string {
  return `Copied from ${from} to ${to}`;
}

export function nothingToCopy(from: string): string {
  return `Nothing to copy from ${from}`;
}

export const CANNOT_BE_COPIED = "Can't be copied";
export const COULD_NOT_BE_COPIED = "Couldn't be copied";
export const COPY_REMOVES_NOTHING =
  "Nothing is removed, and topics that are already there stay. New topics start with papers from now on";
export const SEE_WHAT_WAS_COPIED = "Use `/digest preview` to see the next digest there";
export const ALL_THERE_ALREADY = "Its topics and settings are all there already";

export function exported(topics: number, where: string): string {
  return `Exported ${counted(topics, "topic")} ${where}`;
}

export function inChannels(count: number): string {
  return `in ${counted(count, "channel")}`;
}

export const WHAT_IS_IN_THE_FILE = "The file has topics and settings, but not what was posted.";
export const HOW_TO_IMPORT = "Use `/digest import` to bring them back here, or to another server";
export const TOO_LARGE_TO_IMPORT =
  "The file is too large for `/digest import`. Export channels one by one instead";

export function importInto(channels: number): string {
  return `Import into ${counted(channels, "channel")}?`;
}

export function importedInto(channels: number): string {
  return `Imported into ${counted(channels, "channel")}`;
}

export const NOTHING_TO_IMPORT = "Nothing to import";
export const CANNOT_BE_IMPORTED = "Can't be imported";
export const COULD_NOT_BE_IMPORTED = "Couldn't be imported";
export const IMPORT_REMOVES_NOTHING =
  "Nothing is removed. New topics start with papers from now on";
export const SEE_WHAT_WAS_IMPORTED =
  "Use `/digest list` to see every channel and when its next digest comes";
export const ALL_HERE_ALREADY = "Topics and settings that are already here stay as they are";

export const NOTHING_CHANGED = "Cancelled. Nothing was changed.";

export function moreLinesInFile(count: number): string {
  return `${counted(count, "more line")} in the file`;
}

export function nothingChangesIn(channels: number, areOthers: boolean): string {
  return `Nothing changes in ${counted(channels, areOthers ? "other channel" : "channel")}`;
}

/** Before what a transfer does to a channel, or did; the last goes on with `ENDED_DIGESTS`. */
export const VERBS = {
  planned: { add: "adds", change: "changes", set: "sets", restart: "restarts" },
  done: { add: "added", change: "changed", set: "set", restart: "restarted" },
};
export const ENDED_DIGESTS = "digests, which had ended";

/** A channel in a text file, where ids have no names. */
export function channelById(id: string): string {
  return `Channel ${id}`;
}

// Feeds.

export const FEEDS = "Feeds";
export const NO_FEEDS =
  "No feeds yet. Use `/source add` to read a journal, lab, conference or blog.";

export function feedAt(name: string, host: string): string {
  return `${name} (${host})`;
}

export function ofSettings(host: string): string {
  return `${host} · in the setting PAPERBOY_FEEDS`;
}

export function andMoreFeeds(count: number): string {
  return `… and ${many(count)} more`;
}

export function feedAdded(feed: string, items: number): string {
  const archive =
    items === 0
      ? "It's empty now"
      : `It shows ${counted(items, "item")} now, which go to the archive unless they're from the last 2 days`;
  return `Added ${feed}. ${archive}. Paperboy reads it once an hour, and what's added to it counts as new.`;
}

export function feedKnown(feed: string): string {
  return `Paperboy reads ${feed} already. Use \`/source list\` to see how it's doing.`;
}

export function feedRemoved(feed: string): string {
  return `Removed ${feed}. The papers it brought stay in the library.`;
}

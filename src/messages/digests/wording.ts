import { counted, listed, many } from "../layout/wording.ts";

// Names, topics and times come as they are to be shown: escaped, and as Discord's timestamps.

export const labels = {
  showMore: (papers: number) => `Show ${many(papers)} more`,
  nothingNew: "Nothing new",
  sendNow: "Send now",
  sendAndMention: "Send and mention the role",
  sendWithoutMention: "Send without mention",
  cancel: "Cancel",
};

// A digest.

/** What a digest is called, by where its papers are from. */
export const TITLES = {
  new: "New papers",
  archive: "From the archive",
  best: "From the archive",
};

/** Why its papers are not new. */
export const WHY_OLD = {
  new: null,
  archive:
    "Nothing new today, so here are papers from the archive that weren't posted here before.",
  best: "To start with, here are the best matches from the library.",
};

/** `what` people voted for: words and authors. */
export function likedHere(what: readonly string[]): string {
  return `People here liked: ${what.join(", ")}`;
}

export function late(when: string): string {
  return `This digest is late. It was due ${when}.`;
}

export const HOW_TO_STOP =
  "You're subscribed to these digests. Use `/digest unsubscribe` to stop them, or `/digest pause` to take a break.";

export function nothingNewOn(names: readonly string[]): string {
  return `nothing new on ${listed(names)}.`;
}

export function moreTopics(count: number): string {
  return `${count} more topics`;
}

export function moreWaiting(papers: number): string {
  return `${many(papers)} more waiting`;
}

export function missedThisWeek(papers: number): string {
  return `${many(papers)} missed this week`;
}

// Why a paper is in it.

export const GRADES = { strong: "Strong", good: "Good", weak: "Weak" };

/** Where a paper mentions a topic, in the order in which that is told. */
export const FIELDS = [
  ["title", "the title"],
  ["text", "the text"],
  ["organisation", "the organisation"],
] as const;

/** `topic` null where a heading names it. */
export function fitsEveryFilter(topic: string | null): string {
  return `Fits every filter${topic === null ? "" : ` of ${topic}`}`;
}

export function match(
  grade: keyof typeof GRADES,
  { topic, places, words }: { topic: string | null; places: readonly string[]; words: string },
): string {
  const about = topic === null ? "" : ` for ${topic}`;
  const where = places.length > 0 ? ` in ${listed(places)}` : "";
  return `${GRADES[grade]} match${about}${where}${words === "" ? "" : `: ${words}`}`;
}

export function attention(upvotes: number, days: number): string {
  return `${counted(upvotes, "upvote")} in its first ${days <= 1 ? "day" : `${days} days`}`;
}

export const ROUND_UP = {
  title: "Round-up of the week",
  run: "weekly round-up",
  voted: "Most voted",
  discussed: "Most discussed",
  unseen: "No one has looked at these yet",
};

export function votesThisWeek(votes: number): string {
  return `${counted(votes, "vote")} this week`;
}

export function messagesAbout(messages: number): string {
  return `${counted(messages, "message")} in its discussion`;
}

export function votesHere(votes: number): string {
  return `${counted(votes, "vote")} here`;
}

/** A topic of which nothing can be seen. */
export const THIS_TOPIC = "this topic";

// A preview, and sending by hand.

export function preview(inPlace: string, when: string): string {
  return `Preview of the next digest ${inPlace}, ${when}`;
}

export const PAUSED_FOR_NOW = "paused for now";

export function due(when: string): string {
  return `due ${when}`;
}

export function whichMessage(number: number, count: number): string {
  return `message ${number} of ${count}`;
}

export const NOTHING_TO_POST =
  "There's nothing new, so nothing would be posted. `/digest settings quiet:` can change that.";

export function filtered(papers: number): string {
  const matching = papers === 1 ? "matches a topic, but isn't" : "match a topic, but aren't";
  return `${counted(papers, "new paper")} ${matching} what it gets. \`/digest topic\` changes that`;
}

export function sendNow(inPlace: string): string {
  return `Send a digest ${inPlace} now?`;
}

export function mentions(role: string): string {
  return `It mentions ${role}, so everyone with that role gets a notification.`;
}

export const NOTHING_SENT = "Cancelled. Nothing was sent.";

// Papers that wait, and that were missed.

export const NOTHING_WAITS =
  "No papers are waiting. These were in a later digest, or they're in `/paper missed`.";

export function waiting(papers: number): string {
  return `${counted(papers, "paper")} waiting for the next digest`;
}

export function of(range: string, total: number): string {
  return `${range} of ${many(total)}`;
}

export function nothingMissed(inPlace: string, days: number): string {
  return `No papers were missed ${inPlace} ${inTheLast(days)}.`;
}

export function missed(papers: number, days: number): string {
  return `${counted(papers, "paper")} missed ${inTheLast(days)}`;
}

export function whyMissed(inPlace: string): string {
  return `They match topics ${inPlace}, but didn't fit in a digest in time`;
}

export function missedAt(when: string): string {
  return `missed ${when}`;
}

function inTheLast(days: number): string {
  return `in the last ${counted(days, "day")}`;
}

// How digests went.

export const SOURCES = "Sources";
export const LAST_DIGESTS = "Last digests";
export const NONE_YET = "None yet";

export function digests(inPlace: string): string {
  return `Digests ${inPlace}`;
}

export function digest(inPlace: string): string {
  return `Digest ${inPlace}`;
}

export function next(when: string): string {
  return `Next: ${when}`;
}

export function topics(count: number): string {
  return counted(count, "topic");
}

export function newPapersWaiting(count: number): string {
  return `${counted(count, "new paper")} waiting`;
}

/** What became of a digest that somebody sent, by its outcome. */
export const BECAME: Record<string, string> = {
  planned: "The digest is on its way.",
  sending: "The digest is on its way.",
  sent: "Digest sent.",
  "sent late": "Digest sent.",
  "nothing new": "There's nothing new.",
  "partly sent": "Part of the digest was sent.",
  blocked: "The digest can't be posted there yet. Paperboy will post it as soon as it can.",
  failed: "The digest couldn't be sent.",
};

export function becameSomethingElse(outcome: string): string {
  return `Its status is ${outcome}.`;
}

export const ARCHIVE_WAS_SENT = "There is nothing new. Papers from the archive were sent instead.";
export const BEST_WERE_SENT = "The best matches so far are posted.";
export const NOTHING_POSTED = "Nothing was posted.";
export const GOES_ON =
  "Discord is slow right now, so Paperboy keeps trying in the background. Use `/digest status` to see how it went.";
export const TRIES_FOR_AN_HOUR =
  "Discord is having trouble with it, so Paperboy will keep trying for up to an hour. Use `/digest status` to see how it went.";

/** Outcomes in a line of several parts. */
export const OUTCOMES: Record<string, string> = {
  planned: "planned",
  sending: "sending",
  sent: "sent",
  "sent late": "sent late",
  "nothing new": "nothing new",
  "partly sent": "partly sent",
  blocked: "blocked",
  failed: "failed",
};

export const FROM_THE_ARCHIVE = "from the archive";
export const ON_REQUEST = "sent on request";

export function papersSent(sent: number, planned: number): string {
  const all = counted(planned, "paper");
  return sent < planned ? `${sent} of ${all}` : all;
}

/** A clause about what is in the way. */
export function blockedBy(what: string): string {
  return `Blocked: **${what}**. The digest will be posted once that's over.`;
}

export function blockedWithout(permission: string): string {
  return `Blocked: Paperboy needs **${permission}**. The digest will be posted once that's fixed.`;
}

export const PAUSED = "Paused. Use `/digest resume` to start digests again.";

export function pausedUntil(when: string): string {
  return `Paused until ${when}.`;
}

// How sources are doing.

export const STATES = {
  fresh: "up to date",
  quiet: "quiet",
  stale: "out of date",
  truncated: "incomplete",
  failing: "failing",
  unread: "not read yet",
  reading: "being read",
};

export function inState(count: number, state: string): string {
  return `${many(count)} ${state}`;
}

export function andMoreSources(count: number, states: string): string {
  return `… and ${many(count)} more: ${states}`;
}

export function sources(count: number, states: string): string {
  return `${counted(count, "source")}: ${states}`;
}

export function sourcesAll(count: number, state: string): string {
  return `${counted(count, "source")}, ${count > 1 ? "all " : ""}${state}`;
}

export function since(state: string, when: string): string {
  return `${state} since ${when}`;
}

export const NEVER_FULLY_READ = "never fully read";

export function read(when: string): string {
  return `read ${when}`;
}

export function lastFullyRead(when: string): string {
  return `last fully read ${when}`;
}

export function newestListing(day: string): string {
  return `newest listing from ${day}`;
}

// Alerts about problems.

/** Why somebody gets an alert, and how to stop that. */
export const WHY_YOU = {
  "set up":
    "You're getting this because you set up that digest. Use `/digest unsubscribe` in that server to stop it.",
  "second person":
    "You're getting this because someone in that server picked you for alerts. Ask them to use `/digest settings no-alarms` to stop it.",
  channel:
    "This channel gets alerts because of `/digest settings alarms-channel`. Use `no-alarms` there to stop them.",
};

export function cannotBePosted(channel: string, why: string): string {
  return `The digest for ${channel} can't be posted: ${why}.`;
}

export const POSTED_ONCE_FIXED =
  "Paperboy will post it as soon as this is fixed, and remind you in a week if it isn't.";

export function needsPermission(permission: string): string {
  return `Paperboy needs the permission **${permission}**`;
}

export function until(why: string, when: string): string {
  return `${why}, until ${when}`;
}

export const REMOVE_THE_TIMEOUT = "A moderator can remove the timeout sooner.";

export function unlockTheThread(steps: string): string {
  return `Unlock the thread, or allow Paperboy **Manage Threads**: ${steps}.`;
}

export function toFixThis(steps: string): string {
  return `To fix this: ${steps}.`;
}

export function gaveUp(channel: string): string {
  return `Discord didn't accept the digest for ${channel}, so Paperboy has stopped trying for now.`;
}

export const IN_THE_NEXT_DIGEST =
  "Its papers will be in the next digest. Use `/digest status` for details.";
export const OTHERS_TOO = "Other channels may be affected too. Use `/digest list` to see them all.";
export const NO_SECOND_ALERT = "You won't get this alert again until a digest has gone through.";

export function leftOut(channel: string, papers: number): string {
  return `Discord didn't accept ${counted(papers, "paper")} of the digest for ${channel}, so the rest was posted without ${papers === 1 ? "it" : "them"}.`;
}

export const SEE_WHAT_WAS_LEFT_OUT = "Use `/digest status` to see what was left out.";

export function webhookEnded(channel: string, host: string, why: string): string {
  return `Digests of ${channel} are no longer sent to the webhook at **${host}**: ${why}.`;
}

export const SET_THE_WEBHOOK_AGAIN =
  "They're still posted in the channel. Use `/digest settings webhook:` there to turn it on again.";

export function webhookLostDigest(channel: string, host: string): string {
  return `A digest of ${channel} couldn't be delivered to the webhook at **${host}** for 3 days, so Paperboy gave it up.`;
}

export const CHECK_THE_WEBHOOK =
  "Later digests are still sent to it, and all are posted in the channel. Use `/digest settings webhook:` there to change the address.";
export const NO_SECOND_ALERT_OF_IT = "You won't get this alert again until one has been delivered.";

export function roleDeleted(channel: string): string {
  return `The role mentioned by the digest in ${channel} was deleted.`;
}

export const MENTIONS_NOBODY_NOW =
  "Digests are still posted there but don't mention anyone. Use `/digest settings role:` to pick another role.";

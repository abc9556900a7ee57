import { counted, many } from "../../../src/messages/layout/wording.ts";

// What the options of `/digest` are called, and what is wrong with what was typed. Names come as they are.

export const options = {
  time: "Time of day, such as 9, 09:00 or 9am",
  zone: "Time zone; type a city, a country or an offset, such as Munich or UTC+8",
  days: "Days to post on",
  most: "Maximum number of papers in a digest",
  order: "Which papers come first",
  keep: "Days that papers wait if they don't fit, 0 to 30",
  quiet: "What to post when there's nothing new",
  role: "Role to mention in each digest",
  noRole: "True to stop mentioning a role",
  votes: "Whether papers in this channel have a button to vote for them",
  taste: "Whether papers like those people here voted for come a little earlier",
  roundUp: "Day of a weekly round-up of the papers people voted for and discussed",
  roundUpTime: "Time of day of the round-up, such as 16, 16:00 or 4pm",
  publish: "Publish digests to channels that follow this one (announcement channels only)",
  post: "Where a forum's digests go",
  tag: "Tag for a forum's new posts, or none",
  public: "Whether anyone can read this channel's digests on public pages outside Discord",
  alarmsPerson: "Someone else to message when a digest can't be posted",
  alarmsChannel: "Channel to alert when a digest can't be posted",
  webhook: "Address that also gets each digest as JSON, such as https://example.org/hook, or off",
  noAlarms: "True to alert only the person who set up the digests",
};

/** What a topic gets. */
export const wishOptions = {
  most: "Maximum number of papers on this topic in a digest, 0 for no limit",
  match: "How much a paper has to be about the topic",
  upvotes: "Upvotes a paper needs on Hugging Face, 0 for any number",
  code: "True for papers with code only",
  hide: "Sources to hide; papers that another source lists too still come",
};

export const MATCHES = {
  "every mention": "Every mention: strong, good and weak matches",
  "strong matches": "Strong matches only",
};

/** Never all of them: a topic would get nothing. By the sources, in the order of `Wishes.hide`. */
export const HIDDEN = {
  nothing: "Nothing",
  huggingface: "Papers only on Hugging Face",
  arxiv: "Papers only on arXiv",
  pages: "Papers only on saved pages",
  feeds: "Papers only in feeds",
  "biorxiv+medrxiv": "Papers only on bioRxiv or medRxiv",
  "huggingface+arxiv": "Papers only on Hugging Face or arXiv",
  "huggingface+pages": "Papers only on Hugging Face or saved pages",
  "arxiv+pages": "Papers only on arXiv or saved pages",
} as const;

export const NO_TAG = "No tag";

// In menus.

/** `papers` null for no limit. */
export function mostOfTopic(papers: number | null): string {
  return papers === null ? "As many in a digest as fit" : `At most ${papers} in a digest`;
}

/** `upvotes` null for any number. */
export function upvotesNeeded(upvotes: number | null): string {
  return upvotes === null ? "Any number of upvotes" : `At least ${counted(upvotes, "upvote")}`;
}

export const CODE = { false: "With or without code", true: "Only with code" };

/** `what`: one of `HIDDEN`. */
export function hide(what: string): string {
  return `Hide ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
}

export const MENU_IS_OLD = "This menu no longer works.";
export const USE_TOPIC_AGAIN = "Use `/digest topic` again.";

// Webhooks.

export const ONLY_SERVERS_HAVE_WEBHOOKS = "webhook: only channels in a server can have one.";
export const WEBHOOK_OR_PUBLIC = "Set `webhook` and `public` in separate commands.";
export const NO_WEBHOOK = "This channel has no webhook.";
export const SET_A_WEBHOOK = "Use `/digest settings webhook:` to set one.";
export const NOT_A_PLACE_FOR_WEBHOOKS =
  "webhook: Paperboy only sends digests to https addresses on the public internet.";

// Options, in the form of what to do.

export const TYPE_AN_ADDRESS = "type an https address or off";

export const TYPE_A_TIME = "type a time of day, such as 9, 09:00 or 9am";
export const TYPE_A_ZONE = "type a city, a country or an offset, such as Munich or UTC+8";

export function typeOneOfZones(names: readonly string[]): string {
  return `type the name of a time zone, such as ${names.join(" or ")}`;
}

export function typeMost(most: number): string {
  return `type a number from 1 to ${most}`;
}

export function typeDays(most: number): string {
  return `type a number of days from 0 to ${most}`;
}

export const PICK_A_ROLE = "pick a role";
export const PICK_ON_OR_OFF = "pick on or off";
export const PICK_A_PERSON = "pick a person";
export const PICK_A_TAG = "pick a tag";

export function typeMostOfTopic(most: number): string {
  return `type a number from 1 to ${most}, or 0 for no limit`;
}

export function typeUpvotes(most: number): string {
  return `type a number from 0 to ${most}`;
}

export const TYPE_A_TOPIC = "type a few words, as you would for /paper search";
export const USE_FEWER_WORDS = "use fewer words";
export const TYPE_TOPIC_OR_NAME = "type a topic or its name";
export const TYPE_A_NAME = "type a name with visible characters";

/** An option with what is wrong with it. */
export function wrong(option: string, what: string): string {
  return `${option}: ${what}`;
}

// What makes no sense together, or there.

export const ALARMS_NEED_ANOTHER_CHANNEL =
  "alarms-channel: if digests can't be posted in a channel, alerts can't either. Pick another one.";
export const ROLE_IS_GONE = "role: that role no longer exists. Pick another one.";
export function nobodyToVote(option: string): string {
  return `${option}: there's nobody else to vote in a direct message.`;
}

export const NO_PUBLIC_MESSAGES = "public: digests in direct messages can't be public.";

export const ROUND_UP_NEEDS_A_DAY = "round-up-time: pick a day with round-up too.";
export const NOBODY_TO_MENTION = "role: there's nobody else to mention in a direct message.";
export const NEVER_EVERYONE = "role: digests never mention @everyone. Pick another role.";
export const ROLE_OR_NO_ROLE = "no-role: use either role or no-role, not both.";
export const ALARMS_ONLY_IN_SERVERS = "alarms: these options only work in a server.";
export const ONLY_ANNOUNCEMENTS =
  "publish: only digests in announcement channels can be published.";
export const PERSON_OR_CHANNEL =
  "alarms-channel: use either alarms-person or alarms-channel, not both.";
export const ALARMS_OR_NONE = "no-alarms: leave this out to set alarms-person or alarms-channel.";
export const ONLY_FORUMS_HAVE_POSTS =
  "post: only forums have posts. Leave this out for other channels.";
export const ONLY_FORUMS_HAVE_TAGS =
  "tag: only forums have tags. Leave this out for other channels.";

export function onlyModeratorsCanUse(tag: string): string {
  return `tag: only moderators can use “${tag}”. Pick another tag, or give Paperboy Manage Posts in that forum.`;
}

export const NO_SUCH_TAG = "tag: that forum has no such tag. Pick one from the list.";
export const TAG_IS_REQUIRED =
  "tag: that forum requires a tag for each post. Pick one from the list.";

export function notSubscribed(typed: string): string {
  return `topic: that channel isn't subscribed to “${typed}”.`;
}

export const SEE_ITS_TOPICS = "Use `/digest list` to see its topics.";

// In a file of digests.

export function mostInFile(most: number): string {
  return `it's a number from 1 to ${many(most)}, or null`;
}

export const NOT_EVERY_SOURCE = "it can't have every source";

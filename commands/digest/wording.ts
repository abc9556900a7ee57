// What the commands of `/digest` are called, take and answer. Names and topics come as they are.

export const descriptions = {
  digest: "Get new papers on your topics once a day",
  setup: "Set up your first digest in three steps: topics, time and channel",
  subscribe: "Get new papers on a topic once a day",
  topic: "Change a topic: what it looks for, its heading, and which papers it gets",
  unsubscribe: "Remove a topic from the digest",
  list: "See each channel's topics and when its next digest comes",
  settings: "See or change when digests come and what's in them",
  pause: "Stop digests for a while and keep new papers for later",
  resume: "Start digests again after a pause",
  preview: "Preview the next digest; only you can see it",
  send: "Send an extra digest right now",
  status: "See how recent digests went, when the next one comes and how the sources are doing",
  why: "Find out why a paper was or wasn't in a digest",
  log: "See the last 50 changes to digests and who made them",
  copy: "Copy topics and settings from one channel to another",
  export: "Export the topics and settings of all channels to a file",
  import: "Import topics and settings from a file made by /digest export",
};

const UNTIL_EXAMPLES = "2026-12-24, 7d or 2 weeks";

/** By command, where an option is that command's own. */
export const options = {
  subscribe: {
    topic: "What to look for, written like a /paper search",
    name: "Heading to use in the digest instead of the topic",
  },
  topic: {
    topic: "Topic to change, or its name",
    name: "Heading to use in the digest",
    search: "What to look for instead, written like a /paper search",
  },
  unsubscribe: { topic: "Topic to remove, or its name" },
  list: { channel: "Show only this channel" },
  log: { channel: "Show only changes to this channel" },
  pause: {
    until: `When to start again, such as ${UNTIL_EXAMPLES}; if empty, when you use /digest resume`,
  },
  copy: { from: "Channel to copy topics and settings from", to: "Channel to copy them to" },
  export: { channel: "Channel to export instead of the whole server" },
  import: { file: "File made by /digest export", channel: "Only channel to import to" },
};

// What people did, for `/digest log`: behind who it was, and where.

export const did = {
  subscribe: (topic: string, details: readonly string[]) =>
    [`subscribed to “${topic}”`, ...details].join(", "),
  called: (name: string) => `called “${name}”`,
  unsubscribe: (topic: string) => `unsubscribed from “${topic}”`,
  change: (topic: string, changes: readonly string[]) =>
    `changed “${topic}”: ${changes.join(", ")}`,
  set: (changes: readonly string[]) => `changed settings: ${changes.join(", ")}`,
  openPages: "turned on public pages for new digests",
  openPast: "turned on public pages for all digests",
  closePages: "turned off public pages",
  webhook: (host: string) => `set the webhook to ${host}`,
  noWebhook: "turned the webhook off",
  pause: "paused digests",
  pauseUntil: (day: string) => `paused until ${day}`,
  resume: "resumed digests",
  send: "sent a digest",
  sendBest: (topic: string) => `sent the best papers on “${topic}”`,
  setUp: "set up",
  copy: (channel: string) => `copied from ${channel}:`,
  import: "imported",
};

// Topics.

export function hasTopicAlready(name: string): string {
  return `That channel already has this topic, as “${name}”.`;
}

export const REMOVE_ONE_OF_THEM = "Use `/digest unsubscribe` to remove one of them.";

export function hasMostTopics(most: number): string {
  return `That channel already has ${most} topics, the most it can have.`;
}

export const MAKE_ROOM = "Use `/digest unsubscribe` to make room.";
export const NO_LONGER_HAS_TOPIC = "That channel no longer has this topic.";
export const SEE_ITS_TOPICS = "Use `/digest list` to see its topics.";
export const TOPIC_WAS_REMOVED = "That topic was removed.";
export const ADD_IT_AGAIN = "Use `/digest subscribe` to add it again.";
export const NAME_IS_GONE = "This paper no longer lists that name. Open its card again.";

// What has expired.

export const PREVIEW_HAS_EXPIRED = "This preview has expired.";
export const SETUP_HAS_EXPIRED = "This setup has expired.";

export function useAgain(command: "subscribe" | "topic" | "import" | "setup"): string {
  return `Use \`/digest ${command}\` again.`;
}

export const DIGEST_IS_GONE = "Paperboy no longer has this digest.";
export const NOTHING_PICKED = "Nothing was picked. Pick one from the menu.";

// Setting up, pausing, sending.

export const NO_TOPICS_TO_SUGGEST =
  "There are no papers here yet, so Paperboy can't suggest topics.";
export const ADD_A_TOPIC = "Use `/digest subscribe` to add one.";

/** `why` has no full stop. */
export function nothingChanged(why: string): string {
  return `Nothing was changed. ${why}.`;
}

/** What a forum's first post is called. */
export const NEW_PAPERS = "New papers";

export const TYPE_A_DATE = `until: type a date or a length of time, such as ${UNTIL_EXAMPLES}`;

export const DAY_HAS_STARTED = "until: that day has already started. Pick a later one.";
export const NOT_PAUSED = "Digests aren't paused.";
export const JUST_SENT = "A digest was just sent there. Try again in a moment.";
export const BEING_POSTED = "A digest is being posted there right now. Try again in a moment.";
export const NOTHING_MATCHES_ANY_MORE = "No papers match that topic any more.";

// Copies, exports and imports.

export const SAME_CHANNEL = "to: pick another channel than in from.";
export const NOTHING_TO_EXPORT = "No channel here has digests yet.";
export const ADD_A_FIRST_TOPIC = "Use `/digest subscribe` to add a topic.";

export function tooLarge(kilobytes: number): string {
  return `file: it's larger than ${kilobytes} kB.`;
}

export const EXPORT_ONE_BY_ONE = "Use `/digest export channel:` to export channels one by one.";
export const ONLY_UPLOADED_FILES = "file: Paperboy only reads files uploaded to Discord.";
export const FILE_NOT_GIVEN = "file: Discord didn't give it to Paperboy. Try again in a moment.";

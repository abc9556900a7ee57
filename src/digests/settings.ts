/** When a channel's digest is due. */
export interface Schedule {
  /** Local time of day, `09:00`. */
  time: string;
  /** IANA name. */
  timeZone: string;
  days: Days;
}

export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

export type Days = "daily" | "weekdays" | (typeof WEEKDAYS)[number];

/** What a digest says when nothing is new: not a word, one line, or unsent papers of the archive. */
export type QuietDay = "nothing" | "one line" | "archive";

/** Which papers come first where not all fit; see planning/order.ts. */
export const DIGEST_ORDERS = ["balanced", "best match", "newest", "most upvoted"] as const;
export type DigestOrder = (typeof DIGEST_ORDERS)[number];

/** Where the digests of a forum go: each into a post of its own, or all into one while that is open. */
export const POST_HABITS = ["new post each day", "one running post"] as const;
export type PostHabit = (typeof POST_HABITS)[number];

/** A tag of a forum, under the name that it had when it was chosen. */
export interface ForumTag {
  id: string;
  name: string;
}

/** When a channel's weekly round-up is due, in its zone: a day, and a time such as `16:00`. */
export interface RoundUp {
  day: (typeof WEEKDAYS)[number];
  time: string;
}

/** What a channel chose, for all its topics together. */
export interface DigestSettings extends Schedule {
  /** False while the zone is the default one, and follows it when the operator changes that. */
  zoneChosen: boolean;
  /** Papers in one digest, at most: 1 to 25. */
  most: number;
  order: DigestOrder;
  /** Days for which a paper waits for a place after the first digest that had none: 0 to 30. */
  keep: number;
  quietDay: QuietDay;
  /** The one role that a digest mentions. */
  roleId: string | null;
  /** Whether messages are published, in an announcement channel. */
  publish: boolean;
  /** Whether its papers have a button to vote for them; in direct messages nothing has. */
  votes: boolean;
  /** Whether papers like those that people here voted for come earlier. */
  taste: boolean;
  /** Null where it has none, as in direct messages. */
  roundUp: RoundUp | null;
  /** Of a forum, as is the next. */
  post: PostHabit;
  /** Of new posts. */
  tag: ForumTag | null;
  /** To whom alarms go beside whoever set the channel up; left out where to nobody. */
  alarms?: { kind: "person" | "channel"; id: string } | undefined;
}

export const defaultSettings = (timeZone: string): DigestSettings => ({
  time: "09:00",
  timeZone,
  zoneChosen: false,
  days: "daily",
  most: 10,
  order: "balanced",
  keep: 7,
  quietDay: "one line",
  roleId: null,
  publish: false,
  votes: true,
  taste: false,
  roundUp: null,
  post: "new post each day",
  tag: null,
});

/** When round-ups are due; null where there are none. */
export function roundUpSchedule({
  roundUp,
  timeZone,
}: Pick<DigestSettings, "roundUp" | "timeZone">): Schedule | null {
  return roundUp && { time: roundUp.time, days: roundUp.day, timeZone };
}

import { counted } from "../../messages/layout/wording.ts";
import { ON_DAYS, ORDERS_IN_WORDS } from "../../messages/settings/wording.ts";

// What changes of a channel, as `/digest log`, a copy and an import tell it. Names come as they are.

/** A setting as it is now, in a few words. */
export const settings = {
  time: (time: string) => `time ${time}`,
  timeZone: (zone: string) => `time zone ${zone}`,
  days: (days: string) => ON_DAYS[days] ?? days,
  most: (papers: number) => `at most ${counted(papers, "paper")}`,
  order: (order: keyof typeof ORDERS_IN_WORDS) => ORDERS_IN_WORDS[order],
  keep: (days: number) =>
    days === 0 ? "papers don't wait" : `papers wait up to ${counted(days, "day")}`,
  quietDay: {
    nothing: "nothing when nothing is new",
    "one line": "one line when nothing is new",
    archive: "papers from the archive when nothing is new",
  },
  role: "a role to mention",
  noRole: "no role to mention",
  publish: "publishing",
  noPublish: "no publishing",
  votes: { on: "votes on", off: "votes off" },
  taste: { on: "taste on", off: "taste off" },
  noRoundUp: "no round-up",
  roundUp: (day: string, time: string) => `round-up ${day} ${time}`,
  tag: (name: string) => `tag ${name}`,
  noTag: "no tag",
  alertsToPerson: "alerts to another person",
  alertsToChannel: "alerts to a channel",
  noAlerts: "no more alerts to others",
};

// A topic.

export function looksFor(topic: string): string {
  return `looks for “${topic}”`;
}

export function called(name: string): string {
  return `called “${name}”`;
}

/** A wish that is taken back. */
export const NO_WISH = {
  match: "every mention",
  upvotes: "any number of upvotes",
  code: "with or without code",
  hide: "nothing hidden",
  most: "as many in a digest as fit",
};

// Time zones.

/** Of an offset that doesn't change with the seasons. */
export const ALL_YEAR = "all year";

// A copy or an import.

export function topics(count: number): string {
  return counted(count, "topic");
}

export const BEGIN_AGAIN = "digests begin again";

export const problems = {
  publish: "publish: only announcement channels can publish digests",
  moderatorsTag: (name: string) => `tag: only moderators can use “${name}” here`,
  noTag: (name: string) => `tag: this forum has no tag “${name}”`,
  nobodyElse: "role: there's nobody else to mention in a direct message",
  role: (why: string) => `role: ${why}`,
  onlyInServers: "alerts: they only go to others in a server",
  alerts: (why: string) => `alerts: ${why}`,
  sameChannel: "alerts: they can't go to the channel that they're about",
};

export function noneCalled(what: "channel" | "role", name: string): string {
  return `there's no ${what} ${name} here`;
}

export function severalCalled(what: "channel" | "role", name: string): string {
  return `several ${what}s here are called ${name}`;
}

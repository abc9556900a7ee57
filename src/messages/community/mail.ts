import { reply } from "../layout/budget.ts";
import { escape } from "../layout/escape.ts";
import { moment } from "../layout/moment.ts";
import { container, text } from "../layout/parts.ts";
import type { Reply } from "../layout/reply.ts";
import { MAIL } from "./wording.ts";

const LONGEST_ADDRESS = 300;
const LONGEST_TOPIC = 150;
const LONGEST_ZONE = 60;
const TOPICS_SHOWN = 5;
/** With their texts, all are within Discord's limits. */
const SHOWN = 10;

export type WantedByMail =
  | { kind: "channel"; channelId: string }
  | { kind: "topic"; topic: string };

export interface ShownMail {
  what:
    | { kind: "topics"; topics: readonly string[] }
    | { kind: "direct messages" }
    | { kind: "channel"; channelId: string };
  address: string;
  ended: "refused" | "no access" | "unwanted" | null;
  last: {
    outcome: keyof typeof MAIL.outcomes;
    trouble: keyof typeof MAIL.troubles | null;
    at: Temporal.Instant | null;
  } | null;
  next: Temporal.Instant | null;
}

export function codeSent(address: string): Reply {
  return said(MAIL.codeSent(escape(address, LONGEST_ADDRESS)));
}

/** `at` is when mails of somebody's own topics come. */
export function mailStarted({
  wanted,
  address,
  at,
}: {
  wanted: WantedByMail;
  address: string;
  at: { time: string; timeZone: string } | null;
}): Reply {
  const to = escape(address, LONGEST_ADDRESS);
  if (wanted.kind === "channel") return said(MAIL.started.channel(to));
  const topic = `*${escape(wanted.topic, LONGEST_TOPIC)}*`;
  const when = at === null ? "" : MAIL.atTime(at.time, escape(at.timeZone, LONGEST_ZONE));
  return said(MAIL.started.topic(topic, to, when));
}

export function mailStopped(count: number): Reply {
  return said(count === 0 ? MAIL.NOTHING_TO_STOP : MAIL.stopped(count));
}

export function mailStatus(mails: readonly ShownMail[]): Reply {
  if (mails.length === 0) return said(MAIL.NONE);
  const more = mails.length - SHOWN;
  return said(
    [
      MAIL.HEADING,
      ...mails.slice(0, SHOWN).flatMap((one) => [lineOf(one), `-# ${stateOf(one)}`]),
      ...(more > 0 ? [MAIL.more(more)] : []),
    ].join("\n"),
  );
}

/** For whoever got it, where it ended by itself. */
export function mailEnded(
  why: NonNullable<ShownMail["ended"]>,
  { what, address }: Pick<ShownMail, "what" | "address">,
): Reply {
  return said(MAIL.endedBecause[why](whatOf(what), escape(address, LONGEST_ADDRESS)));
}

/** For whoever would have got one that was given up. */
export function mailLost({ what, address }: Pick<ShownMail, "what" | "address">): Reply {
  const say = what.kind === "topics" ? MAIL.lost.topics : MAIL.lost.digest;
  const lost = say(whatOf(what), escape(address, LONGEST_ADDRESS));
  return said(`${lost}\n-# ${MAIL.NO_SECOND_ALERT}`);
}

function said(content: string): Reply {
  return reply([container([text(content)])]);
}

function lineOf({ what, address }: ShownMail): string {
  return MAIL.line(whatOf(what), escape(address, LONGEST_ADDRESS));
}

function whatOf(what: ShownMail["what"]): string {
  if (what.kind === "channel") return `<#${what.channelId}>`;
  if (what.kind === "direct messages") return MAIL.YOUR_DIRECT_MESSAGES;
  const shown = what.topics.slice(0, TOPICS_SHOWN).map((one) => `*${escape(one, LONGEST_TOPIC)}*`);
  const more = what.topics.length - shown.length;
  if (shown.length === 0) return MAIL.YOUR_TOPICS;
  return [...shown, ...(more > 0 ? [MAIL.moreTopics(more)] : [])].join(", ");
}

function stateOf({ ended, last, next }: ShownMail): string {
  if (ended !== null) return MAIL.ended[ended];
  const parts = [
    ...(last === null ? [] : [lastOf(last)]),
    ...(next === null ? [] : [MAIL.next(moment(next, "R"))]),
  ];
  return parts.length === 0 ? MAIL.NO_DIGESTS : parts.join(" · ");
}

function lastOf({ outcome, trouble, at }: NonNullable<ShownMail["last"]>): string {
  if (outcome === "waiting")
    return trouble === null ? MAIL.outcomes.waiting : MAIL.troubles[trouble];
  return `${MAIL.outcomes[outcome]}${at === null ? "" : ` ${moment(at, "R")}`}`;
}

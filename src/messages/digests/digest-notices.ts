import { reply } from "../layout/budget.ts";
import { escape } from "../layout/escape.ts";
import { moments } from "../layout/moment.ts";
import { container, text } from "../layout/parts.ts";
import type { Reply } from "../layout/reply.ts";
import * as say from "./wording.ts";

/** What keeps digests from being posted. */
export interface Obstacle {
  /** A permission, or with a `cause` a clause about what is in the way. */
  permission: string;
  /** What to do about it. */
  where: string;
  /** As `where`, without the name of a channel. */
  steps?: { channelId: string; how: string };
  cause?: string;
  /** When it ends by itself. */
  until?: Temporal.Instant;
}

/** Who reads an alarm, and why. */
export type AlarmReader = keyof typeof say.WHY_YOU;

/**
 * For somebody outside the channel, when digests cannot be posted there any more. Of the channel it has no
 * more than a mention, which shows its name to those alone who may see it.
 */
export function blockedNotice(channelId: string, obstacle: Obstacle, reader: AlarmReader): Reply {
  const lines = [
    say.cannotBePosted(`<#${channelId}>`, whatIsWrong(obstacle)),
    ...remedy(obstacle),
    `-# ${say.POSTED_ONCE_FIXED}`,
    `-# ${say.WHY_YOU[reader]}`,
  ];
  return reply([container([text(lines.join("\n"))])]);
}

/** When Discord would not take a digest for as long as it was tried. */
export function failedNotice(channelId: string, reader: AlarmReader): Reply {
  const lines = [
    say.gaveUp(`<#${channelId}>`),
    say.IN_THE_NEXT_DIGEST,
    `-# ${say.OTHERS_TOO} ${say.NO_SECOND_ALERT}`,
    `-# ${say.WHY_YOU[reader]}`,
  ];
  return reply([container([text(lines.join("\n"))])]);
}

/**
 * When some papers of a digest were left out for good. It does not name them:
 * Discord might not take that either.
 */
export function leftOutNotice(channelId: string, papers: number, reader: AlarmReader): Reply {
  const lines = [
    say.leftOut(`<#${channelId}>`, papers),
    say.SEE_WHAT_WAS_LEFT_OUT,
    `-# ${say.OTHERS_TOO}`,
    `-# ${say.WHY_YOU[reader]}`,
  ];
  return reply([container([text(lines.join("\n"))])]);
}

/** The role of the settings was deleted, and taken out of them. */
export function lostRoleNotice(channelId: string, reader: AlarmReader): Reply {
  const lines = [
    say.roleDeleted(`<#${channelId}>`),
    say.MENTIONS_NOBODY_NOW,
    `-# ${say.WHY_YOU[reader]}`,
  ];
  return reply([container([text(lines.join("\n"))])]);
}

/** The webhook of a channel was turned off: `why` as a clause. */
export function webhookEndedNotice(
  channelId: string,
  { host, why }: { host: string; why: string },
  reader: AlarmReader,
): Reply {
  const lines = [
    say.webhookEnded(`<#${channelId}>`, escape(host, 120), why),
    say.SET_THE_WEBHOOK_AGAIN,
    `-# ${say.WHY_YOU[reader]}`,
  ];
  return reply([container([text(lines.join("\n"))])]);
}

/** Its far end took no digest for so long that one was given up. */
export function webhookLostDigestNotice(
  channelId: string,
  host: string,
  reader: AlarmReader,
): Reply {
  const lines = [
    say.webhookLostDigest(`<#${channelId}>`, escape(host, 120)),
    say.CHECK_THE_WEBHOOK,
    `-# ${say.NO_SECOND_ALERT_OF_IT}`,
    `-# ${say.WHY_YOU[reader]}`,
  ];
  return reply([container([text(lines.join("\n"))])]);
}

function whatIsWrong({ permission, cause, until }: Obstacle): string {
  if (cause === undefined) return say.needsPermission(escape(permission, 200));
  const why = escape(permission, 200);
  return until === undefined ? why : say.until(why, moments(until));
}

function remedy({ where, steps, cause }: Obstacle): string[] {
  if (cause === "time-out") return [say.REMOVE_THE_TIMEOUT];
  if (cause === "locked thread" && steps) return [say.unlockTheThread(stepsLine(steps))];
  return [say.toFixThis(steps ? stepsLine(steps) : escape(where, 500))];
}

function stepsLine({ channelId, how }: { channelId: string; how: string }): string {
  return `<#${channelId}> → ${escape(how, 300)}`;
}

import { reply } from "../layout/budget.ts";
import { escape } from "../layout/escape.ts";
import { moments } from "../layout/moment.ts";
import { container, text } from "../layout/parts.ts";
import type { Reply } from "../layout/reply.ts";
import { counted } from "../layout/wording.ts";

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
export type AlarmReader = "set up" | "second person" | "channel";

const STOP: Record<AlarmReader, string> = {
  "set up":
    "You're getting this because you set up that digest. Use `/digest unsubscribe` in that server to stop it.",
  "second person":
    "You're getting this because someone in that server picked you for alerts. Ask them to use `/digest settings no-alarms` to stop it.",
  channel:
    "This channel gets alerts because of `/digest settings alarms-channel`. Use `no-alarms` there to stop them.",
};

/**
 * For somebody outside the channel, when digests cannot be posted there any more. Of the channel it has no
 * more than a mention, which shows its name to those alone who may see it.
 */
export function blockedNotice(channelId: string, obstacle: Obstacle, reader: AlarmReader): Reply {
  const lines = [
    `The digest for <#${channelId}> can't be posted: ${whatIsWrong(obstacle)}.`,
    ...remedy(obstacle),
    "-# Paperboy will post it as soon as this is fixed, and remind you in a week if it isn't.",
    `-# ${STOP[reader]}`,
  ];
  return reply([container([text(lines.join("\n"))])]);
}

/** When Discord would not take a digest for as long as it was tried. */
export function failedNotice(channelId: string, reader: AlarmReader): Reply {
  const lines = [
    `Discord didn't accept the digest for <#${channelId}>, so Paperboy has stopped trying for now.`,
    "Its papers will be in the next digest. Use `/digest status` for details.",
    "-# Other channels may be affected too. Use `/digest list` to see them all. You won't get this alert again until a digest has gone through.",
    `-# ${STOP[reader]}`,
  ];
  return reply([container([text(lines.join("\n"))])]);
}

/**
 * When some papers of a digest were left out for good. It does not name them:
 * Discord might not take that either.
 */
export function leftOutNotice(channelId: string, papers: number, reader: AlarmReader): Reply {
  const lines = [
    `Discord didn't accept ${counted(papers, "paper")} of the digest for <#${channelId}>, so the rest was posted without ${papers === 1 ? "it" : "them"}.`,
    "Use `/digest status` to see what was left out.",
    "-# Other channels may be affected too. Use `/digest list` to see them all.",
    `-# ${STOP[reader]}`,
  ];
  return reply([container([text(lines.join("\n"))])]);
}

/** The role of the settings was deleted, and taken out of them. */
export function lostRoleNotice(channelId: string, reader: AlarmReader): Reply {
  const lines = [
    `The role mentioned by the digest in <#${channelId}> was deleted.`,
    "Digests are still posted there but don't mention anyone. Use `/digest settings role:` to pick another role.",
    `-# ${STOP[reader]}`,
  ];
  return reply([container([text(lines.join("\n"))])]);
}

function whatIsWrong({ permission, cause, until }: Obstacle): string {
  if (cause === undefined) return `Paperboy needs the permission **${escape(permission, 200)}**`;
  const end = until === undefined ? "" : `, until ${moments(until)}`;
  return `${escape(permission, 200)}${end}`;
}

function remedy({ where, steps, cause }: Obstacle): string[] {
  if (cause === "time-out") return ["A moderator can remove the timeout sooner."];
  if (cause === "locked thread" && steps)
    return [`Unlock the thread, or allow Paperboy **Manage Threads**: ${stepsLine(steps)}.`];
  return [`To fix this: ${steps ? stepsLine(steps) : escape(where, 500)}.`];
}

function stepsLine({ channelId, how }: { channelId: string; how: string }): string {
  return `<#${channelId}> → ${escape(how, 300)}`;
}

import type { Probe } from "../courier.ts";
import type { Channel, DigestMessage } from "../digest.ts";
import type { MissingPermission } from "../missing-permission.ts";
import { isPausedAt } from "../pauses.ts";
import { whenBlocked } from "./setbacks.ts";
import type { DeliveryFacts, DeliveryStep } from "./steps.ts";
import * as say from "./wording.ts";

/** What to do once it is known whether a channel lets us in. */
export type EntryStep = DeliveryStep | EnterStep;

/** Its messages can be sent. */
export interface EnterStep {
  do: "enter";
  /** Set where a permission was missing until now. */
  unblocks: { permission: string } | null;
  /** The role that was deleted meanwhile: digests mention nobody any more. */
  lostRoleId: string | null;
  /** The one role that may be mentioned. */
  roleId: string | null;
  /** What people should know of the mention. */
  note: string | null;
}

/**
 * Whether a digest is dropped because somebody paused the channel before anything of it left. One that
 * somebody sent by hand goes out in a pause too.
 */
export function isSkipped({
  digest,
  channel,
  messages,
  now,
}: Pick<DeliveryFacts, "digest" | "channel" | "messages" | "now">): boolean {
  return (
    digest.occasion.kind !== "by hand" &&
    isPausedAt(now, channel) &&
    messages.every(({ state }) => state.kind === "waiting")
  );
}

export function afterProbe(probe: Probe, facts: DeliveryFacts): EntryStep {
  const { channel, messages } = facts;
  switch (probe.kind) {
    case "unavailable":
      return { do: "wait", problem: { reason: probe.reason, answered: false } };
    case "gone":
      return { do: "end", because: say.CHANNEL_GONE };
    case "unsupported":
      return whenBlocked(
        {
          permission: say.thisIs(probe.what),
          where: say.SUBSCRIBE_ELSEWHERE,
          cause: "kind of channel",
        },
        null,
        facts,
      );
    case "here":
    default:
  }
  const needed = probe.missing.find(({ only }) => only === undefined);
  if (needed) return whenBlocked(needed, null, facts);
  const mention = probe.missing.find(({ only }) => only === "mention") ?? null;
  const { pause, settings } = channel;
  const lostRoleId = probe.roleIsGone ? settings.roleId : null;
  return {
    do: "enter",
    unblocks: pause?.why === "blocked" ? { permission: pause.permission } : null,
    lostRoleId,
    roleId: mention || lostRoleId !== null ? null : settings.roleId,
    note: mention && messages.some(mentionsARole) ? pingsNobody(mention) : null,
  };
}

/** The channel as it is once a step of entering is carried out. */
export function channelOnceIn(channel: Channel, { lostRoleId }: EnterStep): Channel {
  return lostRoleId === null
    ? channel
    : { ...channel, settings: { ...channel.settings, roleId: null } };
}

function mentionsARole({ payload }: DigestMessage): boolean {
  return (payload.allowed_mentions.roles ?? []).length > 0;
}

function pingsNobody({ permission, where }: MissingPermission): string {
  return say.noOneMentioned(permission, where);
}

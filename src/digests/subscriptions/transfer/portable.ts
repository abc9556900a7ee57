import type { Channel, Subscription } from "../../digest.ts";
import type { DigestSettings } from "../../settings.ts";
import type { Named, ServerNames } from "../../server-names.ts";

/** A channel or a role: known by its id, and elsewhere by its name. */
export interface Reference {
  id: string;
  /** Null where nobody knew it. */
  name: string | null;
}

/** What a channel chose about a topic, without what is so in this channel alone. */
export type PortableTopic = Omit<
  Subscription,
  "id" | "channelId" | "archiveUntil" | "createdBy" | "createdAt"
>;

/** Settings that say of roles and channels what they are called. */
export type PortableSettings = Omit<DigestSettings, "roleId" | "alarms" | "tag"> & {
  tag: Reference | null;
  role: Reference | null;
  alarms: (Reference & { kind: "person" | "channel" }) | null;
};

/**
 * What can be taken from a channel to another: no pause, nothing of what was sent, and no setting that has no
 * meaning in such a channel, since it would take another's away.
 */
export interface PortableChannel extends Reference {
  settings: Partial<PortableSettings>;
  topics: PortableTopic[];
}

export function portable(
  { id, kind, settings }: Pick<Channel, "id" | "kind" | "settings">,
  subscriptions: readonly Subscription[],
  { channels, roles }: ServerNames,
): PortableChannel {
  const { roleId, alarms = null, publish, votes, taste, roundUp, post, tag, ...plain } = settings;
  return {
    ...referenceTo(id, channels),
    settings: {
      ...plain,
      ...(kind === "announcement" && { publish }),
      ...(kind === "forum" && { post, tag }),
      ...(kind !== "dm" && {
        votes,
        taste,
        roundUp,
        role: roleId === null ? null : referenceTo(roleId, roles),
        alarms: alarms && { kind: alarms.kind, ...referenceTo(alarms.id, channels) },
      }),
    },
    topics: subscriptions.map(portableTopic),
  };
}

export function portableTopic({
  id: _id,
  channelId: _channel,
  archiveUntil: _until,
  createdBy: _by,
  createdAt: _at,
  ...topic
}: Subscription): PortableTopic {
  return topic;
}

function referenceTo(id: string, among: readonly Named[]): Reference {
  return { id, name: among.find((one) => one.id === id)?.name ?? null };
}

/** The one that is meant: by its id, else by its name. "several" where that name is not one's alone. */
export function meant(
  { id, name }: Reference,
  among: readonly Named[],
): Named | "none" | "several" {
  const same = among.find((one) => one.id === id);
  if (same) return same;
  const [called, ...others] = among.filter((one) => name !== null && one.name === name);
  if (!called) return "none";
  return others.length > 0 ? "several" : called;
}

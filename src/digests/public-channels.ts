import type { Reason } from "./reason.ts";

/** A channel whose digests anybody may read outside of Discord, since a manager opened it. */
export interface PublicChannel {
  id: string;
  guildId: string;
  /** Without `#`; as Discord had it last, like the server's. */
  name: string;
  serverName: string;
  /** Digests that were due from then on are shown. */
  since: Temporal.Instant;
}

/** Since when a channel is open that shows its past digests too. */
export const ALWAYS = Temporal.Instant.fromEpochMilliseconds(0);

/** Whether its digests of before it was opened are shown too. */
export function showsPast({ since }: Pick<PublicChannel, "since">): boolean {
  return since.epochMilliseconds === ALWAYS.epochMilliseconds;
}

/** What is said of a channel to somebody from outside: of one that was never open, nothing. */
export type PublicState =
  | { kind: "open"; channel: PublicChannel }
  /** It was open. Somebody closed it, the bot was removed, or the channel was deleted. */
  | { kind: "closed" }
  | { kind: "unknown" };

/** A paper that a digest brought, and that is shown. */
export interface ShownPaper {
  paperId: string;
  digestId: string;
  /** Its place in the digest; null where that was not kept. */
  place: number | null;
  /** Of the digest. */
  plannedAt: Temporal.Instant;
  /** Null where nothing is known of it any more. */
  reason: Reason | null;
}

/** A digest that is shown. */
export interface ShownDigest {
  channelId: string;
  digestId: string;
  plannedAt: Temporal.Instant;
}

/** A digest that is shown, without its papers. */
export interface ShownDay {
  digestId: string;
  /** `2026-11-20`: the local day of its slot, or else the day in UTC on which somebody sent it. */
  date: string;
  /** How many of its papers are shown. */
  papers: number;
}

export interface PublicChannels {
  /** Another number once this process opened, closed or renamed a channel, or one ended or came back. */
  readonly version: number;
  /** Those that are open, by server and name. */
  all(): Promise<PublicChannel[]>;
  find(channelId: string): Promise<PublicState>;
  /** Opens a channel that has, or had, subscriptions; one that is open is shown as is said now. */
  open(channel: Omit<PublicChannel, "guildId">, at: Temporal.Instant): Promise<void>;
  close(channelId: string, at: Temporal.Instant): Promise<void>;
  /** What a channel and its server are called by now. */
  rename(channelId: string, names: Pick<PublicChannel, "name" | "serverName">): Promise<void>;
  /** The ids of all papers that stand in digests that are shown. */
  paperIds(): Promise<ReadonlySet<string>>;
  /** The digests that are shown and in which a paper stands, newest first. */
  holding(paperId: string): Promise<{ channel: PublicChannel; digestId: string; date: string }[]>;
  /** All digests of an open channel, newest first. */
  days(channelId: string): Promise<ShownDay[]>;
  /** The day of the newest digest of each channel that has one. */
  newestDays(): Promise<ReadonlyMap<string, string>>;
  /** At most so many papers that came to a channel last: the newest digest first, and each in its order. */
  lately(channelId: string, most: number): Promise<ShownPaper[]>;
  /** Another text whenever `lately` may bring something else, but for papers that turned out to be one. */
  newestChange(channelId: string): Promise<string>;
  /** All digests that are shown, by channel, newest first. */
  digests(): Promise<ShownDigest[]>;
}

import type { Logger } from "pino";
import type { Corpus } from "../../papers/corpus/corpus.ts";
import type { Book } from "../book.ts";
import type { Courier } from "../courier.ts";
import type { Channel, Digest, DigestMessage } from "../digest.ts";
import type { RecentAlarms } from "./alarm.ts";
import type { Notes } from "./notes.ts";
import type { Patience } from "./patience.ts";
import type { DeliveryFacts, FailedSend } from "./steps.ts";

/** What is read and written down while a digest is delivered. */
export type DeliveryBook = Pick<
  Book,
  "subscriptions" | "candidates" | "deliveries" | "leases" | "history" | "changes"
>;

/** What a run needs of the house. */
export interface DeliveryTools {
  book: DeliveryBook;
  /** Of this moment: a message that is not taken is laid out from it anew. */
  corpus: () => Corpus;
  courier: Courier;
  now: () => Temporal.Instant;
  patience: Patience;
  /** Takes the digest for this process, or keeps it; false when another has it. */
  claim: (digestId: string) => Promise<boolean>;
  recentAlarms: RecentAlarms;
  /** Names digest and channel in each line. */
  log: Logger;
  /** Aborted when no further message shall begin. */
  stopping: AbortSignal;
}

/** One attempt to bring a digest to its end: what holds from its beginning to its end. */
export interface DeliveryRun extends Readonly<DeliveryTools> {
  readonly digest: Digest;
  readonly channel: Channel;
  readonly wasBlocked: boolean;
  /** Title of a forum post. */
  readonly title: string;
  /** Null where no role can be mentioned. */
  readonly roleId: string | null;
}

/** How far a run has come. Each step gives another. */
export interface Progress {
  readonly notes: Notes;
  /** The forum post into which messages go; null where the next one opens one. */
  readonly postId: string | null;
  /** What failed in this run, by number; the others are tried before it is tried again. */
  readonly failed: ReadonlyMap<number, FailedSend>;
}

/** What is decided on, as it is now. */
export function factsOf(
  { digest, channel, wasBlocked, patience, now, stopping }: DeliveryRun,
  { failed, postId }: Progress,
  messages: readonly DigestMessage[],
): DeliveryFacts {
  return {
    digest,
    channel,
    wasBlocked,
    messages,
    failed,
    postId,
    failures: (number) => patience.failures(digest.id, number),
    needsPlain: patience.needsPlain(digest.id),
    isStopping: stopping.aborted,
    now: now(),
  };
}

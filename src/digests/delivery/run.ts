import type { Logger } from "pino";
import type { Corpus } from "../../papers/corpus/corpus.ts";
import type { Book } from "../book.ts";
import type { Courier, Target } from "../courier.ts";
import type { MissingPermission } from "../missing-permission.ts";
import type { Channel, Digest, DigestMessage, UnsureState } from "../digest.ts";
import type { Patience } from "./patience.ts";

/** What is read and written down while a digest is delivered. */
export type DeliveryBook = Pick<
  Book,
  "subscriptions" | "candidates" | "deliveries" | "leases" | "history" | "changes"
>;

/** What a run needs of the house. */
export interface Tools {
  book: DeliveryBook;
  /** Of this moment: a message that is not taken is laid out from it anew. */
  corpus: () => Corpus;
  courier: Courier;
  now: () => Temporal.Instant;
  patience: Patience;
  /** Takes the digest for this process, or keeps it; false when another has it. */
  claim: (digestId: string) => Promise<boolean>;
  heard: Heard;
  /** Names digest and channel in each line. */
  log: Logger;
  /** Aborted when no further message shall begin. */
  stopping: AbortSignal;
}

/** Of a failure that may befall many channels at once: who has heard of it lately. */
export interface Heard {
  /** Whether this person or channel may be told now; then it counts as told. */
  mayTell(readerId: string): boolean;
  /** It did not arrive. */
  takeBack(readerId: string): void;
}

/** One attempt to bring a digest to its end. */
export interface Run extends Tools {
  digest: Digest;
  channel: Channel;
  /** What people should know beside the outcome; those of earlier runs come first. */
  notes: Set<string>;
  wasBlocked: boolean;
  target: Target;
  /** Null where no role can be mentioned. */
  roleId: string | null;
}

/** Whether the run goes on after a step; where it stops, all is written down. */
export type Step = "next" | "stop";

/** Why nothing can be sent now: for the log, and whether Discord answered at all. */
export interface Hitch {
  reason: string;
  answered: boolean;
}

/** Holds while a digest waits, and afterwards. */
export const TROUBLE = "Discord had trouble with this digest.";

/** The notes of a digest, which are stored as one. */
export function notesOf({ note }: Digest): Set<string> {
  return new Set(note?.split("\n"));
}

export function joined(notes: ReadonlySet<string>): string {
  return [...notes].join("\n");
}

/** What a digest waits for, as a note. */
export function waitsFor({ permission, where, cause }: MissingPermission): string {
  return cause === undefined
    ? `Waiting for the permission ${permission} (${where})`
    : `Waiting: ${permission}. ${where}`;
}

export type UnsureMessage = DigestMessage & { state: UnsureState };

/** Whether a message may have arrived without our knowing. */
export function mayHaveArrived(message: DigestMessage): message is UnsureMessage {
  return message.state.kind === "unsure";
}

/** Writes down that a message arrived. */
export async function delivered(
  { book, digest, now, patience, target }: Run,
  { number }: DigestMessage,
  { messageId, postId }: { messageId: string | null; postId: string | null },
): Promise<"next"> {
  await book.deliveries.delivered(digest.id, number, messageId, now());
  patience.renew(digest.id);
  target.postId = postId ?? target.postId;
  return "next";
}

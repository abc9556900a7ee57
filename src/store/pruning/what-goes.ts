import type { Kysely } from "kysely";
import type { Schema } from "../schema/schema.ts";
import { endedChannels } from "./ended-channels.ts";
import { endedOutlets } from "./ended-outlets.ts";
import { finishedCopies, oldCodeCounts, oldCodes } from "./mail-and-copies.ts";
import { oldOpenings } from "./openings.ts";
import { latePromises } from "./promised-answers.ts";
import { sentMessages, unsentMessages } from "./messages.ts";
import { unusedTopics } from "./unused-topics.ts";
import { oldViews } from "./views.ts";

/** Something that has had its time. */
export interface Going {
  what: string;
  /** How long it is kept: since it was shown, sent, finished or ended. */
  keep: Temporal.DurationLike;
  /** Deletes about `most` rows at most, of what had its time before an instant; returns how many. */
  piece: (db: Kysely<Schema>, before: Temporal.Instant, most: number) => Promise<number>;
}

const WEEK = { hours: 7 * 24 };
const MONTH = { hours: 30 * 24 };
const DAY = { hours: 24 };
/** As `ANSWER_CHANGES_FOR`. */
const UNTIL_TOO_LATE = { minutes: 15 };
const AT_ONCE = { hours: 0 };

/**
 * All that goes by itself, in this order. What is not here stays: docs/decisions/growth.md says why. Instants
 * in the future, of a wrong clock, keep it for longer and nothing else.
 */
export const WHAT_GOES: readonly Going[] = [
  { what: "views of private answers, and drafts", keep: WEEK, piece: oldViews },
  { what: "messages of finished digests that went out", keep: MONTH, piece: sentMessages },
  { what: "messages of finished digests that never did", keep: MONTH, piece: unsentMessages },
  { what: "finished copies for outlets", keep: MONTH, piece: finishedCopies },
  { what: "channels that ended, and what waited there", keep: MONTH, piece: endedChannels },
  { what: "outlets that ended, with their addresses", keep: MONTH, piece: endedOutlets },
  { what: "topics that nobody has, and their matches", keep: AT_ONCE, piece: unusedTopics },
  { what: "that papers were opened", keep: MONTH, piece: oldOpenings },
  { what: "answers that are too late to give", keep: UNTIL_TOO_LATE, piece: latePromises },
  { what: "codes for mail addresses", keep: DAY, piece: oldCodes },
  { what: "that codes were sent", keep: DAY, piece: oldCodeCounts },
];

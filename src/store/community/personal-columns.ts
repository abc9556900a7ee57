/** What becomes of a column with a user's id when that user is forgotten. */
type Fate =
  /** The row is theirs, and goes. */
  | "row goes"
  /** What they did stays, and nobody did it. */
  | "left blank"
  /** As `left blank`, and it says that it was somebody. */
  | "a former user"
  /** It counts on under a mark, which keeps them from voting twice. See `Marks`. */
  | "counts on"
  /** See `forgetSetUps`. */
  | "taken over"
  /** JSON that may name them. The row goes, or the name does. */
  | "row goes where it names them"
  | "name goes";

interface PersonalColumn {
  table: string;
  column: string;
  fate: Fate;
}

/**
 * Every column in which a user's id may stand. A test holds it against the schema: a new column that looks like
 * one has its place here, or among those below.
 */
export const PERSONAL_COLUMNS = [
  { table: "saved", column: "user_id", fate: "row goes" },
  { table: "catch_up", column: "user_id", fate: "row goes" },
  { table: "vote", column: "user_id", fate: "counts on" },
  { table: "club_vote", column: "user_id", fate: "counts on" },
  { table: "nomination", column: "user_id", fate: "left blank" },
  { table: "club", column: "started_by", fate: "left blank" },
  { table: "change", column: "user_id", fate: "a former user" },
  { table: "channel", column: "set_up_by", fate: "taken over" },
  { table: "channel", column: "settings", fate: "taken over" },
  { table: "subscription", column: "created_by", fate: "left blank" },
  { table: "promised_answer", column: "user_id", fate: "row goes" },
  { table: "mail", column: "user_id", fate: "row goes" },
  { table: "mail_code", column: "user_id", fate: "row goes" },
  { table: "view", column: "view", fate: "row goes where it names them" },
  { table: "digest_message", column: "payload", fate: "name goes" },
  { table: "posting", column: "payload", fate: "name goes" },
] as const satisfies readonly PersonalColumn[];

/** They look like users, and hold names of processes, words of papers, or yes and no. */
export const IMPERSONAL_COLUMNS = [
  "digest.owner",
  "work_lease.owner",
  "outlet_copy.owner",
  "paper_words.author",
  "round_paper.is_nominated",
];

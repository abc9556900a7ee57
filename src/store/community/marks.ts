import { createHmac } from "node:crypto";

/**
 * What stands in the place of a user's id with a vote that counts on after they were forgotten: the same for
 * the same user and vote alone, so that they can't vote twice. Who has the secret of the database can try out
 * whether it is a certain user's, and nobody else can.
 */
export type MarkOf = (userId: string, vote: readonly string[]) => string;

/** Not to be awaited inside a transaction: the secret may have to be read. */
export type Marks = () => Promise<MarkOf>;

/** No user's id begins with it. */
const SIGN = "~";

export function createMarks(secret: () => Promise<Buffer>): Marks {
  return async () => {
    const key = await secret();
    return (userId, vote) => {
      const text = JSON.stringify(["a former user's vote", ...vote, userId]);
      return SIGN + createHmac("sha256", key).update(text).digest("base64url").slice(0, 22);
    };
  };
}

/** What a vote for a paper is told apart by, and one in a club's ballot. */
export const paperVote = (guildId: string, paperId: string) => ["vote", guildId, paperId];
export const clubVote = (roundId: number | string) => ["club_vote", String(roundId)];

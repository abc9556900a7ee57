import { createCipheriv, createDecipheriv, createHmac } from "node:crypto";

/**
 * What stands in the place of a user's id with a vote that counts on after they were forgotten: the same for
 * the same user and vote alone, so that they can't vote twice. Who has the secret of the database can try out
 * whether it is a certain user's, and whether two are one's; nobody else can.
 */
export interface Marks {
  of(userId: string, vote: VoteName): string;
  /** That one first, then as earlier versions marked the same vote. */
  everyOf(userId: string, vote: VoteName): string[];
  /** The same person's mark for another vote of the same kind and place. Null for what is none, or an earlier version's. */
  moved(mark: string, from: VoteName, to: VoteName): string | null;
}

/** Not to be awaited inside a transaction: the secret may have to be read. */
export type ReadMarks = () => Promise<Marks>;

/** What a vote is told apart by: whose it may be once, of what kind and where, and what it is for. */
export interface VoteName {
  within: readonly string[];
  what: string;
}

/** A vote for a paper, and one in a club's ballot: whoever votes there has one mark for all they voted for. */
export const paperVote = (guildId: string, paperId: string): VoteName => ({
  within: ["vote", guildId],
  what: paperId,
});
export const clubVote = (roundId: number | string): VoteName => ({
  within: ["club_vote"],
  what: String(roundId),
});

/** Every mark begins with it, and no user's id. */
export const MARKED = "~";
/** No mark of an earlier version has the second of them there. */
const SIGN = `${MARKED}.`;
/** One block of the cipher. */
const BYTES = 16;

/**
 * A mark is one block: the person's name within a server, encrypted under a key of the vote. So marks of two votes
 * have nothing in common, and yet can be moved where two papers turn out to be one.
 */
export function createMarks(secret: () => Promise<Buffer>): ReadMarks {
  return async () => {
    const root = await secret();
    const derived = (...text: readonly string[]) =>
      createHmac("sha256", root).update(JSON.stringify(text)).digest().subarray(0, BYTES);
    const keyOf = ({ within, what }: VoteName) => derived("a vote's marks", ...within, what);
    const nameOf = (userId: string, { within }: VoteName) =>
      derived("a former user", ...within, userId);
    const sealed = (name: Buffer, vote: VoteName) => SIGN + oneBlock(name, keyOf(vote), "in");
    const marks: Marks = {
      of: (userId, vote) => sealed(nameOf(userId, vote), vote),
      everyOf: (userId, vote) => [marks.of(userId, vote), earlierMark(root, userId, vote)],
      moved(mark, from, to) {
        if (!mark.startsWith(SIGN)) return null;
        const block = Buffer.from(mark.slice(SIGN.length), "base64url");
        if (block.length !== BYTES) return null;
        return sealed(Buffer.from(oneBlock(block, keyOf(from), "out"), "base64url"), to);
      },
    };
    return marks;
  };
}

/** One block is all there is to encrypt, and each key has another vote: there is nothing to chain. */
function oneBlock(block: Buffer, key: Buffer, way: "in" | "out"): string {
  const create = way === "in" ? createCipheriv : createDecipheriv;
  const cipher = create("aes-128-ecb", key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]).toString("base64url");
}

function earlierMark(root: Buffer, userId: string, { within, what }: VoteName): string {
  const text = JSON.stringify(["a former user's vote", ...within, what, userId]);
  return MARKED + createHmac("sha256", root).update(text).digest("base64url").slice(0, 22);
}

import { QUOTES } from "../query/signs.ts";

/** A paper that others shall be like, as it was named, and in what they shall differ; "" for nothing. */
export interface LikeRead {
  to: string;
  but: string;
  /** Whether it says of papers that they are to be similar, so that a subject may be meant as well. */
  isOfPapers: boolean;
}

const PAPERS =
  "(?:(?:more |other )?(?:papers?|articles?|works?|research|preprints?) |something |anything |more )";
const LIKE = new RegExp(
  `^(?:find |show |show me )?(?<papers>${PAPERS})?(?<like>similar to|like|related to|resembling) (?<to>.+?)(?:,? but (?:for|on|with|about|in|using|applied to) (?<but>.+))?$`,
  "isu",
);
const AROUND = new RegExp(`^[${QUOTES}'’]+|[${QUOTES}'’]+$`, "gu");

/** Reads "papers similar to X" and "like X but for B"; null for any other text. */
export function readLike(typed: string): LikeRead | null {
  const found = LIKE.exec(typed.trim().replace(/\s+/g, " "));
  const { papers, like = "", to = "", but = "" } = found?.groups ?? {};
  if (to === "") return null;
  const isOfPapers = papers !== undefined || /^similar/i.test(like);
  return { to: to.replace(AROUND, ""), but, isOfPapers };
}

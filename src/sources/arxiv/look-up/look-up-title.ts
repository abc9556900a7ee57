import type { Client } from "../../client/answer.ts";
import type { ReadingWish } from "../../source.ts";
import { type Described, titleUrl } from "../answers/api.ts";
import { apiAnswerIn, failed, type NoApiAnswer } from "./api-answer.ts";
import { matchTitle, type Titled, wordsToAsk } from "./match-title.ts";

export type LookedUpTitle =
  | { kind: "found"; paper: Described }
  /** `papers`: how many arXiv gave of which none is it. `why` is null where none is near. */
  | { kind: "missing"; papers: number; why: string | null }
  /** Through the signal. */
  | { kind: "stopped" }
  /** arXiv answers no question now. */
  | NoApiAnswer;

/** Of a title's words arXiv finds a few papers; those of a short one are in the titles of many. */
const MAX_PAPERS_OF_TITLE = 50;

/** Asks arXiv for the paper of a title. */
export async function lookUpTitle(
  wanted: Titled,
  { client, apiBase }: { client: Client; apiBase: string },
  { signal, now: isWished = false }: ReadingWish,
): Promise<LookedUpTitle> {
  const words = wordsToAsk(wanted.title);
  if (words.length === 0)
    return { kind: "missing", papers: 0, why: "It has no words to search arXiv for" };
  const url = titleUrl(apiBase, words, MAX_PAPERS_OF_TITLE);
  const answer = await client.get(url, { signal, now: isWished });
  if (answer.kind === "stopped") return answer;
  const read = apiAnswerIn(answer);
  switch (read.kind) {
    case "failed":
      return read;
    case "error":
      return { kind: "missing", papers: 0, why: `arXiv can't answer: ${read.why}` };
    case "malformed":
      return failed(`Can't read what arXiv sent: ${read.why}`);
    case "papers":
      if (!read.isComplete) return failed("arXiv's answer is cut off");
  }
  const match = matchTitle(wanted, read.papers);
  return match.kind === "found"
    ? match
    : { kind: "missing", papers: read.papers.length, why: match.why };
}

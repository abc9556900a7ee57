import type { Corpus } from "../../papers/corpus/corpus.ts";
import type { Book } from "../book.ts";
import { type ChosenPaper, eachOnce } from "./plan.ts";

/** New papers that no digest of a channel holds yet, in the order in which its next digests take them. */
export async function waiting(
  channelId: string,
  { candidates }: Pick<Book, "candidates">,
  corpus: Corpus,
): Promise<ChosenPaper[]> {
  return eachOnce(await candidates.unsent(channelId, "new"), corpus);
}

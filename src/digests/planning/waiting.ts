import type { Corpus } from "../../papers/corpus/corpus.ts";
import type { Book } from "../book.ts";
import { type Chosen, eachOnce } from "./plan.ts";

/** New papers that no digest of a channel holds yet, in the order in which its next digests take them. */
export async function waiting(
  channelId: string,
  { candidates }: Pick<Book, "candidates">,
  corpus: Corpus,
): Promise<Chosen[]> {
  return eachOnce(await candidates.unsent(channelId, "new"), corpus);
}

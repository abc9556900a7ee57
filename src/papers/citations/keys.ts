import type { Corpus } from "../corpus/corpus.ts";
import type { Paper } from "../paper.ts";
import { fold } from "../text/fold.ts";
import { factsOf } from "./cited.ts";

/** Under which keys papers are cited. A paper keeps the key that it got first, whatever is learned of it later. */
export interface CitationKeys {
  /** Keys by paper id. Who has none yet gets its `base`, or the first `base-2`, `base-3` that is free. */
  of(papers: readonly WantedKey[]): Promise<ReadonlyMap<string, string>>;
}

export interface WantedKey {
  id: string;
  /** Ids that it had before papers turned out to be one: a key that was given to one of them is its own. */
  formerIds: readonly string[];
  /** `dao2024transformers` */
  base: string;
}

/** Each paper's key. */
export async function keysFor(
  papers: readonly Paper[],
  { corpus, citationKeys }: { corpus: Pick<Corpus, "joined">; citationKeys: CitationKeys },
): Promise<ReadonlyMap<string, string>> {
  const former = Map.groupBy(corpus.joined(), ([, id]) => id);
  return await citationKeys.of(
    papers.map((paper) => ({
      id: paper.id,
      formerIds: (former.get(paper.id) ?? []).map(([id]) => id),
      base: baseKey(paper),
    })),
  );
}

const LONGEST_WORD = 20;
/** They say nothing of what a title is about. */
const SMALL_WORDS = new Set(
  "a an and are as at by can do does for from how in into is it of on or the to toward towards via what when why with without".split(
    " ",
  ),
);

/** First author, year and first word of the title, as far as they are known. */
export function baseKey(paper: Paper): string {
  const { authors, date, title } = factsOf(paper);
  const [first] = authors;
  const author = first && ("family" in first ? first.family : (first.literal.split(" ")[0] ?? ""));
  const words = title.split(/[^\p{L}\p{M}\p{N}]+/u).map(letters);
  const word = words.find((one) => one !== "" && !SMALL_WORDS.has(one)) ?? "";
  return `${letters(author ?? "")}${date?.[0] ?? ""}${word}` || "paper";
}

function letters(text: string): string {
  return fold(text)
    .replace(/[^a-z0-9]/g, "")
    .slice(0, LONGEST_WORD);
}

import type { Corpus } from "../../papers/corpus/corpus.ts";
import { tokenise } from "../words/analyse.ts";
import { stemsOf } from "../words/terms.ts";
import { commonTopics } from "./common-topics.ts";

/**
 * What a corpus offers to somebody who has no topic yet: fields of research that its titles name, the most common
 * first, then other terms that they share. Each once, in whatever form.
 */
export function suggestedTopics(
  { corpus, index }: { corpus: Corpus; index: { fieldNames: readonly string[] } },
  most: number,
): string[] {
  const fieldStems = new Set(index.fieldNames.map(stemsIn));
  const byStems = new Map<string, string>();
  for (const topic of commonTopics(corpus)) {
    const stems = stemsIn(topic);
    if (!byStems.has(stems)) byStems.set(stems, topic);
  }
  const [fields = [], others = []] = [true, false].map((isField) =>
    [...byStems].filter(([stems]) => fieldStems.has(stems) === isField).map(([, topic]) => topic),
  );
  return [...fields, ...others].slice(0, most);
}

function stemsIn(name: string): string {
  return stemsOf(tokenise(name)).join(" ");
}

import { setImmediate as nextTurn } from "node:timers/promises";
import type { Paper } from "../papers/paper.ts";
import { tokenise } from "../search/words/analyse.ts";
import { namesOf, nameWords } from "../search/words/names.ts";
import { isTelling } from "../search/words/stop-words.ts";

/** By which a paper can be like another, and how each is written for people. */
type Traits = ReadonlyMap<string, string>;

/** Papers are looked at again for each channel that they were sent to. */
const known = new WeakMap<Paper, Traits>();

/** The words of a paper, each two that stand together, and its authors. */
export function traitsOf(paper: Paper): Traits {
  const before = known.get(paper);
  if (before) return before;
  const traits = new Map<string, string>();
  for (const text of [paper.title, paper.abstract ?? paper.summary ?? ""])
    for (const clause of text.slice(0, LONGEST_TEXT).split(CLAUSE_END)) addWords(clause, traits);
  for (const { kind, name } of namesOf(paper))
    if (kind === "author") traits.set(`by ${nameWords(name).join(" ")}`, name);
  known.set(paper, traits);
  return traits;
}

/** Reads many papers before they are looked at, and lets others have their turn meanwhile. */
export async function readTraits(papers: readonly Paper[]): Promise<void> {
  for (const [i, paper] of papers.entries()) {
    traitsOf(paper);
    if (i % READ_AT_ONCE === 0) await nextTurn();
  }
}

const READ_AT_ONCE = 20;

/** What is longer was no abstract. */
const LONGEST_TEXT = 5000;

/** Words on either side of it do not belong together. */
const CLAUSE_END = /[.,:;!?()[\]{}"“”—|]+(?=\s|$)|[\n([{“]/;

function addWords(clause: string, traits: Map<string, string>): void {
  let last: Word | null = null;
  for (const word of wordsOf(clause)) {
    if (word === null) last = null;
    else {
      put(traits, word.stem, word.shown);
      if (last) put(traits, `${last.stem} ${word.stem}`, `${last.shown} ${word.shown}`);
      last = word;
    }
  }
}

function put(traits: Map<string, string>, key: string, shown: string): void {
  // As it stands there first: in the title, where it is there.
  if (!traits.has(key)) traits.set(key, shown);
}

interface Word {
  stem: string;
  /** In lower case, but for what is written otherwise, such as `LLM` and `DeepSeek`. */
  shown: string;
}

/** Null in the place of one that tells nothing. */
function wordsOf(clause: string): (Word | null)[] {
  const spelled = new Map<string, string>();
  for (const [written] of clause.matchAll(SPELLED_OTHERWISE))
    spelled.set(written.toLowerCase(), written);
  return tokenise(clause).flatMap(({ parts, stems }) =>
    parts.map((part, i) => {
      const isWord = part.length > 1 && /\p{L}/u.test(part) && isTelling(part);
      return isWord ? { stem: stems[i] ?? part, shown: spelled.get(part) ?? part } : null;
    }),
  );
}

/** A capital that is not its first letter. */
const SPELLED_OTHERWISE = /[\p{L}\p{N}]+\p{Lu}[\p{L}\p{N}]*/gu;

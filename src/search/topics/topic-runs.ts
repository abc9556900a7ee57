import type { TextWord } from "./topic-text.ts";

/** Words that stand for a topic, from `from` to `to` (exclusive). */
export interface TopicRun {
  kind: "phrase" | "acronym" | "neighbours";
  from: number;
  to: number;
}

/**
 * Where a field says the stems that are wanted, in reading order; no two overlap. Of neighbours so many
 * other words may stand between as `loose` says.
 */
export function runsIn(
  words: readonly TextWord[],
  wanted: readonly string[],
  loose: number,
): TopicRun[] {
  const phrase = wanted.join("");
  const runs: TopicRun[] = [];
  for (let from = 0; from < words.length; from = Math.max(from + 1, runs.at(-1)?.to ?? 0)) {
    if (isTurned(words, from)) continue;
    const run = phraseFrom(words, from, phrase) ?? neighboursFrom(words, from, wanted, loose);
    if (!run) continue;
    const before = runs.at(-1);
    // "State space models (SSMs)" says it once.
    if (before?.to === from && words[from]?.short !== null) before.to = run.to;
    else runs.push(run);
  }
  return runs;
}

/** Whether the word before, in the same compound, makes another thing of it: "real-world". */
function isTurned(words: readonly TextWord[], at: number): boolean {
  const [before, word] = [words[at - 1], words[at]];
  if (!before || before.token !== word?.token) return false;
  return TURNING.has(before.word) || (before.word === "self" && word.word === "supervised");
}

/** Self-attention is attention, and multi-task learning is learning. */
const TURNING = new Set("anti meta non quasi real semi weakly zero".split(" "));

/** The same without neighbours. */
export function phrasesIn(words: readonly TextWord[], wanted: readonly string[]): TopicRun[] {
  return runsIn(words, wanted, 0).filter(({ kind }) => kind !== "neighbours");
}

/** Where an acronym stands that nobody spells out. */
export function acronymsIn(words: readonly TextWord[], [wanted]: readonly string[]): TopicRun[] {
  return words.flatMap(({ short, stem, long }, from) =>
    short !== null && long === null && stem === wanted
      ? [{ kind: "acronym", from, to: from + 1 }]
      : [],
  );
}

/** The phrase, if it begins there, in whatever way its words are put together or abbreviated. */
function phraseFrom(words: readonly TextWord[], from: number, phrase: string): TopicRun | null {
  const run: TopicRun = { kind: "phrase", from, to: from };
  for (let done = 0; done < phrase.length;) {
    const word = words[run.to];
    if (!word || word.sentence !== words[from]?.sentence) return null;
    const says = (text: string | undefined) => text && phrase.startsWith(text, done);
    const long = word.long?.join("");
    if (word.compound !== null && says(word.compound)) {
      run.to = endOfToken(words, run.to);
      done += word.compound.length;
    } else if (says(word.stem)) {
      run.to += 1;
      done += word.stem.length;
    } else if (long && says(long)) {
      run.kind = "acronym";
      run.to += 1;
      done += long.length;
    } else return null;
  }
  return run;
}

function endOfToken(words: readonly TextWord[], at: number): number {
  let end = at + 1;
  while (words[end]?.token === words[at]?.token && end < words.length) end += 1;
  return end;
}

/** All the words in any order, the first of them here. */
function neighboursFrom(
  words: readonly TextWord[],
  from: number,
  wanted: readonly string[],
  loose: number,
): TopicRun | null {
  const first = words[from];
  if (wanted.length < 2 || !first || !wanted.includes(first.stem)) return null;
  const missing = new Set(wanted);
  const most = missing.size + loose;
  for (let at = from; at < from + most; at++) {
    const word = words[at];
    if (!word || word.sentence !== first.sentence) return null;
    missing.delete(word.stem);
    if (missing.size === 0) return { kind: "neighbours", from, to: at + 1 };
  }
  return null;
}

/** Each wanted stem by itself. */
export function singlesIn(words: readonly TextWord[], wanted: readonly string[]): TopicRun[] {
  return words.flatMap((word, from): TopicRun[] => {
    if (word.compound !== null && wanted.includes(word.compound))
      return [{ kind: "neighbours", from, to: endOfToken(words, from) }];
    return wanted.includes(word.stem) ? [{ kind: "neighbours", from, to: from + 1 }] : [];
  });
}

/** Stems as which a word counts. */
export function formsOf({ stem, compound }: TextWord): string[] {
  return compound === null ? [stem] : [stem, compound];
}

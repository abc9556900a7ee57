import type { Said } from "./topic-text.ts";

/** Words that stand for a topic, from `from` to `to` (exclusive). */
export interface Run {
  kind: "phrase" | "acronym" | "neighbours";
  from: number;
  to: number;
}

/**
 * Where a field says the stems that are wanted, in reading order; no two overlap. Of neighbours so many
 * other words may stand between as `loose` says.
 */
export function runsIn(said: readonly Said[], wanted: readonly string[], loose: number): Run[] {
  const phrase = wanted.join("");
  const runs: Run[] = [];
  for (let from = 0; from < said.length; from = Math.max(from + 1, runs.at(-1)?.to ?? 0)) {
    if (isTurned(said, from)) continue;
    const run = phraseFrom(said, from, phrase) ?? neighboursFrom(said, from, wanted, loose);
    if (!run) continue;
    const before = runs.at(-1);
    // "State space models (SSMs)" says it once.
    if (before?.to === from && said[from]?.short !== null) before.to = run.to;
    else runs.push(run);
  }
  return runs;
}

/** Whether the word before, in the same compound, makes another thing of it: "real-world". */
function isTurned(said: readonly Said[], at: number): boolean {
  const [before, word] = [said[at - 1], said[at]];
  if (!before || before.token !== word?.token) return false;
  return TURNING.has(before.word) || (before.word === "self" && word.word === "supervised");
}

/** Self-attention is attention, and multi-task learning is learning. */
const TURNING = new Set("anti meta non quasi real semi weakly zero".split(" "));

/** The same without neighbours. */
export function phrasesIn(said: readonly Said[], wanted: readonly string[]): Run[] {
  return runsIn(said, wanted, 0).filter(({ kind }) => kind !== "neighbours");
}

/** Where an acronym stands that nobody spells out. */
export function acronymsIn(said: readonly Said[], [wanted]: readonly string[]): Run[] {
  return said.flatMap(({ short, stem, long }, from) =>
    short !== null && long === null && stem === wanted
      ? [{ kind: "acronym", from, to: from + 1 }]
      : [],
  );
}

/** The phrase, if it begins there, in whatever way its words are put together or abbreviated. */
function phraseFrom(said: readonly Said[], from: number, phrase: string): Run | null {
  const run: Run = { kind: "phrase", from, to: from };
  for (let done = 0; done < phrase.length;) {
    const word = said[run.to];
    if (!word || word.sentence !== said[from]?.sentence) return null;
    const says = (text: string | undefined) => text && phrase.startsWith(text, done);
    const long = word.long?.join("");
    if (word.whole !== null && says(word.whole)) {
      run.to = endOfToken(said, run.to);
      done += word.whole.length;
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

function endOfToken(said: readonly Said[], at: number): number {
  let end = at + 1;
  while (said[end]?.token === said[at]?.token && end < said.length) end += 1;
  return end;
}

/** All the words in any order, the first of them here. */
function neighboursFrom(
  said: readonly Said[],
  from: number,
  wanted: readonly string[],
  loose: number,
): Run | null {
  const first = said[from];
  if (wanted.length < 2 || !first || !wanted.includes(first.stem)) return null;
  const missing = new Set(wanted);
  const most = missing.size + loose;
  for (let at = from; at < from + most; at++) {
    const word = said[at];
    if (!word || word.sentence !== first.sentence) return null;
    missing.delete(word.stem);
    if (missing.size === 0) return { kind: "neighbours", from, to: at + 1 };
  }
  return null;
}

/** Each wanted stem by itself. */
export function singlesIn(said: readonly Said[], wanted: readonly string[]): Run[] {
  return said.flatMap((word, from): Run[] => {
    if (word.whole !== null && wanted.includes(word.whole))
      return [{ kind: "neighbours", from, to: endOfToken(said, from) }];
    return wanted.includes(word.stem) ? [{ kind: "neighbours", from, to: from + 1 }] : [];
  });
}

/** Stems as which a word counts. */
export function formsOf({ stem, whole }: Said): string[] {
  return whole === null ? [stem] : [stem, whole];
}

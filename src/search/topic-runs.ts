import type { Said } from "./topic-text.ts";

/** Words that stand for a topic, from `from` to `to` (exclusive). */
export interface Run {
  kind: "phrase" | "acronym" | "neighbours";
  from: number;
  to: number;
}

interface Looseness {
  /** How many other words may stand between. */
  loose: number;
  /** Whether an acronym among them counts as all its words: "diffusion LLMs" are diffusion models. */
  spelled?: boolean;
}

/** Where a field says the stems that are wanted, in reading order; no two overlap. */
export function runsIn(
  said: readonly Said[],
  wanted: readonly string[],
  looseness: Looseness,
): Run[] {
  const phrase = wanted.join("");
  const runs: Run[] = [];
  for (let from = 0; from < said.length; from = Math.max(from + 1, runs.at(-1)?.to ?? 0)) {
    const run = phraseFrom(said, from, phrase) ?? neighboursFrom(said, from, wanted, looseness);
    if (!run) continue;
    const before = runs.at(-1);
    // "State space models (SSMs)" says it once.
    if (before?.to === from && said[from]?.short !== null) before.to = run.to;
    else runs.push(run);
  }
  return runs;
}

/** The same without neighbours. */
export function phrasesIn(said: readonly Said[], wanted: readonly string[]): Run[] {
  return runsIn(said, wanted, { loose: 0 }).filter(({ kind }) => kind !== "neighbours");
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
  { loose, spelled = false }: Looseness,
): Run | null {
  const forms = (word: Said) => (spelled ? formsOf(word) : [word.stem]);
  const first = said[from];
  if (wanted.length < 2 || !first || !forms(first).some((form) => wanted.includes(form)))
    return null;
  const missing = new Set(wanted);
  const most = missing.size + loose;
  for (let at = from; at < from + most; at++) {
    const word = said[at];
    if (!word || word.sentence !== first.sentence) return null;
    for (const form of forms(word)) missing.delete(form);
    if (missing.size === 0) return { kind: "neighbours", from, to: at + 1 };
  }
  return null;
}

/** Each wanted stem by itself. */
export function singlesIn(said: readonly Said[], wanted: readonly string[]): Run[] {
  return said.flatMap((word, from): Run[] => {
    if (word.whole !== null && wanted.includes(word.whole))
      return [{ kind: "neighbours", from, to: endOfToken(said, from) }];
    const isOne = [word.stem, ...(word.long ?? [])].some((form) => wanted.includes(form));
    return isOne ? [{ kind: "neighbours", from, to: from + 1 }] : [];
  });
}

/** Stems as which a word counts. */
export function formsOf({ stem, whole, long }: Said): string[] {
  return [stem, ...(whole === null ? [] : [whole]), ...(long ?? [])];
}

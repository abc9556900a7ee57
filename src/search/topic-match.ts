import type { Field } from "./paper-index.ts";
import type { Said, TopicText } from "./topic-text.ts";

/** How a paper is about a topic. */
export interface Aboutness {
  /** 0 to 1. */
  strength: number;
  /** Words of the paper that matched, folded and in reading order. */
  words: string[];
  fields: Field[];
}

/**
 * How the paper is about the topic, given as stems; null where it only happens to use its words. It
 * is where they are a phrase, an acronym of it or neighbours, in the title or more than in passing in
 * the text; and where the title has some of them and the text comes back to each of the others.
 */
export function aboutness(wanted: readonly string[], paper: TopicText): Aboutness | null {
  const title = runsIn(paper.title, wanted, LOOSE_IN_TITLE);
  const text = runsIn(paper.text, wanted, wanted.length > 2 ? 1 : 0);
  const organisation = runsIn(paper.organisation, wanted, 0).filter(
    ({ from, to }) => from === 0 && to === paper.organisation.length,
  );
  const strength = Math.max(
    strongest(title, STRENGTH.inTitle),
    isInPassing(text, wanted, paper) ? 0 : strongest(text, STRENGTH.inText) + often(text),
    organisation.length > 0 ? STRENGTH.organisation : 0,
  );
  if (strength > 0) return matched(strength, { title, text, organisation }, paper);
  if (!isAllOver(wanted, paper)) return null;
  const scattered = {
    title: singlesIn(paper.title, wanted),
    text: singlesIn(paper.text, wanted),
    organisation: [],
  };
  return matched(STRENGTH.allOver, scattered, paper);
}

function matched(strength: number, runs: Record<Field, Run[]>, paper: TopicText): Aboutness {
  return {
    strength,
    words: [...new Set(FIELDS.flatMap((field) => wordsOf(runs[field], paper[field])))],
    fields: FIELDS.filter((field) => runs[field].length > 0),
  };
}

const FIELDS = ["title", "text", "organisation"] as const;

const STRENGTH = {
  inTitle: { phrase: 1, acronym: 0.95, neighbours: 0.8 },
  inText: { phrase: 0.5, acronym: 0.45, neighbours: 0.3 },
  organisation: 0.3,
  allOver: 0.2,
};
const FOR_EACH_TIME = 0.05;
const MOST_TIMES = 4;

/** So many other words may stand between the words of a topic: a title is short. */
const LOOSE_IN_TITLE = 3;
/** A text says in its first part what it is about, later what it was tried on. */
const FIRST_PART = 1 / 3;
/** Letters at the beginning that "private" and "privacy" share. */
const SAME_ROOT = 5;

/** Words that stand for a topic, from `from` to `to` (exclusive). */
interface Run {
  kind: keyof typeof STRENGTH.inTitle;
  from: number;
  to: number;
}

function runsIn(said: readonly Said[], wanted: readonly string[], loose: number): Run[] {
  const phrase = wanted.join("");
  const runs: Run[] = [];
  for (let from = 0; from < said.length; from = Math.max(from + 1, runs.at(-1)?.to ?? 0)) {
    const run = phraseFrom(said, from, phrase) ?? neighboursFrom(said, from, wanted, loose);
    if (run) runs.push(run);
  }
  return runs;
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

/** All the words in any order, the first of them here and at most `loose` others between. */
function neighboursFrom(
  said: readonly Said[],
  from: number,
  wanted: readonly string[],
  loose: number,
): Run | null {
  if (wanted.length < 2 || !wanted.includes(said[from]?.stem ?? "")) return null;
  const missing = new Set(wanted);
  const most = missing.size + loose;
  for (let at = from; at < from + most; at++) {
    const word = said[at];
    if (!word || word.sentence !== said[from]?.sentence) return null;
    missing.delete(word.stem);
    if (missing.size === 0) return { kind: "neighbours", from, to: at + 1 };
  }
  return null;
}

/** Said once, in no prominent place, and the title has nothing to do with it. */
function isInPassing(
  runs: readonly Run[],
  wanted: readonly string[],
  { title, text }: TopicText,
): boolean {
  const [first] = runs;
  if (!first) return true;
  if (runs.length > 1) return false;
  const isAlike = (one: string, other: string) =>
    one === other || (wanted.length === 1 && one.slice(0, SAME_ROOT) === other.slice(0, SAME_ROOT));
  if (title.some(({ stem }) => wanted.some((one) => isAlike(one, stem)))) return false;
  const sentences = (text.at(-1)?.sentence ?? 0) + 1;
  const isEarly = (text[first.from]?.sentence ?? 0) < sentences * FIRST_PART;
  return wanted.length === 1 || !isEarly;
}

/** Each word stands in the title, or twice in the text; one at least in the title. */
function isAllOver(wanted: readonly string[], { title, text }: TopicText): boolean {
  if (wanted.length < 2) return false;
  const inTitle = new Set(title.flatMap(formsOf));
  if (!wanted.some((stem) => inTitle.has(stem))) return false;
  const inText = text.flatMap(formsOf);
  return wanted.every(
    (stem) => inTitle.has(stem) || inText.indexOf(stem) < inText.lastIndexOf(stem),
  );
}

function singlesIn(said: readonly Said[], wanted: readonly string[]): Run[] {
  return said.flatMap((word, from): Run[] => {
    if (word.whole !== null && wanted.includes(word.whole))
      return [{ kind: "neighbours", from, to: endOfToken(said, from) }];
    const isOne = [word.stem, ...(word.long ?? [])].some((form) => wanted.includes(form));
    return isOne ? [{ kind: "neighbours", from, to: from + 1 }] : [];
  });
}

function formsOf({ stem, whole, long }: Said): string[] {
  return [stem, ...(whole === null ? [] : [whole]), ...(long ?? [])];
}

function strongest(runs: readonly Run[], strength: Record<Run["kind"], number>): number {
  return runs.reduce((most, { kind }) => Math.max(most, strength[kind]), 0);
}

function often(runs: readonly Run[]): number {
  return FOR_EACH_TIME * Math.min(runs.length, MOST_TIMES);
}

/** Of a compound all of which matched it is the whole, run together: as `Hit.words`. */
function wordsOf(runs: readonly Run[], said: readonly Said[]): string[] {
  const parts = runs.flatMap(({ from, to }) => said.slice(from, to));
  return [...Map.groupBy(parts, ({ token }) => token).values()].flatMap((ofToken) => {
    const words = ofToken.map(({ word }) => word);
    return ofToken.length === ofToken[0]?.parts ? [words.join("")] : words;
  });
}

import { plain } from "../layout/escape.ts";
import { ideasOf } from "./ideas.ts";
import { type WordMatch, matchesIn, runs, type Span } from "./matches.ts";
import { sentencesOf } from "./sentences.ts";
import { keptLength } from "./shorten.ts";
import { type NameInTitle, nameIn, worthOfKind } from "./sentence-kind.ts";

/** What a sentence has to tell of. */
export interface Subject {
  /** What each word that is looked for stands for. */
  ideas: ReadonlyMap<string, readonly string[]>;
  /** Ideas that are in the paper's title, which is read first. */
  inTitle: ReadonlySet<string>;
  name: NameInTitle;
}

/** The part of a text with which to begin. */
export interface Passage {
  line: string;
  matches: readonly WordMatch[];
  /** The sentence, and those after it. */
  sentences: readonly Span[];
  /** How many different ideas are seen in it that the title does not have. */
  count: number;
  worth: number;
}

export function subjectOf(title: string, words: readonly string[]): Subject {
  const ideas = ideasOf(words);
  const found = matchesIn(plain(title), new Set(words));
  return { ideas, inTitle: ideasIn(found, ideas), name: nameIn(title) };
}

/** The sentence of a text that tells most where there is `room` for so many characters, or null. */
export function bestPassage(text: string, subject: Subject, room: number): Passage | null {
  const line = plain(text);
  const matches = matchesIn(line, new Set(subject.ideas.keys()));
  const sentences = sentencesOf(line);
  let best: { first: number; count: number; worth: number } | null = null;
  let next = 0;
  for (const [first, sentence] of sentences.entries()) {
    const from = next;
    while ((matches[next]?.start ?? Infinity) < sentence.end) next += 1;
    const inside = matches.slice(from, next);
    const end = shownEnd(line, sentence, inside, room);
    const shown = inside.filter((match) => match.end <= end);
    const kind = worthOfKind(line.slice(sentence.start, end), subject.name);
    const worth =
      worthOfMatches(shown, inside, subject) +
      kind -
      (first === 0 && sentences.length > 2 && kind < 0.9 ? WORTH.opening : 0) -
      (end < sentence.end ? WORTH.cut : 0) -
      (sentence.end - sentence.start < SHORT_SENTENCE ? WORTH.short : 0);
    const count = ideasIn(shown, subject.ideas).difference(subject.inTitle).size;
    if (best === null || worth > best.worth) best = { first, count, worth };
  }
  return best && { ...best, line, matches, sentences: sentences.slice(best.first) };
}

/** Where to end a sentence that may be too long. */
export function shownEnd(
  line: string,
  { start, end }: Span,
  inside: readonly WordMatch[],
  room: number,
): number {
  if (end - start <= room) return end;
  const near = inside.filter((match) => match.start < start + room);
  const phrases = runs(line, near).map((run) => ({
    start: run.start - start,
    end: run.end - start,
  }));
  return start + keptLength(line.slice(start, end), room, phrases);
}

/** Beside what `worthOfKind` gives. The opening of a text is background more often than not. */
const WORTH = {
  idea: 2,
  ideaInTitle: 0.2,
  any: 0.4,
  near: 0.5,
  hidden: 0.2,
  cut: 0.3,
  short: 0.5,
  opening: 0.4,
};

/** A sentence shorter than this says little. */
const SHORT_SENTENCE = 60;

function worthOfMatches(
  shown: readonly WordMatch[],
  inside: readonly WordMatch[],
  { ideas, inTitle }: Subject,
): number {
  const seen = ideasIn(shown, ideas);
  const hidden = ideasIn(inside, ideas).size - seen.size;
  const more = seen.difference(inTitle).size;
  return (
    WORTH.idea * more +
    WORTH.ideaInTitle * (seen.size - more) +
    (seen.size > 0 ? WORTH.any : 0) +
    (more > 0 ? WORTH.near * nearness(shown) : 0) +
    WORTH.hidden * hidden
  );
}

function ideasIn(matches: readonly WordMatch[], ideas: Subject["ideas"]): Set<string> {
  return new Set(matches.flatMap(({ word }) => ideas.get(word) ?? []));
}

/** From 1 where all words of some matches stand side by side down to 0. */
function nearness(matches: readonly WordMatch[]): number {
  const count = new Set(matches.map(({ word }) => word)).size;
  if (count < 2) return 0;
  const times = new Map<string, number>();
  let shortest = Infinity;
  let from = 0;
  for (const { word, end } of matches) {
    times.set(word, (times.get(word) ?? 0) + 1);
    for (let first = matches[from]; times.size === count && first; first = matches[++from]) {
      shortest = Math.min(shortest, end - first.start);
      const left = (times.get(first.word) ?? 0) - 1;
      if (left > 0) times.set(first.word, left);
      else times.delete(first.word);
    }
  }
  return Math.max(0, 1 - shortest / (count * NEAR_PER_WORD));
}

/** Characters for each word beyond which words have nothing to do with each other. */
const NEAR_PER_WORD = 40;

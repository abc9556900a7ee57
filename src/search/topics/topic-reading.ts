import type { Lexicon } from "../words/meaning/lexicon.ts";
import { OTHER_NUMBER } from "../words/plurals.ts";
import { stem as stemOf, tokenise } from "../words/analyse.ts";
import { type Acronyms, inRuns, textWords } from "./topic-text.ts";

/** Words that a paper about a topic says, as stems of those that say something. */
export interface TopicReading {
  stems: readonly string[];
  /** Whether they name a part of what was typed. */
  isPart: boolean;
  /** Whether they are one acronym: others may mean other things by its letters. */
  isAcronym: boolean;
}

/**
 * A topic as it is typed, with its acronyms spelled out as the corpus means them, and by other names. Nothing where it has no
 * word that says something, or is too long for a topic.
 */
export function readTopic(
  topic: string,
  lexicon: Pick<Lexicon, "meaningOf" | "fields">,
): TopicReading[] {
  const own = spelled(topic, lexicon);
  const all = own.flatMap((stems) => [stems, ...inOtherNumber(topic, stems)]);
  const asTyped = all.map((stems) => ({ stems, isPart: false, isAcronym: false }));
  return [...asTyped, ...lexicon.fields.othersOf(own.at(-1) ?? [])];
}

/** "Basis functions" are those of bases; a word alone would stand for too many others. */
function inOtherNumber(topic: string, stems: readonly string[]): string[][] {
  if (stems.length < 2) return [];
  const typed = new Set(tokenise(topic).flatMap(({ parts }) => parts));
  return [...OTHER_NUMBER].flatMap(([one, other]) => {
    const at = stems.indexOf(stemOf(one));
    return at === -1 || !typed.has(one) ? [] : [stems.with(at, stemOf(other))];
  });
}

/** Two fields of which a topic is put together, or two names of one. */
export interface ComposedTopic {
  fields: string[];
  areOne: boolean;
}

export function composedOf(
  topic: string,
  { fields: names }: Pick<Lexicon, "fields">,
): ComposedTopic | null {
  if (topic.length > MAX_TOPIC_LETTERS) return null;
  const words = textWords([topic], () => null);
  const found = names.twoIn(words.map(({ stem }) => stem));
  if (!found) return null;
  const { border, areOne } = found;
  const fields = [words.slice(0, border), words.slice(border)].map((some) =>
    // Folding made small letters of an acronym.
    some.map(({ word, short }) => (short === null ? word : word.toUpperCase())).join(" "),
  );
  return { fields, areOne };
}

const MAX_TOPIC_LETTERS = 300;
const MAX_TOPIC_WORDS = 20;

/** Whether a topic of words is short enough to be one. */
export function isReadable(topic: string): boolean {
  return spelled(topic, { meaningOf: () => null }).length > 0;
}

/** As typed, and where it has acronyms that somebody spells out, once more without them. */
function spelled(topic: string, { meaningOf }: Pick<Acronyms, "meaningOf">): string[][] {
  if (topic.length > MAX_TOPIC_LETTERS) return [];
  const words = inRuns(textWords([topic], (short) => meaningOf(short)?.long ?? null));
  if (words.length === 0 || words.length > MAX_TOPIC_WORDS) return [];
  const typed = words.map(({ stem }) => stem);
  const longs = words.map(({ word, short, long }) => {
    if (short !== null) return long;
    // Typed in small letters it may be an acronym or a word, so one text alone proves nothing.
    const meaning = meaningOf(word) ?? meaningOf(word.replace(/s$/, ""));
    return meaning && meaning.texts > 1 ? meaning.long : null;
  });
  if (longs.every((long) => long === null)) return [typed];
  return [typed, typed.flatMap((one, i) => longs[i] ?? [one]).slice(0, MAX_TOPIC_WORDS)];
}

import { stem as stemOf } from "../words/analyse.ts";
import { joinCompounds } from "../words/terms.ts";
import { eachField, type Field, FIELDS, type MatchedWords } from "../words/paper-fields.ts";
import type { TopicReading } from "./topic-reading.ts";
import { hasUnspaced } from "../../papers/text/words.ts";
import { acronymsIn, formsOf, phrasesIn, type TopicRun, runsIn, singlesIn } from "./topic-runs.ts";
import { type TextWord, type TopicText, withRuns } from "./topic-text.ts";

/** How a paper is about a topic: the words of the paper that matched, in reading order, and where. */
export interface Aboutness extends MatchedWords {
  /** 0 to 1: how squarely the paper is about the topic. */
  strength: number;
}

/** That a paper is about a topic, and why. */
export interface TopicMatch extends Aboutness {
  paperId: string;
}

/**
 * How the paper is about what a topic says; null where it only happens to use its words. It is where
 * they are a phrase, an acronym of it or neighbours, in the title or more than in passing in the text;
 * and where the title has some of them and the text comes back to each of the others.
 */
export function aboutness(reading: TopicReading, paper: TopicText): Aboutness | null {
  return reading.isPart || reading.isAcronym
    ? aboutOtherName(reading, paper)
    : aboutTopic(reading.stems, textForTopic(reading.stems, paper));
}

function textForTopic(wanted: readonly string[], paper: TopicText): TopicText {
  const [only = ""] = wanted;
  // A letter alone is a name where it is a capital and stands alone: R is not in "R-CNN".
  if (wanted.length === 1 && isOneLetter(only))
    return eachField((field) =>
      paper[field].filter(({ stem, isLetter }) => stem !== only || isLetter),
    );
  if (!wanted.some(hasUnspaced)) return paper;
  return eachField((field) => withRuns(paper[field], wanted));
}

/** Of `R&D`, say: letters that are not together are any letters. */
function isOneLetter(stem: string): boolean {
  return /^[a-z]$/.test(stem);
}

function aboutTopic(wanted: readonly string[], paper: TopicText): Aboutness | null {
  // There each letter is a word.
  const scale = wanted.some(hasUnspaced) ? LETTERS_OF_WORD : 1;
  const loose = wanted.every(isOneLetter) ? 0 : LOOSE_IN_TITLE * scale;
  const title = runsIn(paper.title, wanted, loose);
  const text = runsIn(paper.text, wanted, wanted.length > 2 ? scale : 0);
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

/** What was not typed in so many words has to stand in the title, or more than once in the text. */
function aboutOtherName(
  { stems, isPart, isAcronym }: TopicReading,
  paper: TopicText,
): Aboutness | null {
  const find = isAcronym ? acronymsIn : phrasesIn;
  const [title, text] = [find(paper.title, stems), find(paper.text, stems)];
  const strength = Math.max(
    strongest(title, STRENGTH.inTitle),
    text.length < (isPart ? 3 : 2) ? 0 : strongest(text, STRENGTH.inText) + often(text),
  );
  if (strength === 0) return null;
  const weight = isPart ? STRENGTH.part : 1;
  return matched(strength * weight, { title, text, organisation: [] }, paper);
}

function matched(strength: number, runs: Record<Field, TopicRun[]>, paper: TopicText): Aboutness {
  return {
    strength,
    words: [...new Set(FIELDS.flatMap((field) => wordsOf(runs[field], paper[field])))],
    fields: FIELDS.filter((field) => runs[field].length > 0),
  };
}

const STRENGTH = {
  inTitle: { phrase: 1, acronym: 0.95, neighbours: 0.8 },
  inText: { phrase: 0.5, acronym: 0.45, neighbours: 0.3 },
  organisation: 0.3,
  allOver: 0.2,
  /** By how much less a part of a field counts. */
  part: 0.8,
};
/** What people are told of a strength. */
export function gradeOf(strength: number): Grade {
  if (strength >= STRONG) return "strong";
  return strength >= GOOD ? "good" : "weak";
}

export type Grade = "strong" | "good" | "weak";

/** The words are together, or nearly, in the title. */
const STRONG = 0.8;
/** The text has them as a phrase. */
const GOOD = 0.4;

const FOR_EACH_TIME = 0.05;
const MAX_TIMES = 4;

/** So many other words may stand between the words of a topic: a title is short. */
const LOOSE_IN_TITLE = 2;
/** Words of one sentence, nearly always. */
const LOOSE_IN_SENTENCE = 9;
/** Of a Chinese one, say. */
const LETTERS_OF_WORD = 2;
/** Letters at the beginning that "private" and "privacy" share. */
const SAME_ROOT = 5;

/** Only once, where the text does not begin, and the title has nothing to do with it. */
function isInPassing(
  runs: readonly TopicRun[],
  wanted: readonly string[],
  { title, text }: TopicText,
): boolean {
  const [first] = runs;
  if (!first) return true;
  if (runs.length > 1) return false;
  const isAlike = (one: string, other: string) =>
    one === other || (wanted.length === 1 && one.slice(0, SAME_ROOT) === other.slice(0, SAME_ROOT));
  if (title.some(({ stem }) => wanted.some((one) => isAlike(one, stem)))) return false;
  return wanted.length === 1 || text[first.from]?.sentence !== text[0]?.sentence;
}

/**
 * Each word stands in the title, or twice in the text; a telling one at least in the title. Two words
 * often do by chance, so a sentence has to have both.
 */
function isAllOver(wanted: readonly string[], { title, text }: TopicText): boolean {
  if (wanted.length < 2 || wanted.every(isOneLetter)) return false;
  const scale = wanted.some(hasUnspaced) ? LETTERS_OF_WORD : 1;
  const inTitle = new Set(title.flatMap(formsOf));
  const telling = wanted.filter((stem) => !ANYWHERE.has(stem));
  if (!(telling.length > 0 ? telling : wanted).some((stem) => inTitle.has(stem))) return false;
  if (wanted.length === 2 && runsIn(text, wanted, LOOSE_IN_SENTENCE * scale).length === 0)
    return false;
  const inText = text.flatMap(formsOf);
  return wanted.every(
    (stem) => inTitle.has(stem) || inText.indexOf(stem) < inText.lastIndexOf(stem),
  );
}

/** Words of all titles: that one has them tells nothing. */
const ANYWHERE = new Set(
  `algorithm analysis approach data deep efficient framework large learning method model network
  neural system training`
    .split(/\s+/)
    .map(stemOf),
);

function strongest(runs: readonly TopicRun[], strength: Record<TopicRun["kind"], number>): number {
  return runs.reduce((most, { kind }) => Math.max(most, strength[kind]), 0);
}

function often(runs: readonly TopicRun[]): number {
  return FOR_EACH_TIME * Math.min(runs.length, MAX_TIMES);
}

function wordsOf(runs: readonly TopicRun[], words: readonly TextWord[]): string[] {
  return joinCompounds(runs.flatMap(({ from, to }) => words.slice(from, to)));
}

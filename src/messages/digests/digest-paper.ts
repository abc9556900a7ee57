import type { Paper } from "../../papers/paper.ts";
import { escape, plainWithin } from "../layout/escape.ts";
import { paperLine } from "../papers/card.ts";
import { matchedPhrases } from "../papers/matched-phrases.ts";
import { attentionNote, votesNote } from "./left-over.ts";
import * as say from "./wording.ts";

/** A paper in a digest, and why it is there. */
export interface DigestPaper {
  paper: Paper;
  /** The query that it matches. */
  topic: string;
  /** How much it is about that. */
  grade: Grade;
  /** Words of the paper that matched, folded. */
  words: readonly string[];
  fields: readonly ("title" | "text" | "organisation")[];
  /** Votes, where these gave it its place. */
  attention?: { upvotes: number; days: number } | null;
  /** Votes of people here, where these helped. */
  votesHere?: number;
}

export type Grade = keyof typeof say.GRADES;

const LONGEST_TOPIC_NAME = 150;
const LONGEST_PHRASE = 60;
const MAX_PHRASES = 6;

/** A paper as one of several, which match one topic or another, and under it why it is there. */
export function paperWithWhy(one: DigestPaper): string {
  return `${paperLine(one.paper, one.words)}\n${whyLine(one, topicName(one.topic))}`;
}

/** The same where a heading above it names the topic. */
export function paperUnderTopic(one: DigestPaper): string {
  return `${paperLine(one.paper, one.words)}\n${whyLine(one, null)}`;
}

/**
 * Laid out papers, until the corpus is another: many channels have the same paper for the same
 * topic on the same morning, and its lines are most of the work on a digest.
 */
const laidOut = new WeakMap<Paper, Map<string, string>>();

/** As `paperUnderTopic`, which does it once for the same paper and why. */
export function linesOf(one: DigestPaper): string {
  const known = laidOut.get(one.paper) ?? new Map<string, string>();
  const why = JSON.stringify([one.grade, one.words, one.fields, one.attention, one.votesHere]);
  const lines = known.get(why) ?? paperUnderTopic(one);
  laidOut.set(one.paper, known.set(why, lines));
  return lines;
}

/** Why a paper is there, where its heading names the topic and nothing reads Markdown. */
export function inPlainWords(one: DigestPaper): string {
  return whyInWords(one, null, (phrase) => plainWithin(phrase, LONGEST_PHRASE));
}

/** `Strong match in the title: **state space**, **SSM** · 212 upvotes in its first day` */
function whyLine(one: DigestPaper, topic: string | null): string {
  return `-# ${whyInWords(one, topic, inBold)}`;
}

function inBold(phrase: string): string {
  const escaped = escape(phrase, LONGEST_PHRASE);
  return escaped === "" ? "" : `**${escaped}**`;
}

function whyInWords(
  { attention = null, votesHere = 0, ...match }: DigestPaper,
  topic: string | null,
  written: (phrase: string) => string,
): string {
  return `${howItMatches(match, topic, written)}${attentionNote(attention)}${votesNote(votesHere)}`;
}

function howItMatches(
  { paper, grade, words, fields }: Pick<DigestPaper, "paper" | "grade" | "words" | "fields">,
  topic: string | null,
  written: (phrase: string) => string,
): string {
  const places = say.FIELDS.filter(([field]) => fields.includes(field)).map(([, place]) => place);
  const all = matchedPhrases(paper, words)
    .map(written)
    .filter((phrase) => phrase !== "");
  // Where a topic is nothing but filters, there is no more or less.
  if (places.length === 0 && all.length === 0) return say.fitsEveryFilter(topic);
  const more = all.length > MAX_PHRASES ? " …" : "";
  const shown = all.slice(0, MAX_PHRASES).join(", ") + more;
  return say.match(grade, { topic, places, words: shown });
}

/** A topic within a sentence: its name or its query. */
export function topicName(name: string): string {
  return `*${visibleName(name, LONGEST_TOPIC_NAME)}*`;
}

/** A topic's name or query; it may consist of nothing that can be seen. */
export function visibleName(name: string, max: number): string {
  return escape(name, max) || say.THIS_TOPIC;
}

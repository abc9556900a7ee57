import type { Paper } from "../../papers/paper.ts";
import { escape } from "../layout/escape.ts";
import { listed } from "../layout/wording.ts";
import { paperLine } from "../papers/card.ts";
import { attentionNote } from "./left-over.ts";

/** A paper in a digest, and why it is there. */
export interface DigestPaper {
  paper: Paper;
  /** The query that it matches best. */
  topic: string;
  /** Words of the paper that matched, folded. */
  words: readonly string[];
  fields: readonly ("title" | "text" | "organisation")[];
  /** Votes, where these gave it its place. */
  attention?: { upvotes: number; days: number } | null;
}

const LONGEST_TOPIC_NAME = 150;
const LONGEST_MATCHED_WORD = 30;
const MAX_MATCHED_WORDS = 6;

/** A paper as one of several, and under it why it is there. */
export function paperWithWhy({ paper, words, ...why }: DigestPaper): string {
  return `${paperLine(paper, words)}\n${whyLine({ ...why, words })}`;
}

/**
 * Laid out papers, until the corpus is another: many channels have the same paper for the same
 * topic on the same morning, and its lines are most of the work on a digest.
 */
const laidOut = new WeakMap<Paper, Map<string, string>>();

/** As `paperWithWhy`, which does it once for the same paper and why. */
export function linesOf(one: DigestPaper): string {
  const known = laidOut.get(one.paper) ?? new Map<string, string>();
  const why = JSON.stringify([one.topic, one.words, one.fields, one.attention]);
  const lines = known.get(why) ?? paperWithWhy(one);
  laidOut.set(one.paper, known.set(why, lines));
  return lines;
}

/** Matches *state space models* in the title: **state**, **space** */
function whyLine({ topic, words, fields, attention = null }: Omit<DigestPaper, "paper">): string {
  const places = FIELDS.filter(([field]) => fields.includes(field)).map(([, place]) => place);
  const shown = words
    .map((word) => escape(word, LONGEST_MATCHED_WORD))
    .filter((word) => word !== "")
    .map((word) => `**${word}**`);
  const where = places.length > 0 ? ` in ${listed(places)}` : "";
  const which =
    shown.slice(0, MAX_MATCHED_WORDS).join(", ") + (shown.length > MAX_MATCHED_WORDS ? " …" : "");
  return `-# Matches ${topicName(topic)}${where}${which === "" ? "" : `: ${which}`}${attentionNote(attention)}`;
}

const FIELDS = [
  ["title", "the title"],
  ["text", "the text"],
  ["organisation", "the organisation"],
] as const;

/** A topic within a sentence: its name or its query. */
export function topicName(name: string): string {
  return `*${visibleName(name, LONGEST_TOPIC_NAME)}*`;
}

/** A topic's name or query; it may consist of nothing that can be seen. */
export function visibleName(name: string, max: number): string {
  return escape(name, max) || "this topic";
}

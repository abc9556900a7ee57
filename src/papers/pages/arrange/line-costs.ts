import { isNumberOfSomething, isSubmitter, isVotes } from "../lines/counts.ts";
import { isControl, isNotice } from "../lines/furniture.ts";
import type { Line } from "../lines/line.ts";
import { isOnlyLinks } from "../lines/markdown.ts";
import { isNames } from "../lines/names.ts";
import { isTableRow } from "../lines/one-line.ts";
import { endsSentence, endsWithStop } from "../lines/sentences.ts";
import { beginningOf, LONGEST_REPEATED, type Repeats, shapeOf } from "./repeats.ts";

/** What it costs to take a line for each part of a page: the less it looks like one, the more. */
export interface LineCosts {
  titleStart: number;
  titleEnd: number;
  /** As a line that goes on with a title. */
  moreTitle: number;
  textStart: number;
  textEnd: number;
  /** As a line that goes on with a text. */
  moreText: number;
  /** As a line of furniture below other parts, and below other furniture. */
  furniture: number;
  moreFurniture: number;
  endsSentence: boolean;
}

interface Setting {
  /** What it costs to begin furniture with a line that nothing else tells. */
  furniture: number;
  /** Whether entries are told by their metadata, so that a short sentence alone is none. */
  sure: boolean;
}

export function costsOf(line: Line, { furniture, sure }: Setting, repeats: Repeats): LineCosts {
  const { text } = line;
  const sentence = endsSentence(text);
  const evidence = evidenceOf(line, repeats);
  const asText =
    evidence === "certain" || evidence === "words" ? 0 : likeText(text, sentence, sure);
  const start = { certain: 0.3, words: 1, repeats: 1, begins: 1.6, none: furniture };
  const more = { certain: 0.1, words: 0.2, repeats: 0.2, begins: 0.4, none: 0.5 };
  const unlike = UNLIKE[isTableRow(text) ? "row" : evidence];
  return {
    titleStart: titleStart(text) + unlike.title,
    titleEnd: titleEnd(text),
    moreTitle: evidence === "certain" || evidence === "words" ? unlike.title : 0,
    textStart: textStart(text) + unlike.text + (line.heading ? 4 : 0),
    moreText: unlike.text,
    textEnd: textEnd(text, text.length),
    furniture: start[evidence] + asText,
    moreFurniture: more[evidence] + asText,
    endsSentence: sentence,
  };
}

/** How much lines that look like furniture look like nothing else. */
const UNLIKE = {
  row: { title: 6, text: 6 },
  certain: { title: 2, text: 3 },
  words: { title: 2, text: 1.5 },
  repeats: { title: 0.5, text: 0 },
  begins: { title: 0.3, text: 0 },
  none: { title: 0, text: 0 },
};

type Evidence = "certain" | "words" | "repeats" | "begins" | "none";

function evidenceOf(line: Line, repeats: Repeats): Evidence {
  const { text } = line;
  if (line.isFrontMatter || repeats.doubled.has(line)) return "certain";
  if (repeats.bylines.has(line) || isNames(text)) return "words";
  if (text.length > 160) return isOnlyLinks(text) || isTableRow(text) ? "certain" : "none";
  if (!/\p{L}/u.test(text) || isTableRow(text) || isOnlyLinks(text)) return "certain";
  if (isMenu(text) || HASHTAGS.test(text)) return "certain";
  if (
    /^(?:\d{1,4}[.)]\s+|[-*•]\s+)?https?:\/\/\S+$|^[\w-]+(?:\.[\w-]+)*\.(?:co|com|org|net|io|ai|dev)(?:\/\S*)?$/i.test(
      text,
    )
  )
    return "certain";
  if (isNotice(text)) return "words";
  if (text.length <= 80 && (isVotes(text) || isSubmitter(text) || isControl(text))) return "words";
  if (/^\d/.test(text) && text.length <= 30 && isNumberOfSomething(text) && !/\s\p{Lu}/u.test(text))
    return "words";
  if (repeats.heads.has(line) || repeats.tails.has(line)) return "repeats";
  if (text.length <= LONGEST_REPEATED && (repeats.shapes.get(shapeOf(text)) ?? 0) > 1)
    return "repeats";
  const beginning = beginningOf(text);
  return beginning !== null && (repeats.beginnings.get(beginning) ?? 0) > 1 ? "begins" : "none";
}

const HASHTAGS = /^(?:#[\p{L}\p{N}_-]+\s*)+$/u;
const MENU_SIGN = /\s*[|｜│]\s*|\s[·•/»›]\s/u;

/** `Home | Archive | About`, on one line. */
function isMenu(text: string): boolean {
  if (!/[|｜│·•/»›]/.test(text)) return false;
  const items = text.split(MENU_SIGN).filter((item) => item !== "");
  return items.length >= 3 && items.every((item) => item.length <= 30 && !endsSentence(item));
}

/** How much a line looks like an abstract, or a part of one. */
function likeText(text: string, sentence: boolean, sure: boolean): number {
  const { length } = text;
  if (length >= 60) return (sentence ? 3 : 1.5) + Math.min(length / 100, 8);
  if (!sentence) return 0;
  return sure ? 1.5 : 3;
}

/** Of the real titles, the longest has 144 characters. */
function titleStart(text: string): number {
  const start = text.slice(0, 400);
  let cost = Math.min(Math.max(0, (text.length - 150) / 40), 10);
  if (/[a-z)][.!?]\s+\p{Lu}|[。！？]\s*\p{L}/u.test(start)) cost += 1;
  if (/^\p{Ll}/u.test(start)) cost += 0.5;
  if (/https?:\/\//.test(start)) cost += 1;
  return cost;
}

function titleEnd(text: string): number {
  if (endsWithStop(text)) return 4;
  return /[,;，；]$/.test(text) ? 1 : 0;
}

function textStart(text: string): number {
  const start = text.slice(0, 200);
  const longWords = start.match(/\p{L}{4,}/gu) ?? [];
  const capitals = longWords.filter((word) => /^\p{Lu}/u.test(word)).length;
  return longWords.length >= 3 && capitals >= longWords.length * 0.7 ? 1 : 0;
}

/** `length` is that of the text so far. */
export function textEnd(text: string, length: number): number {
  // Letters of Chinese or Japanese say as much as three of English.
  const full = /\p{Script=Han}/u.test(text.slice(0, 60)) ? 20 : 60;
  const short = length < full ? 1 : 0;
  if (/[.!?:…)"”。！？」』」]$|https?:\/\/\S*$/u.test(text.slice(-200))) return short;
  return short + (length < 200 ? 2 : 0.3);
}

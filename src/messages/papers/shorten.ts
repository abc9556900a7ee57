import { cut } from "../layout/budget.ts";
import type { Span } from "./matches.ts";

/**
 * How much of the beginning of a sentence to show in `max` characters, if an ellipsis comes after it
 * where something is missing: up to the end of a clause if that keeps most of the room, else to a
 * word that leaves nobody waiting for the next. Formulas and `phrases` stay in one piece unless there
 * is no other place.
 */
export function keptLength(sentence: string, max: number, phrases: readonly Span[] = []): number {
  if (sentence.length <= max) return sentence.length;
  const beginning = sentence.slice(0, Math.max(0, max) + BRACKET_LOOK_AHEAD);
  const brackets = bracketsIn(beginning);
  const unbreakable = [...brackets.filter(({ isTerm }) => isTerm), ...formulasIn(beginning)];
  let best = { end: 0, worth: -Infinity };
  for (const end of possibleEnds(beginning, max - 1)) {
    if (isInside(end, unbreakable) || !mayEnd(beginning, end)) continue;
    const worth =
      end / max +
      clauseWorth(beginning, end) -
      (isInside(end, brackets) ? 0.25 : 0) -
      (isInside(end, phrases) ? 0.5 : 0) -
      (UNFINISHED_CLAUSE.test(beginning.slice(0, end)) ? 0.25 : 0);
    if (worth > best.worth) best = { end, worth };
  }
  if (best.end > 0) return best.end;
  return cut(sentence, max).replace(/…$/, "").length;
}

/** How far behind the room brackets and formulas may close. */
const BRACKET_LOOK_AHEAD = 200;

/** Where a word ends, without the marks behind it; in Chinese and Japanese, where a clause does. */
function possibleEnds(text: string, max: number): number[] {
  const ends: number[] = [];
  for (const { 0: marks, index } of text.matchAll(WORD_END)) {
    if (index > max) break;
    if (index > 0 && index + marks.length < text.length) ends.push(index);
  }
  return ends;
}

const WORD_END = /(?<![\s.,;:–—-])[.,;:–—-]*\s|[，、；：。]/gu;

/** How well a text may end at `end`, seen from what follows: a clause that is complete is best. */
function clauseWorth(text: string, end: number): number {
  const after = text.slice(end, end + 20);
  if (/^\s?[;:–—；：]|^ --? |^[.。]/u.test(after)) return 0.45;
  if (STARTS_CLAUSE.test(after)) return 0.3;
  if (/^, (?:and|but|or|then) /.test(after)) return 0.35;
  if (/^[,，、]/u.test(after)) return 0.25;
  if (/^ (?:\(|and |or )/.test(after)) return 0.17;
  if (/^ (?:by|with|without|through|via|using|for|that|under|across|instead|rather) /.test(after))
    return 0.12;
  if (/^ (?:to|from|on|in|at|than|as|over) /.test(after)) return 0.02;
  return /\d$/.test(text.slice(0, end)) ? -0.2 : -0.1;
}

const STARTS_CLAUSE =
  /^,? (?:which|while|whereas|where|when|because|but|although|though|yet|so|unless|whose|who|if|since) /;

/** A clause of which only the first word or two are there. */
const UNFINISHED_CLAUSE =
  /\b(?:which|whose|who|where|when|while|whereas|because|but|although|though|if|since|so|that)(?: \S+){1,2}$/;

/** Whether a text may end there without promising more: after "while" or "the" or "≤" it may not. */
function mayEnd(text: string, end: number): boolean {
  const [, last = ""] = /(\S+)$/.exec(text.slice(Math.max(0, end - 40), end)) ?? [];
  const [, next = ""] = /^\s*(\S+)/.exec(text.slice(end, end + 40)) ?? [];
  return (
    !isOperator(last) &&
    !isOperator(next) &&
    !WORDS_NEVER_LAST.has(last.replace(/^[("“‘[]+/u, "").toLowerCase())
  );
}

/** Part of a formula that was written in the open: `x = 3`. */
function isOperator(word: string): boolean {
  return /^[\p{Sm}*/^∗⋆-]+$/u.test(word) && !/^-+$/.test(word);
}

/** Words that lean on the next one; and abbreviations, without their stop. */
const WORDS_NEVER_LAST = new Set(
  [
    "a an the this that these those its their his her our your my such each every any some no not never both either neither",
    "of to in on at by for from with without into onto over under between among across through via per than as like about",
    "against toward towards within upon during after before until till since despite beyond around along behind using",
    "and or but nor yet so while whereas when where which who whom whose why how what if because although though unless whether",
    "is are was were be been being am has have had do does did can could may might must shall should will would cannot",
    "thanks due owing according compared based able likely relative prior close rather instead means suggest suggests argue argues",
    "observe reveal reveals indicate indicates confirm confirms ensure ensures claim claims say says note",
    "we they it he she i you who's it's",
    "very more most less least much many few only just even also still too quite rather up almost nearly about around roughly",
    "other another same several various different new novel first second one two three four five six",
    "fig figs eq eqs sec secs tab no e.g i.e vs cf resp approx ca et al dr prof",
    "show shows prove proves find finds demonstrate demonstrates propose proposes present presents introduce introduces",
    "make makes let lets give gives keep keeps need needs allow allows enable enables",
  ].flatMap((line) => line.split(" ")),
);

interface Bracketed extends Span {
  /** Whether it belongs to what stands before it: `O(n log n)`. */
  isTerm: boolean;
}

/** Where brackets are, outermost and inner ones. One that is never closed reaches to the end. */
function bracketsIn(text: string): Bracketed[] {
  const found: Bracketed[] = [];
  const open: Bracketed[] = [];
  for (const { 0: sign, index } of text.matchAll(/[()[\]{}]/g)) {
    if (/[([{]/.test(sign)) {
      const isTerm = index > 0 && /[^\s"“‘–—-]/u.test(text[index - 1] ?? "");
      open.push({ start: index, end: text.length, isTerm });
    } else {
      const closed = open.pop();
      if (closed) found.push({ ...closed, end: index + 1 });
    }
  }
  return [...found, ...open.map((one) => ({ ...one, isTerm: false }))];
}

/** Formulas as TeX has them. A dollar with a blank behind it begins none: it is a price's end. */
export function formulasIn(text: string): Span[] {
  return [...text.matchAll(FORMULA)].map(({ 0: formula, index }) => ({
    start: index,
    end: index + formula.length,
  }));
}

const FORMULA =
  /\$\$[^$]{1,300}\$\$|\$(?!\s)[^$]{1,300}(?<!\s)\$(?!\d)|\\\([^\\]{0,20}(?:\\(?!\))[^\\]{0,60}){0,20}\\\)/gu;

function isInside(end: number, spans: readonly Span[]): boolean {
  return spans.some((span) => span.start < end && end < span.end);
}

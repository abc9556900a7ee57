import { restoreAccents } from "../../../papers/text/accents.ts";

/**
 * The names in a list such as the feed's `dc:creator`: without affiliations, which stand in brackets
 * and have commas of their own, and with the letters that TeX spells out. What belongs to a name
 * (`Jr.`, `III`) stays with it; a collaboration is a name like others.
 */
export function splitAuthors(list: string): string[] {
  const names: string[] = [];
  for (const part of splitOutsideBrackets(restoreNames(list))) {
    const name = withoutAffiliations(part)
      .replace(/^(?:and|on behalf of|for) (?=\S)/, "")
      .trim();
    if (name === "" || /^et\.? al\.?$/i.test(name)) continue;
    const before = names.at(-1);
    if (before !== undefined && SUFFIX.test(name)) names.splice(-1, 1, `${before} ${name}`);
    else names.push(name);
  }
  return names;
}

/** One name, with the letters that TeX spells out. */
export function restoreName(name: string): string {
  return restoreNames(name).trim();
}

const SUFFIX = /^(?:Jr|Sr|I{2,3}|IV|Ph\.?\s?D|M\.?\s?D)\.?$/i;
const GROUP_AT_END = /\b(?:collaborations?|teams?|group|consortium|project)\s?$/i;
const GROUP = /\b(?:collaborations?|teams?|group|consortium|project)\b/i;

/**
 * In names `\'i` is an accent where prose may mean an apostrophe, and `\O ystein` a letter where
 * prose may have a macro: braces say so to `restoreAccents`.
 */
function restoreNames(names: string): string {
  if (!/[\\~]/.test(names)) return blanksOnce(names);
  const braced = names
    .replace(/\\'(?=\p{Ll})(\p{Ll})/gu, "{\\'$1}")
    .replace(/\\([uvHckrd]) (\p{L})/gu, "\\$1{$2}")
    .replace(/\\(ae|AE|oe|OE|aa|AA|ss|[oOlL])(?![a-zA-Z{}]) ?/g, "{\\$1}")
    .replace(/\\([ij])(?![a-zA-Z}]) ?/g, "$1");
  return blanksOnce(
    restoreAccents(braced)
      .replace(/\{(\p{L}*)\}/gu, "$1")
      .replace(/\\'/g, "'")
      .replace(/~|\\[ ,]/g, " "),
  );
}

function blanksOnce(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** At commas, semicolons, and the `:` after the name of a collaboration. */
function splitOutsideBrackets(list: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (const { at, sign } of signsOutsideBrackets(list)) {
    if (sign === ":" && !GROUP_AT_END.test(list.slice(Math.max(start, at - 20), at))) continue;
    parts.push(list.slice(start, at));
    start = at + 1;
  }
  parts.push(list.slice(start));
  return parts.flatMap((part) => (GROUP.test(part) ? [part.trim()] : splitAtAnd(part.trim())));
}

function splitAtAnd(part: string): string[] {
  return part.includes("(") ? [part] : part.split(/ (?:and|&) /);
}

/** A bracket that is never closed hides nothing. */
function signsOutsideBrackets(list: string): { at: number; sign: string }[] {
  const closings = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: bracket, index } of list.matchAll(/[()]/g))
    if (bracket === "(") open.push(index);
    else closings.set(open.pop() ?? -1, index);
  const signs: { at: number; sign: string }[] = [];
  let hiddenUntil = -1;
  for (const { 0: sign, index } of list.matchAll(/[(,;:]/g)) {
    if (index < hiddenUntil) continue;
    if (sign === "(") hiddenUntil = closings.get(index) ?? hiddenUntil;
    else signs.push({ at: index, sign });
  }
  return signs;
}

/** Brackets at the end; those within, as in `J. (Hans) Smith`, belong to the name. */
function withoutAffiliations(name: string): string {
  let rest = name.trim();
  while (rest.endsWith(")")) {
    const opening = openingOfLast(rest);
    if (opening === null) break;
    rest = rest.slice(0, opening).trim();
  }
  return rest;
}

function openingOfLast(text: string): number | null {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    if (text[at] === ")") depth += 1;
    if (text[at] === "(") depth -= 1;
    if (depth === 0) return at;
  }
  return null;
}

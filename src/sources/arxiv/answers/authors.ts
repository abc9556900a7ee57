import { restoreNames } from "./tex-names.ts";

/** Who wrote a paper, as far as a list says. */
export interface Authors {
  authors: string[];
  /** How many there are, those that the list only counts among them; null where it has nobody. */
  authorCount: number | null;
}

/**
 * The names in a list such as the feed's `dc:creator`: without affiliations, which stand in brackets
 * and have commas of their own, without marks that refer to them, and with the letters that TeX spells
 * out. What belongs to a name (`Jr.`, `III`, the same in its own script) stays with it; a collaboration
 * is a name like others.
 */
export function readAuthors(list: string): Authors {
  const names: string[] = [];
  let more = 0;
  for (const part of splitOutsideBrackets(withoutMarks(restoreNames(list)))) {
    more += Number(MORE_AUTHORS.exec(part)?.slice(1).find(Boolean) ?? 0);
    const { name, group } = withoutAffiliations(part.replace(MORE_AUTHORS, ""));
    const bare = name.replace(/^(?:and|on behalf of|for) (?=\S)/, "").replace(ET_AL, "");
    const before = names.at(-1);
    if (before !== undefined && SUFFIX.test(bare)) names.splice(-1, 1, `${before} ${bare}`);
    else if (/\p{L}/u.test(bare)) names.push(bare.trim());
    if (group !== null) names.push(group);
  }
  const authorCount = names.length + more;
  return { authors: names, authorCount: authorCount === 0 ? null : authorCount };
}

/** One name, with the letters that TeX spells out. */
export function restoreName(name: string): string {
  return restoreNames(name);
}

const SUFFIX = /^(?:Jr|Sr|I{2,3}|IV|Ph\.?\s?D|M\.?\s?D)\.?$/i;
const GROUP_AT_END = /\b(?:collaborations?|teams?|group|consortium|project)\s?$/i;
const GROUP = /\b(?:collaborations?|teams?|group|consortium|project)\b/i;
/** In brackets behind a name it is no affiliation. */
const GROUP_ALONE =
  /^(?:(?:on behalf of|for) )?((?:the )?[^,;()]{2,80} (?:collaborations?|consortium))$/i;

/** `and 12 others`, `et al. (45 additional authors not shown)` */
const MORE_AUTHORS =
  /(?:^|\s)(?:and )?(?:(\d{1,5}) (?:others|more|additional authors?|other authors?)|et\.? al\.?,? \((\d{1,5}) (?:additional|more|other) authors?[^()]{0,20}\))\s*$/i;
const ET_AL = /(?:^|\s)(?:et\.? al\.?|and others|others)$/i;

/** `Ada Lovelace$^{1,2}$`, `Ada Lovelace^1`, `Ada Lovelace*†` */
function withoutMarks(names: string): string {
  return names
    .replace(/\$?\^\{?[\d,;*†‡§¶#\sa-c]{1,20}\}?\$|\^\d{1,2}(?:,\d{1,2})*/gu, "")
    .replace(/(?<=[\p{L}.])\s?[*†‡§¶#]+/gu, "");
}

/** At commas, semicolons, their like in other scripts, and the `:` after the name of a collaboration. */
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
  if (MORE_AUTHORS.test(part)) return [part];
  return part.includes("(") ? [part] : part.split(/ (?:and|&) /);
}

/** A bracket that is never closed hides nothing. */
function signsOutsideBrackets(list: string): { at: number; sign: string }[] {
  const closings = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: bracket, index } of list.matchAll(/[()[\]]/g))
    if (bracket === "(" || bracket === "[") open.push(index);
    else closings.set(open.pop() ?? -1, index);
  const signs: { at: number; sign: string }[] = [];
  let hiddenUntil = -1;
  for (const { 0: sign, index } of list.matchAll(/[([,;:、，；]/g)) {
    if (index < hiddenUntil) continue;
    if (sign === "(" || sign === "[") hiddenUntil = closings.get(index) ?? hiddenUntil;
    else signs.push({ at: index, sign });
  }
  return signs;
}

/** Brackets at the end; those within, as in `J. (Hans) Smith`, belong to the name. */
function withoutAffiliations(name: string): { name: string; group: string | null } {
  let rest = name.trim();
  let group: string | null = null;
  while (rest.endsWith(")") || rest.endsWith("]")) {
    const opening = openingOfLast(rest);
    if (opening === null) break;
    const inside = rest.slice(opening + 1, -1).trim();
    if (isNameInOwnScript(inside)) break;
    group = GROUP_ALONE.exec(inside)?.[1] ?? group;
    rest = rest.slice(0, opening).trim();
  }
  return { name: rest, group };
}

/** `Xiaoming Wang (王小明)`, and no institution. */
function isNameInOwnScript(text: string): boolean {
  return (
    /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー·・ ]{2,10}$/u.test(
      text,
    ) && !/(?:[学學院系所社部校室]|대학교?|연구[소원])$/u.test(text)
  );
}

function openingOfLast(text: string): number | null {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    if (text[at] === ")" || text[at] === "]") depth += 1;
    if (text[at] === "(" || text[at] === "[") depth -= 1;
    if (depth === 0) return at;
  }
  return null;
}

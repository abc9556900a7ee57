import { withoutHtml } from "./html.ts";
import { restoreTex } from "./tex.ts";

/** Cleaning one thing may uncover another; real texts need two rounds, nested ones a few more. */
const MAX_ROUNDS = 8;

/** What is never shown: controls, direction marks, zero-width blanks, soft hyphens. */
const INVISIBLE =
  /[^\P{Cc}\s\u0085]|[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu;

/** Anything but printable ASCII with single blanks inside: most texts have none. */
const NOT_PLAIN = /[^\x20-\x7e]|  |^ | $/;

/** All that is not a single blank already. */
const BLANKS = /(?:[^\S ]|\u0085)[\s\u0085]*| [\s\u0085]+/g;

/** Addresses stay as they are; `\url{…}` gives way to the address in it. */
const ADDRESS = /\\url\{(https?:\/\/[^\s{}]{1,2000})\}|(https?:\/\/[^\s<>{}"]{1,2000})/giu;

/**
 * A text for people to read: on one line, with the accents, signs and dashes that TeX spells out,
 * and without its font commands and what HTML adds to it. For display only. What is not understood stays as it is, and so do
 * formulas that lost their structure. `readable(readable(text))` is `readable(text)`.
 */
export function readable(text: string): string {
  const plain = visible(text);
  let current = plain;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const restored = restoreAroundAddresses(withoutHtml(current));
    if (restored === current) return current;
    const next = visible(restored);
    if (next === current) return current;
    current = next;
  }
  // Still changing: this is no prose that we understand.
  return plain;
}

/** On one line, without what nobody sees. */
export function visible(text: string): string {
  if (!NOT_PLAIN.test(text)) return text;
  return text.toWellFormed().replace(INVISIBLE, "").replace(BLANKS, " ").trim();
}

function restoreAroundAddresses(text: string): string {
  if (!/https?:/i.test(text)) return restoreTex(text);
  let result = "";
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    result += restoreTex(text.slice(end, match.index)) + (match[1] ?? match[2] ?? "");
    end = match.index + match[0].length;
  }
  return result + restoreTex(text.slice(end));
}

import { cut, LIMITS } from "./budget.ts";

/** Of a text from outside only so much is looked at: several times what any message shows. */
export const LONGEST_TEXT = 20_000;

/**
 * Text from outside as one visible line: well-formed, blanks collapsed, without characters that
 * are invisible, reverse the reading order or pile up marks. For places that show no Markdown.
 */
export function plain(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .toWellFormed()
    .replace(JOINERS_OUTSIDE_EMOJI, "")
    .replace(INVISIBLE, "")
    .replace(PILED_MARKS, "$1")
    .replace(BLANKS, " ")
    .trim();
}

/** `plain`, at most `max` characters long. */
export function plainWithin(text: string, max: number): string {
  return cut(plain(text), max);
}

/**
 * Text from outside for a place that shows Markdown: reads as it was written, formats nothing,
 * mentions nobody and links nowhere. At most `max` characters, escapes included.
 */
export function escape(text: string, max: number): string {
  return fitting(plain(text), max, escapeMarkdown);
}

/**
 * A masked link on a text from outside, at most `max` characters in all and half of that for the
 * text. Where the URL cannot be linked safely, or takes the room away, the text stands alone.
 */
export function maskedLink(text: string, url: string | undefined, max: number): string {
  const label = fitting(plain(plain(text).replace(SCHEME, "")), max / 2, escapeLabel);
  const target = url === undefined ? null : linkTarget(url);
  const link = `[${label}](${target})`;
  return label === "" || target === null || link.length > max ? escape(text, max / 2) : link;
}

/**
 * A URL as it may stand in a masked link or a button, or null: only http and https, no user name
 * before the host (which hides the host), at most as long as a button allows. What would end the
 * link or format inside it is percent-encoded, because a target shows backslashes.
 */
export function linkTarget(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return null;
  if (parsed.username !== "" || parsed.password !== "") return null;
  const target = parsed.href.replace(
    /[()[\]<>*~|`\\"'\s]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
  return target.length <= LIMITS.buttonUrl ? target : null;
}

// A zero-width joiner belongs into 👩‍🔬, and nowhere else in these texts.
const JOINERS_OUTSIDE_EMOJI =
  /(?<!\p{Extended_Pictographic}(?:\u{FE0F}|\p{Emoji_Modifier})?)\u{200D}|\u{200D}(?!\p{Extended_Pictographic})/gu;

// Format characters (bidi controls, zero-width blanks, soft hyphens, tags) and letters and
// symbols that show as nothing: Hangul fillers, the empty Braille cell.
const INVISIBLE = /(?!\u{200D})\p{Cf}|[\p{Co}\u{115F}\u{1160}\u{3164}\u{FFA0}\u{2800}]|\u{34F}/gu;

const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

const BLANKS = /[\s\p{Cc}\p{Z}]+/gu;

// Discord shows a masked link whose text has a URL in it as it was typed.
const SCHEME = /\b[a-z][a-z0-9+.-]{0,20}:\/\//gi;

/**
 * For a text that is `plain` already: backslashes before what Discord's Markdown reads as more
 * than itself. In the middle of a line most dashes, colons and bars are harmless; they are left
 * alone, so that previews and notifications, which show the backslashes, stay readable.
 */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/[\\*_`<[]/g, "\\$&")
      // Discord's link pattern knows no escaped brackets: a `](` ends a label in any case.
      .replace(/\](?=\()/g, "]\\")
      .replace(/\|(?=\|)|(?<=\|)\||~(?=~)|(?<=~)~/g, "\\$&")
      // URLs, `:emoji:`, `@everyone`.
      .replace(/[:@](?=\S)/g, "\\$&")
      // Headings, lists, quotes, small print.
      .replace(/^[#>+-]/, "\\$&")
      .replace(/^(\d+)(?=[.)])/, "$1\\")
  );
}

/** Brackets in a label must be balanced, even when escaped; where they are not, others stand in. */
function escapeLabel(label: string): string {
  const balanced = /^[^[\]]*(\[[^[\]]*\][^[\]]*)*$/.test(label);
  const bracketed = balanced ? label : label.replaceAll("[", "(").replaceAll("]", ")");
  return escapeMarkdown(bracketed).replaceAll("]", "\\]");
}

/** The longest beginning of `text` that is at most `max` long once `transform` has worked on it. */
function fitting(text: string, max: number, transform: (text: string) => string): string {
  for (let room = max; room >= 1;) {
    const result = transform(cut(text, room));
    if (result.length <= max) return result;
    // A character grows to two at most, so half the excess never cuts too much.
    room -= Math.max(1, Math.ceil((result.length - max) / 2));
  }
  return "";
}

import { fold } from "../../papers/text/fold.ts";

/** The letters and digits of a text, folded and run together; null where some are spelled in other letters. */
export function lettersOf(text: string): string | null {
  return isSpelledOtherwise(text) ? null : runTogether(fold(text));
}

/** Whether a text may spell letters in TeX, HTML or Greek. */
export function isSpelledOtherwise(text: string): boolean {
  return /[\\&]|<\/|\p{Script=Greek}|[\u00b5\u{1d6a8}-\u{1d7cb}]/u.test(text);
}

/** `folded` without what stands between its letters. */
export function runTogether(folded: string): string {
  return folded.replace(/[^a-z0-9\u0080-\uffff]+|[‐‑’]+/g, "");
}

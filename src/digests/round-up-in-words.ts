import { roundUpTitle } from "../messages/digests/round-up.ts";
import { ROUND_UP } from "../messages/digests/wording.ts";
import type { RoundUpPart } from "./round-up.ts";

/** `Most voted` */
export function partInWords(part: RoundUpPart): string {
  return ROUND_UP[part];
}

/** `Round-up of the week · 21 Apr 2026`, of a day that is ready to be shown. */
export { roundUpTitle };

import { visible } from "../papers/clean.ts";

/** A text of a live source on one line, without what nobody sees, its letters composed (NFC). */
export function plainText(text: string): string {
  return visible(text).normalize("NFC");
}

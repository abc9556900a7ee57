import { visible } from "../papers/text/clean.ts";
import { withoutHtml } from "../papers/text/html.ts";

/** What is longer is no title of a paper. */
export const LONGEST_TITLE = 1000;

/** A text of a live source on one line, without what nobody sees, its letters composed (NFC). */
export function plainText(text: string): string {
  return visible(text).normalize("NFC");
}

/** A name of a person or an institution: what its submitter escaped, `L&#39;H&ocirc;pital`, is as it was meant. */
export function plainName(text: string): string {
  return plainText(withoutHtml(withoutHtml(text)));
}

const LONGEST_REASON = 300;

/** What a far end says of itself, for logs and for people: of any length there, but not here. */
export function plainReason(text: string): string {
  const plain = plainText(text.slice(0, 10 * LONGEST_REASON));
  return plain.length <= LONGEST_REASON
    ? plain
    : `${plain.slice(0, LONGEST_REASON)}…`.toWellFormed();
}

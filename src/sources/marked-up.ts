import { textOfMarkup, withoutHtml } from "../papers/text/html.ts";
import { LONGEST_TITLE, plainText } from "./plain-text.ts";

/** What comes after so much is not looked at. */
const MOST_MARKUP = 200_000;

/** Of blocks and formulas; what else stands in such brackets may be mathematics. */
const TITLE_TAG =
  /<\/?(?:(?:mml|jats):[a-z-]+|math|m(?:i|n|o|row|sub|sup|subsup|text|frac|sqrt|over|under|style|space)|span|font|img|nobr|a|br|p|div|h\d)(?:\s[^<>]{0,500})?\/?>/gi;

/** A title that may hold tags and formulas; "" where it is too long to be one. */
export function titleIn(markup: string): string {
  const bare = withoutHtml(markup.slice(0, 10 * LONGEST_TITLE).replace(TITLE_TAG, " "));
  // What was escaped twice.
  const plain = plainText(withoutHtml(withoutHtml(bare)).replace(TITLE_TAG, " "));
  return plain.length <= LONGEST_TITLE ? plain : "";
}

/** The text of HTML or JATS, or of what only looks a little like it. */
export function textIn(markup: string): string {
  const bare = markup
    .slice(0, MOST_MARKUP)
    .replace(/<(script|style)\b[^]*?<\/\1\s*>|<!--[^]*?-->/gi, " ")
    .replace(
      /<\/?(?:jats:(?:p|title|sec|list|list-item)|p|div|li|ul|ol|h\d|tr|td|table|section|br|hr|blockquote)\b[^<>]*>/gi,
      " ",
    )
    .replace(/<(?![a-z/])/gi, "&lt;");
  return plainText(textOfMarkup(bare)).replace(/^Abstract[:.]?\s+(?=\p{Lu})/u, "");
}

import { decodeHTMLStrict } from "entities";
import { lowered, raised } from "./scripts.ts";

const TAG =
  "</?(?:html|head|body|title|meta|link|script|style|div|span|p|br|hr|ul|ol|li|a|h[1-6]|article|section|main|nav|header|footer|img|svg|path|g|table|tbody|tr|td|th|pre|code|button|time|form|input|label|b|i|em|strong)(?:\\s[^<>]{0,2000})?/?>";
const ONLY_TAGS = new RegExp(
  `^(?:${TAG}\\s*|<!doctype html[^<>]{0,200}>\\s*|<!--[^<>]{0,500}-->\\s*)+$`,
  "i",
);
const ANY_TAG = new RegExp(TAG, "i");
const BEGINS_DOCUMENT = /^\s*<(?:!doctype html|html)\b/i;

/** Whether a line holds tags of HTML and no word besides. */
export function isOnlyTags(line: string): boolean {
  return line.startsWith("<") && line.length < 4000 && ONLY_TAGS.test(line.trim());
}

/** Whether these are the sources of a page instead of its text: words and tags are mixed. */
export function isHtmlDocument(lines: string[]): boolean {
  const first = lines.find((line) => line.trim() !== "");
  if (first === undefined || !BEGINS_DOCUMENT.test(first)) return false;
  return lines.some((line) => ANY_TAG.test(line.slice(0, 20_000)) && !isOnlyTags(line.trim()));
}

/**
 * The text of a piece of a page, on as many lines as its source has. All tags go; a link that only says
 * `this https URL` gives way to where it leads.
 */
export function textOfMarkup(html: string): string {
  const bare = html.replace(NAMELESS_LINK, "$1").replace(/<br\b[^<>]*>/gi, " ");
  return decodeHTMLStrict(bare.replace(/<[^<>]*>/g, ""));
}

const NAMELESS_LINK =
  /<a\s[^<>]{0,500}?\bhref="(https?:\/\/[^"<>\s]{1,2000})"[^<>]{0,500}>\s*this https? URL\s*<\/a>/gi;

const PAIRED =
  /<(b|i|u|em|strong|small|sub|sup|tt|code|span|p|div|a|(?:jats:)(?:p|title|italic|bold|sub|sup|sc))(?:\s[^<>]{0,500})?>([^<>]{0,4000})<\/\1\s*>|<br ?\/>/gi;

/**
 * A text as whoever submitted it meant it: without the tags that format it and without character
 * references, `R&amp;D` and `H<sub>2</sub>O`. Only pairs of tags are taken off: `a < b`, `<eos>` and a
 * text about the `<b>` tag stay. What is escaped twice takes two calls, and so does what is nested.
 */
export function withoutHtml(text: string): string {
  const bare = text.includes("<") ? text.replace(PAIRED, untagged) : text;
  return bare.includes("&") ? decodeHTMLStrict(bare) : bare;
}

function untagged(_: string, tag: string | undefined, content = ""): string {
  const name = (tag ?? "br").toLowerCase().replace("jats:", "");
  if (name === "sub") return lowered(decodeHTMLStrict(content)) ?? content;
  if (name === "sup") return raised(decodeHTMLStrict(content)) ?? content;
  return ["p", "div", "title", "br"].includes(name) ? ` ${content} ` : content;
}

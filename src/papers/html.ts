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

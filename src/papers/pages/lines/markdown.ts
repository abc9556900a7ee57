const HEADING = /^#{1,6}\s+(.*?)(?:\s+#+)?$/;
const LIST_MARK = /^(?:[-*+•●◦▪‣](?:\s+\[[ xX]\])?|\d{1,4}[.)])\s+/;
const BULLET_MARK = /^[-*+•●◦▪‣]\s+(?:\[[ xX]\]\s+)?/;
const NUMBER_MARK = /^(?:\d{1,4}[.)]|#\d{1,4}:?)\s+/;
/** The whole line is one link, or a run of links and pictures. */
const LINK =
  /^\[((?:[^[\]]|\[[^[\]]*\])+)\]\((?:[^\s()]|\([^\s()]*\))*(?:\s+"[^"]*")?\)(?:\s?\{[^{}]*\})?$/;
const LINKS = /^(?:!?\[[^[\]]*\]\([^\s()]*\)[\s|·•,]*){2,}$|^!\[[^[\]]*\]\([^\s()]*\)$/;
/** Lynx numbers the links: `[12]A Title`. */
const LINK_NUMBER = /^\[\d{1,4}\](?=\S)/;
/** Pandoc gives headings names and classes: `## A Title {#a-title .big}`. */
const ATTRIBUTES = /\s\{[#.][^{}]*\}$/;
const BOLD = /^\*\*([^*].*?)\*\*$/;
/** Longer lines are texts. */
const LONGEST_MARKED_LINE = 1000;

export function isHeading(line: string): boolean {
  return line.startsWith("#") && line.length <= LONGEST_MARKED_LINE && HEADING.test(line);
}

/** Whether a line holds pictures or several links and no word besides. */
export function isOnlyLinks(line: string): boolean {
  return line.length <= LONGEST_MARKED_LINE && LINKS.test(line);
}

/** A line without what Markdown puts around the whole of it: heading marks, a link, bold type. */
export function unwrapped(line: string): string {
  if (line.length > LONGEST_MARKED_LINE || !/^(?:[#[*_+•●◦▪‣-]|\d)/u.test(line)) return line;
  let words = (HEADING.exec(line)?.[1]?.replace(ATTRIBUTES, "") ?? line).replace(LINK_NUMBER, "");
  const behindMark = words.replace(LIST_MARK, "");
  words = unwrapOnce(behindMark) === behindMark ? unwrapOnce(words) : unwrapOnce(behindMark);
  const unwrappedAll = unwrapOnce(words).trim();
  return unwrappedAll === "" ? line : unwrappedAll;
}

function unwrapOnce(words: string): string {
  return LINK.exec(words)?.[1] ?? BOLD.exec(words)?.[1] ?? words;
}

export function withoutBullet(line: string): string {
  return line.replace(BULLET_MARK, "");
}

export function isNumbered(line: string): boolean {
  return NUMBER_MARK.test(line);
}

export function withoutNumber(line: string): string {
  return line.replace(NUMBER_MARK, "");
}

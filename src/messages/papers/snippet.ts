import { escapeMarkdown } from "../layout/escape.ts";
import { type WordMatch, runs, type Span } from "./matches.ts";
import { bestPassage, type Passage, shownEnd, subjectOf } from "./passage.ts";
import { formulasIn } from "./shorten.ts";
import { pointsElsewhere } from "./sentence-kind.ts";

/** A text that may be quoted. */
export interface Quotable {
  text: string;
  /** What has to be said before it: `AI summary: `. */
  label?: string;
  /** Whether it is quoted only if it shows more of the words than the texts before it. */
  isSecondChoice?: boolean;
}

/**
 * The sentence of these texts that tells most for `words`, from its beginning, as Markdown with these
 * words in bold; at most `max` characters. Of equally good ones it is the first. Sentences after it
 * follow where they fit. `words` are folded, as an index returns them; `title` stands above.
 */
export function snippet(
  texts: readonly Quotable[],
  words: readonly string[],
  max: number,
  title = "",
): string {
  const subject = subjectOf(title, words);
  let best: Quote | null = null;
  for (const { text, label = "", isSecondChoice = false } of texts) {
    const passage = bestPassage(text, subject, max - label.length);
    if (passage && (best === null || isBetter(passage, best.passage, isSecondChoice)))
      best = { passage, label };
  }
  if (best === null) return "";
  // Bold and escapes need room too: where they take more than there is, less is shown.
  for (let width = max; width > 0; width -= Math.ceil(max / 20)) {
    const shown = asMarkdown(best, width);
    if (shown.length <= max) return shown;
  }
  return "";
}

interface Quote {
  passage: Passage;
  label: string;
}

function isBetter(one: Passage, best: Passage, isSecondChoice: boolean): boolean {
  return isSecondChoice ? one.count > best.count : one.worth > best.worth;
}

function asMarkdown({ passage, label }: Quote, max: number): string {
  const { line, sentences, matches } = passage;
  const [sentence, ...others] = sentences;
  const room = max - label.length;
  if (sentence === undefined || room < 1) return "";
  const { start } = sentence;
  const inside = matches.filter((match) => match.start >= start && match.end <= sentence.end);
  let end = shownEnd(line, sentence, inside, room);
  const isCut = end < sentence.end;
  for (const other of isCut ? [] : others) {
    const isTooLong = other.end - start > room;
    if (isTooLong || pointsElsewhere(line.slice(other.start, other.end))) break;
    end = other.end;
  }
  return label + withBold(line, { start, end }, matches, isCut ? "…" : "");
}

/** A stretch of a line as Markdown, with its matches in bold but for those inside formulas. */
function withBold(
  line: string,
  { start, end }: Span,
  matches: readonly WordMatch[],
  ellipsis: string,
): string {
  const formulas = formulasIn(line.slice(start, end));
  const bold = matches.filter((match) => {
    const isWithin = match.start >= start && match.end <= end;
    return isWithin && !formulas.some((one) => overlap(one, match, start));
  });
  let text = "";
  let at = start;
  for (const run of runs(line, bold)) {
    text += `${line.slice(at, run.start)}${BOLD}${line.slice(run.start, run.end)}${BOLD}`;
    at = run.end;
  }
  return escapeMarkdown(`${text}${line.slice(at, end)}${ellipsis}`).replaceAll(BOLD, "**");
}

function overlap(formula: Span, match: WordMatch, start: number): boolean {
  return formula.start + start < match.end && match.start < formula.end + start;
}

/** Stands for `**` while the rest is escaped; `plain` leaves no such character in a text. */
const BOLD = "\u{E000}";

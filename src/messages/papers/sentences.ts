import type { Span } from "./matches.ts";

/** The sentences of a plain text, in its order, without the blanks between them. */
export function sentencesOf(text: string): Span[] {
  const sentences: Span[] = [];
  let start = 0;
  let open = NOTHING_OPEN;
  for (const { index, segment } of segmenter.segment(text)) {
    const end = index + segment.length;
    open = openAfter(segment, open);
    const isPart = isNoSentence(segment) || goesOn(text, { start, end }, open);
    if (end < text.length && isPart) continue;
    sentences.push(...splitGlued(text, { start, end }));
    start = end;
    open = NOTHING_OPEN;
  }
  return sentences.map((one) => trimmed(text, one)).filter((one) => one.start < one.end);
}

/** Follows Unicode's rules, which take most abbreviations for the end of a sentence. */
const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** How far around the end of a sentence its last word and the next one are looked for. */
const CONTEXT = 24;
/** An open bracket or formula holds no more than this together: its end may have been forgotten. */
const MAX_OPEN_LENGTH = 400;

/** The number of an item in a list, marks alone, or an address up to its question mark. */
function isNoSentence(segment: string): boolean {
  return /^\d+\.\s*$|^[^\p{L}\p{N}]+$|[.?!]$/u.test(segment);
}

/** Whether what stands at `start` to `end` is only part of a sentence. */
function goesOn(text: string, { start, end }: Span, open: OpenMarks): boolean {
  const before = text.slice(Math.max(start, end - CONTEXT), end).trimEnd();
  const after = text.slice(end, end + CONTEXT);
  if ((open.formula || open.brackets > 0) && end - start < MAX_OPEN_LENGTH) return true;
  if (NEVER_LAST.test(before)) return true;
  if (/^\p{Ll}/u.test(after) && /[.…]$/.test(before)) return true;
  return OFTEN_NOT_LAST.test(before) && !FIRST_WORD.test(after);
}

/** Abbreviations after which a sentence always goes on. */
const NEVER_LAST =
  /(?:^|[\s([])(?:e\.\s?g|i\.\s?e|vs|cf|viz|resp|approx|ca|figs?|eqs?|secs?|tabs?|thm|prop|alg|refs?|ch|vol|pp?|dr|prof|mrs?|ms|st)\.$/iu;

/** Abbreviations and initials that may end a sentence too: only its next word tells. */
const OFTEN_NOT_LAST =
  /(?:^|[\s([.-])(?:\p{Lu}|al|etc|[Nn]os?|[Ii]nc|[Ll]td|[JjSs]r|[Dd]ept|a\.k\.a|w\.r\.t)\.$/u;

const FIRST_WORD =
  /^(?:we|our|the|this|these|those|that|it|its|they|their|in|on|for|to|as|at|by|from|with|while|when|where|if|since|however|here|there|then|thus|hence|moreover|furthermore|finally|experiments?|results?|code|a|an)\b/iu;

interface OpenMarks {
  brackets: number;
  formula: boolean;
}

const NOTHING_OPEN: OpenMarks = { brackets: 0, formula: false };

/** Which brackets and formulas are open at the end of a piece. */
function openAfter(piece: string, { brackets, formula }: OpenMarks): OpenMarks {
  let depth = brackets;
  for (const [sign] of piece.matchAll(/[()[\]]/g))
    depth = sign === "(" || sign === "[" ? depth + 1 : Math.max(0, depth - 1);
  // The dollar of a price has a number after it, that of a formula's end has not.
  const dollars = piece.match(/\$(?!\d)/g)?.length ?? 0;
  return { brackets: depth, formula: formula !== (dollars % 2 === 1) };
}

/** The sentences in one whose blanks were lost, or of which one begins with a name like `diffGrad`. */
function splitGlued(text: string, { start, end }: Span): Span[] {
  const ends = [...text.slice(start, end).matchAll(GLUED)]
    .map(({ index }) => start + index + 1)
    .filter((at) => !NEVER_LAST.test(text.slice(Math.max(start, at - CONTEXT), at)));
  return [...ends, end].map((to, i) => ({ start: ends[i - 1] ?? start, end: to }));
}

const GLUED =
  /(?<=\p{Ll}{3}|\))\.(?=(?:We|Our|The|This|These|In|To|It|However|Experiments)\b| \p{Ll}{1,6}\p{Lu}[\p{L}\d])/gu;

function trimmed(text: string, { start, end }: Span): Span {
  const piece = text.slice(start, end);
  return { start: end - piece.trimStart().length, end: start + piece.trimEnd().length };
}

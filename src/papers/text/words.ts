import { fold } from "./fold.ts";
import { spellGreek } from "./greek.ts";

/** A word as it stands in a text. */
export interface WrittenWord {
  text: string;
  /** Where it begins, in UTF-16 units. */
  at: number;
  /** Whether it is a run of a script without blanks between words: where those end, nobody knows. */
  isUnspaced: boolean;
}

/** Letters of Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese. Koreans leave blanks, but not at all borders. */
const UNSPACED = String.raw`[[\p{L}\u3007]&&[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]]`;

/**
 * Words with blanks between. `l`: what a letter is, `d`: a digit, `w`: either, if it is of such words, `m`: a mark.
 * Inside stand hyphens, apostrophes and ampersands, and the point of a number: `pre-trained`, `R&D`,
 * `Qwen2.5`. At the end of a name some signs make another of it: `C++`, `C#`, `A*`, `CD4+`. A number
 * has none, and a star after a longer word is a footnote, or the end of emphasis.
 */
function spaced({ l, d, w, m }: Record<"l" | "d" | "w" | "m", string>): string {
  const sign = [
    String.raw`(?<=[${l}][${d}]{0,4})\+{1,2}(?![+${l}])(?:(?<=\+\+)|(?![${d}]))`,
    String.raw`(?<=(?<![${l}${d}])[${l}]{1,3})[#♯](?![#${l}${d}])`,
    String.raw`(?<=(?<![*∗⋆${l}${d}])[${l}${d}]{0,3}[${l}])[*∗⋆](?![*∗⋆${l}${d}])`,
  ].join("|");
  const piece = `[${w}][${w}${m}]*(?:(?<=[${d}])\\.[${d}][${w}${m}]*)*(?:${sign})?`;
  const dotNet = String.raw`(?<!\.)\.[Nn][Ee][Tt](?![${l}${d}])`;
  return String.raw`${dotNet}|${piece}(?:(?<=\+)[${d}]+|[\-‐‑’'&]${piece})*`;
}

/** Each word of a text; those that are unspaced in the first group. */
const WRITTEN = new RegExp(
  `((?:${UNSPACED}\\p{M}*)+)|${spaced({
    l: "\\p{L}",
    d: "\\p{N}",
    w: `[[\\p{L}\\p{N}]--${UNSPACED}]`,
    m: "\\p{M}",
  })}`,
  "gv",
);
/** Stands for any mark; letters and digits are stood for by those of ASCII. */
const A_MARK = "\u0300";
/**
 * The same where no letter or digit is any but those of ASCII, as in most texts: it takes half as long, and to
 * compile the other takes longer than a question may.
 */
const WRITTEN_IN_ASCII = new RegExp(
  spaced({ l: "A-Za-z", d: "0-9", w: "A-Za-z0-9", m: A_MARK }),
  "g",
);
/** Anything but ASCII, and the quotes, dashes and signs that English is printed with. */
const NOT_PLAIN = /[^\0-\x7f×±‐-―‘-‟•…′″−∗⋆♯→]/;
const NEXT_NOT_PLAIN = new RegExp(NOT_PLAIN, "g");
const BEGINS_UNSPACED = new RegExp(`^${UNSPACED}`, "v");
const ANY_UNSPACED = new RegExp(UNSPACED, "v");
/** What reads the same is written with the same letters first: ｶﾞ as ガ, Ｃ＃ as C#. */
const WIDE = /[\u1100-\u11ff\u3099\u309a\uff00-\uffef]/;
const INVISIBLE = /\p{Cf}/gu;

/** The form of a text in which its words are looked for: no longer, and with the same words. */
export function withUsualLetters(text: string): string {
  if (!NOT_PLAIN.test(text)) return text;
  const visible = text.replace(INVISIBLE, "");
  return WIDE.test(visible) ? visible.normalize("NFKC") : visible;
}

/** The words of a text in reading order. */
export function writtenWords(text: string): WrittenWord[] {
  const words: WrittenWord[] = [];
  if (NOT_PLAIN.test(text) && NEEDS_ALL.test(text)) {
    for (const { 0: word, 1: run, index: at } of text.matchAll(WRITTEN))
      words.push({ text: word, at, isUnspaced: run !== undefined });
    return words;
  }
  const standIn = inAscii(text);
  let end = 0;
  for (const word of standIn.match(WRITTEN_IN_ASCII) ?? []) {
    // No letter or digit stands between two words. To be told where each is takes twice as long.
    const at = standIn.indexOf(word, end);
    end = at + word.length;
    words.push({ text: text.slice(at, end), at, isUnspaced: false });
  }
  return words;
}

/** Words without blanks between, and letters of two units, which count as one. */
const NEEDS_ALL = new RegExp(String.raw`${UNSPACED}|\p{Cs}|[\u{10000}-\u{10ffff}]`, "v");

/** A text of the same length that has its words in the same places, in letters of ASCII. */
function inAscii(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (unit) => {
    let known = standIns.get(unit);
    if (known === undefined) standIns.set(unit, (known = standInFor(unit)));
    return known;
  });
}

/** There are no more of them than units. */
const standIns = new Map<string, string>();

function standInFor(unit: string): string {
  if (/\p{L}/u.test(unit)) return "x";
  if (/\p{N}/u.test(unit)) return "0";
  return /\p{M}/u.test(unit) ? A_MARK : unit;
}

/**
 * Hands over the words of a text in reading order, as `writtenWords` has them, without where they stand. Letters that are
 * no ASCII are looked at with what stands next to them alone: the rest of a text is read in a fifth of the time.
 */
export function eachWord(text: string, take: (word: string, isUnspaced: boolean) => void): void {
  let from = 0;
  for (let odd = text.search(NOT_PLAIN); odd !== -1; odd = nextOdd(text, from)) {
    // No word, and nothing that a word is known by, reaches over a blank.
    const begin = text.lastIndexOf(" ", odd) + 1;
    let end = endOfStretch(text, odd);
    for (let next = nextOdd(text, end); next !== -1 && next - end < NEAR; next = nextOdd(text, end))
      end = endOfStretch(text, next);
    if (begin > from) takePlain(text.slice(from, begin));
    for (const word of writtenWords(text.slice(begin, end))) take(word.text, word.isUnspaced);
    from = end;
  }
  takePlain(from === 0 ? text : text.slice(from));

  function takePlain(stretch: string): void {
    for (const word of stretch.match(WRITTEN_IN_ASCII) ?? []) take(word, false);
  }
}

/** What is so near to the last letter of its kind is read together with it. */
const NEAR = 16;

function nextOdd(text: string, from: number): number {
  NEXT_NOT_PLAIN.lastIndex = from;
  return NEXT_NOT_PLAIN.exec(text)?.index ?? -1;
}

function endOfStretch(text: string, from: number): number {
  const blank = text.indexOf(" ", from);
  return blank === -1 ? text.length : blank;
}

/** Whether a word, or the first letter of one, is of a script without blanks between words. */
export function isUnspaced(word: string): boolean {
  return BEGINS_UNSPACED.test(word);
}

/** Whether a text has any words of such scripts. */
export function hasUnspaced(text: string): boolean {
  return ANY_UNSPACED.test(text);
}

/** The letters of an unspaced run, folded; marks stand with their letter. */
export function lettersOf(run: string): string[] {
  return (run.match(LETTER_WITH_MARKS) ?? []).map((letter) => fold(letter).normalize("NFC"));
}

const LETTER_WITH_MARKS = /\P{M}\p{M}*/gu;

/**
 * The parts of a written word, folded: of `Pre-trained` `pre` and `trained`, of `BeautyBank` `beauty`
 * and `bank`, of `RRT*` `rrt` and `*`. A plain word is its own only part, and so is a letter with its
 * sign: `C++` has nothing to do with the letter C. Greek letters have their names.
 */
export function partsOf(written: string): string[] {
  return written
    .replace(POSSESSIVE, "")
    .replace(APOSTROPHE, "")
    .split(JOINT)
    .flatMap(splitCamelCase)
    .flatMap(splitSign)
    .map(folded)
    .filter(Boolean);
}

/** The whole word as one, hyphens apart: `pre-trained`, `c++`. */
export function foldedWord(written: string): string {
  return folded(written.replace(POSSESSIVE, "").replace(APOSTROPHE, "").replace(HYPHEN, "-"));
}

function folded(word: string): string {
  return spellGreek(fold(word.replace(/[∗⋆]/g, "*").replace("♯", "#")));
}

const POSSESSIVE = /['’]s$/u;
const APOSTROPHE = /['’]/gu;
const HYPHEN = /[-‐‑]/gu;
const JOINT = /[-‐‑&]/u;

/** Names as short as `LoRA` stay whole, and so do plurals of acronyms: `LLMs`. */
function splitCamelCase(written: string): string[] {
  if (written.length < 6) return [written];
  const pieces = written.split(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll}{2})/u);
  return pieces.every((piece) => piece.length >= 2) ? pieces : [written];
}

function splitSign(piece: string): string[] {
  const [, name = "", sign = "", rest = ""] =
    /^([\p{L}\p{N}\p{M}.]+)([+#♯*∗⋆]+)(.*)$/u.exec(piece) ?? [];
  if (sign === "") return [piece];
  const parts = name.length === 1 ? [name + sign] : [name, sign];
  return rest === "" ? parts : [...parts, rest];
}

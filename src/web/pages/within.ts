/** Never in a page: what HTML does not allow, written or escaped. */
const FORBIDDEN = /[^\P{Cc}\n]|\p{Noncharacter_Code_Point}/gu;

/** What a character takes where it has to be escaped; in UTF-8 it takes four at most. */
const ESCAPED: Record<string, number> = { "&": 5, "<": 4, ">": 4, '"': 6, "'": 5 };

const ELLIPSIS = "…";

/** How far back a cut looks for the end of a word. */
const LONGEST_WORD = 30;

/** A text as it may stand in a page. */
export function printable(text: string): string {
  return text.toWellFormed().replace(FORBIDDEN, "");
}

/** Whether a text takes at most so many bytes in a page. */
export function fits(text: string, bytes: number): boolean {
  return text.length <= bytes && within(text, bytes) === printable(text);
}

/** A text that takes at most so many bytes in a page; "…" stands for the rest. */
export function within(text: string, bytes: number): string {
  const shown = printable(text);
  const room = bytes - Buffer.byteLength(ELLIPSIS);
  let [taken, end] = [0, 0];
  for (const character of shown) {
    taken += ESCAPED[character] ?? Buffer.byteLength(character);
    if (taken > bytes) return shown.slice(0, endOfWord(shown, end)).trimEnd() + ELLIPSIS;
    if (taken <= room) end += character.length;
  }
  return shown;
}

/** Words are not cut, unless they are very long. */
function endOfWord(text: string, end: number): number {
  const blank = text.lastIndexOf(" ", end);
  return blank > end - LONGEST_WORD && blank > 0 ? blank : end;
}

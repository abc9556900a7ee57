/** Letters that Unicode does not decompose into a base letter and a mark. */
const UNDECOMPOSED = new Map([
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["ø", "o"],
  ["ł", "l"],
  ["đ", "d"],
  ["ð", "d"],
  ["þ", "th"],
  ["ħ", "h"],
  ["ı", "i"],
  ["ŋ", "n"],
  ["ς", "σ"],
]);

/** Marks, but for those without which a word of Japanese or Thai is another. */
const ACCENT =
  /(?![\u3099\u309a]|\p{Script=Thai}|\p{Script=Lao}|\p{Script=Khmer}|\p{Script=Myanmar})[\p{M}\p{Cf}]/gu;

/**
 * The form in which words are compared: lower case, compatibility forms and accents gone, so that
 * `Łojasiewicz`, `LOJASIEWICZ` and `lojasiewicz` are one word, and so are `ℓ₂` and `l2`.
 * Works on a whole text too; it may change the length.
 */
export function fold(text: string): string {
  // Most of what we read is ASCII, where nothing but the case can change.
  if (!/[^\0-\x7f]/.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(ACCENT, "")
    .replace(/[ßæœøłđðþħıŋς]/g, (letter) => UNDECOMPOSED.get(letter) ?? letter);
}

import { type Token, tokenise } from "../words/analyse.ts";

/** Titles by how they begin and by their words. The work is bounded for any text. */
export interface Titles {
  /** Places of titles that begin like `typed`, alphabetically, at most `limit`. */
  startingWith(typed: TypedTitle, limit: number): number[];
  /** The same with all finished words, and a word that begins like the unfinished one, in the order of the corpus. */
  withWords(typed: TypedTitle, limit: number): number[];
}

/** A title, or the beginning of one, as far as somebody has typed it. */
export interface TypedTitle {
  /** Folded words; ends with a blank when the last one is finished. "" when there are none. */
  text: string;
  finished: string[];
  /** "" when the last word is finished. */
  unfinished: string;
}

export function readTypedTitle(text: string): TypedTitle {
  const read = text.slice(0, MAX_TITLE_LETTERS);
  const words = tokenise(read).flatMap(({ parts }) => parts);
  if (words.length === 0) return { text: "", finished: [], unfinished: "" };
  return /[\p{L}\p{N}\p{M}]$/u.test(read)
    ? { text: words.join(" "), finished: words.slice(0, -1), unfinished: words.at(-1) ?? "" }
    : { text: `${words.join(" ")} `, finished: words, unfinished: "" };
}

/** The `text` of a complete title, of which the tokens are at hand. */
export function asTypedTitle(shown: string, tokens: readonly Token[]): string {
  if (shown.length >= MAX_TITLE_LETTERS) return readTypedTitle(`${shown} `).text;
  const words = tokens.flatMap(({ parts }) => parts);
  return words.length === 0 ? "" : `${words.join(" ")} `;
}

/** One or two words are more often a subject than the beginning of a title. */
export function isLongEnoughToTell({ finished }: TypedTitle): boolean {
  return finished.length >= 2;
}

/** A longer text is looked up and compared by its beginning: it has been pasted, and is no title. */
export const MAX_TITLE_LETTERS = 300;
/** Titles looked at for one text. */
const MAX_LOOKED_AT = 20_000;

export function sortTitles(titles: readonly string[]): Titles {
  const alphabetical = [...titles.keys()].toSorted(
    (a, b) => compare(titles[a] ?? "", titles[b] ?? "") || a - b,
  );
  const all = [...titles.keys()];
  const placesByWord = new Map<string, number[]>();
  for (const [place, title] of titles.entries()) {
    for (const word of new Set(title.trimEnd().split(" "))) {
      const places = placesByWord.get(word);
      if (places) places.push(place);
      else placesByWord.set(word, [place]);
    }
  }

  /** Places of titles that may have the words: those of the rarest finished one. */
  function candidates({ finished }: TypedTitle): readonly number[] {
    const lists = finished.map((word) => placesByWord.get(word) ?? []);
    return lists.reduce<readonly number[]>((a, b) => (b.length < a.length ? b : a), all);
  }

  return {
    startingWith({ text }, limit) {
      if (text === "") return [];
      let low = 0;
      let high = alphabetical.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (compare(titles[alphabetical[middle] ?? 0] ?? "", text) < 0) low = middle + 1;
        else high = middle;
      }
      const next = alphabetical.slice(low, low + limit);
      return next.filter((place) => titles[place]?.startsWith(text));
    },

    withWords(typed, limit) {
      if (typed.text === "") return [];
      const found: number[] = [];
      for (const place of candidates(typed).slice(0, MAX_LOOKED_AT)) {
        if (found.length === limit) break;
        const title = ` ${titles[place]}`;
        const hasAll = typed.finished.every((word) => title.includes(` ${word} `));
        if (hasAll && title.includes(` ${typed.unfinished}`)) found.push(place);
      }
      return found;
    },
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

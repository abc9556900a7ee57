/** How many different runs of four letters a query and a title have, blanks included, and both of them. */
export interface LetterRuns {
  shared: number;
  inQuery: number;
  inTitle: number;
}

const LETTERS = 4;

/**
 * Compares a query with one title after the other: folded words with blanks between. Dozens of titles are
 * compared for each answer, so no text is made of any run: a table has where in the text it begins.
 */
export function letterRuns(query: string): (title: string) => LetterRuns {
  const queried = ` ${query} `;
  const ofQuery = createRunTable(queried);
  const inQuery = ofQuery.addAll(queried);
  return (title) => {
    const titled = ` ${title} `;
    const ofTitle = createRunTable(titled);
    let shared = 0;
    const inTitle = ofTitle.addAll(titled, (at) => {
      if (ofQuery.has(titled, at)) shared += 1;
    });
    return { shared, inQuery, inTitle };
  };
}

/** The different runs of a text. */
function createRunTable(text: string) {
  const size = 2 ** Math.ceil(Math.log2(2 * text.length + 2));
  /** Where a run begins, plus 1; 0 where there is none. */
  const starts = new Uint16Array(size);

  /** Where the run at `at` of another text stands in the table, or would. */
  function placeOf(other: string, at: number): number {
    let place = hashOf(other, at) & (size - 1);
    for (let start = starts[place] ?? 0; start !== 0; start = starts[place] ?? 0) {
      if (isSame(text, start - 1, other, at)) return place;
      place = (place + 1) & (size - 1);
    }
    return place;
  }

  return {
    has: (other: string, at: number) => starts[placeOf(other, at)] !== 0,
    /** How many there are; `onNew` is told where each begins. */
    addAll(own: string, onNew: (at: number) => void = () => undefined): number {
      let runs = 0;
      for (let at = 0; at + LETTERS <= own.length; at++) {
        const place = placeOf(own, at);
        if (starts[place] !== 0) continue;
        starts[place] = at + 1;
        runs += 1;
        onNew(at);
      }
      return runs;
    },
  };
}

function hashOf(text: string, at: number): number {
  let hash = 0;
  for (let i = at; i < at + LETTERS; i++) hash = Math.imul(hash, 31) + text.charCodeAt(i);
  return Math.imul(hash, 0x9e3779b1) >>> 16;
}

function isSame(text: string, at: number, other: string, otherAt: number): boolean {
  for (let i = 0; i < LETTERS; i++)
    if (text.charCodeAt(at + i) !== other.charCodeAt(otherAt + i)) return false;
  return true;
}

/**
 * Runs of words that some title has, by two hashes of each: nineteen of twenty are in one title alone, and to keep
 * each of those in a place of its own in a table took a third of the time of a transaction.
 */
export interface SeenPhrases {
  has(phrase: HashedPhrase): boolean;
  add(phrase: HashedPhrase): void;
  remove(phrase: HashedPhrase): void;
  /** Whether none was forgotten. */
  readonly knowsAll: boolean;
}

/** Two hashes of a phrase. */
export type HashedPhrase = Uint32Array;

/** For some 100,000 papers: of more, those that were seen first are forgotten. */
const MAX_KEPT = 1 << 20;

export function createSeenPhrases(most = MAX_KEPT): SeenPhrases {
  let young = createHashSet();
  let old = createHashSet();
  let knowsAll = true;
  return {
    has: (phrase) => young.has(phrase) || old.has(phrase),
    add(phrase) {
      if (young.size >= most) {
        if (old.size > 0) knowsAll = false;
        [old, young] = [young, createHashSet()];
      }
      young.add(phrase);
    },
    remove(phrase) {
      young.remove(phrase);
      old.remove(phrase);
    },
    get knowsAll() {
      return knowsAll;
    },
  };
}

const FIRST_PLACES = 1 << 10;
/** In place of the second hash, which is never as small: nothing stands there, or stood. */
const EMPTY = 0;
const REMOVED = 1;

/** With open addressing: a Set of objects takes twenty times as much room. */
function createHashSet() {
  let numbers = new Uint32Array(2 * FIRST_PLACES);
  let size = 0;

  /** Where it stands, or the empty place where it would. */
  function placeOf(phrase: HashedPhrase): number {
    const [first, second] = [phrase[0] ?? 0, phrase[1] ?? 0];
    const places = numbers.length / 2;
    let place = first & (places - 1);
    for (;;) {
      const there = numbers[2 * place + 1];
      if (there === EMPTY || (there === second && numbers[2 * place] === first)) return place;
      place = (place + 1) & (places - 1);
    }
  }

  function put(phrase: HashedPhrase): void {
    const place = placeOf(phrase);
    if (numbers[2 * place + 1] === EMPTY) size += 1;
    numbers[2 * place] = phrase[0] ?? 0;
    numbers[2 * place + 1] = phrase[1] ?? 0;
  }

  return {
    has: (phrase: HashedPhrase) => numbers[2 * placeOf(phrase) + 1] !== EMPTY,
    add(phrase: HashedPhrase) {
      if (3 * size >= numbers.length) {
        const before = numbers;
        [numbers, size] = [new Uint32Array(2 * before.length), 0];
        for (let at = 0; at < before.length; at += 2) {
          const second = before[at + 1] ?? EMPTY;
          if (second !== EMPTY && second !== REMOVED) put(before.subarray(at, at + 2));
        }
      }
      put(phrase);
    },
    remove(phrase: HashedPhrase) {
      const at = 2 * placeOf(phrase) + 1;
      if (numbers[at] !== EMPTY) numbers[at] = REMOVED;
    },
    /** With those that were removed. */
    get size() {
      return size;
    },
  };
}

/** FNV-1a twice, from two beginnings. */
const FIRST_STATE = 0x811c9dc5 | 0;
const SECOND_STATE = 0x9747b28c | 0;

/** Hashes runs of words with blanks between: one that goes on where the last one ended takes no more than its last word. */
export function createRunHash(words: readonly string[]) {
  let [first, second, begun, done] = [FIRST_STATE, SECOND_STATE, -1, -1];

  function take(unit: number): void {
    first = Math.imul(first ^ unit, 0x01000193);
    second = (Math.imul(second ^ unit, 0x85ebca6b) + 0x27d4eb2f) | 0;
  }

  /** Writes those of the words from `from` to before `to`. */
  return (from: number, to: number, hashed: HashedPhrase): void => {
    if (from !== begun || to < done)
      [first, second, begun, done] = [FIRST_STATE, SECOND_STATE, from, from];
    for (; done < to; done++) {
      if (done > from) take(BLANK);
      const word = words[done] ?? "";
      for (let i = 0; i < word.length; i++) take(word.charCodeAt(i));
    }
    hashed[0] = mixed(first);
    hashed[1] = Math.max(mixed(second), REMOVED + 1);
  };
}

export function hashOf(phrase: string): HashedPhrase {
  const hashed: HashedPhrase = new Uint32Array(2);
  createRunHash([phrase])(0, 1, hashed);
  return hashed;
}

const BLANK = 0x20;

/** The last bits alone choose a place. */
function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (once ^ (once >>> 13)) >>> 0;
}

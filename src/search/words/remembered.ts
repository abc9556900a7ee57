/** So many words share a part of the table; a new one takes the place of one that was not asked for lately. */
const WAYS = 4;

/**
 * What `read` makes of a word, remembered for the last `most` words or so, a power of two; each has a place below that. For
 * short words that texts repeat: a Map of so many takes five times as long to look up in, as it has its keys all over the memory.
 */
export function remembered<Value>(
  most: number,
  read: (word: string, place: number) => Value,
): (word: string) => Value {
  const hashes = new Int32Array(most);
  const wasAsked = new Uint8Array(most);
  // Room at once, in which nothing stands yet: to write that into each place takes some ms of a start.
  const words: (string | undefined)[] = [];
  const values: (Value | undefined)[] = [];
  words.length = most;
  values.length = most;

  function remember(word: string, hash: number, first: number): Value {
    let place = first;
    while (place < first + WAYS && wasAsked[place] === 1) place += 1;
    if (place === first + WAYS) {
      wasAsked.fill(0, first, place);
      place = first;
    }
    const value = read(word, place);
    hashes[place] = hash;
    wasAsked[place] = 1;
    words[place] = unattached(word);
    values[place] = value;
    return value;
  }

  return (word) => {
    const hash = hashOf(word);
    const first = hash & (most - WAYS);
    for (let place = first; place < first + WAYS; place++) {
      if (hashes[place] !== hash || words[place] !== word) continue;
      wasAsked[place] = 1;
      const known = values[place];
      if (known !== undefined) return known;
    }
    return remember(word, hash, first);
  };
}

/** FNV-1a, mixed once more: the last bits alone choose a place. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

/** Shorter ones are copied when they are cut out of a text. */
const CUT_OUT = 13;

/** Of its own: what is cut out of a text keeps all of it in memory. */
function unattached(text: string): string {
  if (text.length < CUT_OUT) return text;
  return Buffer.from(text, "utf16le").toString("utf16le");
}

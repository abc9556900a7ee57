/**
 * Small words of other languages, folded, as far as English has no such word. One alone may be a part of
 * a name: "de Finetti".
 */
const SMALL_WORDS = [
  "le la les des du de un une et dans pour sur avec par que qui est aux au en sans entre",
  "el la los las de del un una y en para con por que es al sobre sin entre como",
  "der das und mit von fur ein eine einer eines zur zum im dem auf ist nicht bei uber aus durch",
  "il lo la gli di del della delle dei e un una con che nel nella alla sono tra",
  "o os um uma de da dos das e em para com por que na nos pela sobre",
  "de het een en van voor met dat bij naar uit",
].map((words) => new Set(words.split(" ")));

/** Which of some folded words are small words of the one other language that has most of them. */
export function smallForeignWords(words: readonly string[]): ReadonlySet<string> {
  const found = SMALL_WORDS.map((small) => words.filter((word) => small.has(word)));
  return new Set(found.reduce((most, some) => (some.length > most.length ? some : most), []));
}

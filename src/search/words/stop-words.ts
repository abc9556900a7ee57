/**
 * Words that say nothing about a paper. They stand in almost every text, so only titles are
 * indexed with them, and a query counts them only when it has no other word ("all you need").
 */
const STOP_WORDS = new Set(
  `a about above after again against all also am an and any are as at be because been before being
  below between both but by can cannot could did do does doing during each either else ever few
  for from further get gets give given had has have having he her here hers him his how however i if
  in into is it its itself just let like many may me might more most much must my need needs no nor
  not of on once one only onto or other our ours own paper papers per really same she
  should show so some such than that the their theirs them then there these they this those though
  through thus to too until upon us use used uses using very via was we were what when where
  whether which while who whose why will with within without would yet you your yours`.split(/\s+/),
);

/** `word` is folded. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** Whether a word says something about what a paper is about. */
export function isTelling(word: string): boolean {
  return !isStopWord(word) || TELLING.has(word);
}

/** Stop words in which "few-shot" and "one-shot" differ. */
const TELLING = new Set(["few", "one"]);

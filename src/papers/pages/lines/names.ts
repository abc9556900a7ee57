/**
 * Names of authors, where a page prints them instead of their number. Nothing that an entry keeps,
 * but neither a title nor an organisation.
 */
const INTRODUCTION =
  /^(?:by|von|par|por|di|da|door|authors?|autor\p{L}*|auteurs?|作者|著者|저자)(?:\s?[:：]\s*|\s+)/iu;
const REST =
  /(?:,?\s+(?:et al\.?|u\. ?a\.)|,?\s+(?:and|und|et|y|e|&)\s+\d+\s+\p{L}+(?:\s\p{L}+)?|,?\s+\+\s?\d+|\s*[…])$/iu;
const BETWEEN = /\s*[,;，、]\s*(?:(?:and|und|et|y|&)\s+)?|\s+(?:and|und|et|y|&)\s+/u;
/** `Ana-Maria`, `J.`, `O’Neill`, `van`: a word of a name. */
const WORD =
  /^(?:\p{Lu}\p{Ll}*(?:['’-]?\p{Lu}?\p{Ll}+)*|\p{Lu}\.(?:-?\p{Lu}\.)*|\p{Lu}|van|von|de|der|den|del|da|dos|la|le|el|bin|al-?)$/u;
/** What organisations have in their names. */
const ORGANISATION =
  /\b(?:univ\p{L}*|institut\p{L}*|labs?|laborator\p{L}*|research|ai|inc|college|schools?|cent(?:er|re)s?|technolog\p{L}*|academ\p{L}*|group|team|hospital|company|corporation|foundation|department|ministry|agency|network|tech|deepmind|google|meta|microsoft)\b/iu;
/** No name has two such words. */
const PROSE = /[a-z]{4} [a-z]{4}/;
const LONGEST_LIST_OF_NAMES = 200;

/** Whether a line is a list of two names of people or more, and nothing besides. */
export function isNames(line: string): boolean {
  if (
    line.length > LONGEST_LIST_OF_NAMES ||
    PROSE.test(line) ||
    !/[,;，、…+&]|\s(?:and|und|et|y)\s/u.test(line)
  )
    return false;
  const named = line.replace(INTRODUCTION, "");
  const names = named.replace(REST, "");
  const people = names.split(BETWEEN);
  const isMore = names !== named || named !== line;
  return (isMore || people.length >= 2) && areNames(people) && !ORGANISATION.test(names);
}

/** One of many may have an alias. */
function areNames(people: string[]): boolean {
  return people.filter(isName).length >= Math.max(1, people.length - (people.length > 3 ? 1 : 0));
}

/** Whether the words could be a name: a given name or initials, and a family name. */
export function isName(words: string): boolean {
  const parts = words.split(/\s+/);
  return parts.length >= 2 && parts.length <= 5 && parts.every((part) => WORD.test(part));
}

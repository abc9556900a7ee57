/** @import { Entry } from "./commands.js" */

/** More would be guessing. */
const MAX_OFFERED = 3;

/**
 * Commands that may be meant by a name that no command has, the likeliest first, and what was typed after the name.
 * @param {Entry[]} entries
 * @param {string} typed what stands after the slash
 * @returns {{ entry: Entry, rest: string }[]}
 */
export function nearest(entries, typed) {
  const words = typed.trim().split(/\s+/);
  return entries
    .flatMap((entry) => {
      // People leave the first word out: `/search` for `/paper search`.
      const names = new Set([entry.name, entry.subcommand || entry.name]);
      return [...names].map((name) => {
        const count = name.split(" ").length;
        const begun = words.slice(0, count).join(" ").toLowerCase();
        const rest = words.slice(count).join(" ");
        return { entry, rest, mistakes: mistakesIn(begun, name), allowed: mistakesAllowed(begun) };
      });
    })
    .filter(({ mistakes, allowed }) => mistakes <= allowed)
    .toSorted((a, b) => a.mistakes - b.mistakes)
    .filter(({ entry }, place, all) => all.findIndex((one) => one.entry === entry) === place)
    .slice(0, MAX_OFFERED);
}

/** @param {string} typed */
function mistakesAllowed({ length }) {
  if (length < 3) return 0;
  return length < 7 ? 1 : 2;
}

/**
 * How many letters are missing, too many, wrong or exchanged with the next one in what shall be the beginning of
 * a name ("optimal string alignment distance").
 * @param {string} typed
 * @param {string} name
 */
function mistakesIn(typed, name) {
  /** @type {number[][]} */
  const table = [Array.from({ length: name.length + 1 }, (_, column) => column)];
  const at = (/** @type {number} */ row, /** @type {number} */ column) =>
    table[row]?.[column] ?? Infinity;
  for (let row = 1; row <= typed.length; row += 1) {
    const line = [row];
    table[row] = line;
    for (let column = 1; column <= name.length; column += 1) {
      const isSame = typed[row - 1] === name[column - 1];
      const isExchanged =
        typed[row - 1] === name[column - 2] && typed[row - 2] === name[column - 1];
      line[column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (isSame ? 0 : 1),
        isExchanged ? at(row - 2, column - 2) + 1 : Infinity,
      );
    }
  }
  return Math.min(...(table[typed.length] ?? []));
}

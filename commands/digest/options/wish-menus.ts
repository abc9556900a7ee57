import type { Wishes } from "../../../src/digests/wishes.ts";
import type { Menu } from "../../../src/messages/digests/topic-editor.ts";
import { counted } from "../../../src/messages/layout/wording.ts";
import { HIDDEN, hiddenAs, MATCHES } from "./wishes.ts";

const MOST = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20];
const UPVOTES = [5, 10, 20, 30, 50, 100, 200, 500];

/** A menu for each wish of a topic, with what holds now; `set` makes the custom id of one. */
export function wishMenus(wishes: Wishes, set: (option: keyof Wishes) => string): Menu[] {
  const { most, match, upvotes, code, hide } = wishes;
  return [
    menu(set("match"), match, Object.entries(MATCHES)),
    menu(set("most"), String(most ?? 0), [
      ["0", "As many in a digest as fit"],
      ...withNow(MOST, most ?? 0).map(
        (count) => [`${count}`, `At most ${count} in a digest`] as const,
      ),
    ]),
    menu(set("upvotes"), String(upvotes), [
      ["0", "Any number of upvotes"],
      ...withNow(UPVOTES, upvotes).map(
        (count) => [`${count}`, `At least ${counted(count, "upvote")}`] as const,
      ),
    ]),
    menu(set("code"), String(code), [
      ["false", "With or without code"],
      ["true", "Only with code"],
    ]),
    menu(
      set("hide"),
      hiddenAs(hide),
      Object.entries(HIDDEN).map(([value, name]) => [value, `Hide ${lowerCased(name)}`] as const),
    ),
  ];
}

function menu(
  customId: string,
  chosen: string,
  labels: readonly (readonly [string, string])[],
): Menu {
  return { customId, chosen, options: labels.map(([value, label]) => ({ value, label })) };
}

/** The numbers that are offered, and the one that was typed. */
function withNow(numbers: readonly number[], now: number): number[] {
  return [...new Set([...numbers, now])].filter((one) => one > 0).toSorted((a, b) => a - b);
}

function lowerCased(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

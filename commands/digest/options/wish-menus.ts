import type { Wishes } from "../../../src/digests/wishes.ts";
import type { Menu } from "../../../src/messages/topics/topic-editor.ts";
import { counted } from "../../../src/messages/layout/wording.ts";
import { HIDDEN, hiddenAs, MATCHES } from "./wishes.ts";

const MOST = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20];
const UPVOTES = [5, 10, 20, 30, 50, 100, 200, 500];

/** A menu for each wish of a topic, with what holds now; `set` makes the custom id of one. */
export function wishMenus(wishes: Wishes, set: (option: keyof Wishes) => string): Menu[] {
  const { most, match, upvotes, code, hide } = wishes;
  return [
    { customId: set("match"), labels: MATCHES, chosen: match },
    {
      customId: set("most"),
      labels: {
        0: "As many in a digest as fit",
        ...numbered([...MOST, most ?? 0], (count) => `At most ${count} in a digest`),
      },
      chosen: String(most ?? 0),
    },
    {
      customId: set("upvotes"),
      labels: {
        0: "Any number of upvotes",
        ...numbered([...UPVOTES, upvotes], (count) => `At least ${counted(count, "upvote")}`),
      },
      chosen: String(upvotes),
    },
    {
      customId: set("code"),
      labels: { false: "With or without code", true: "Only with code" },
      chosen: String(code),
    },
    {
      customId: set("hide"),
      labels: Object.fromEntries(
        Object.entries(HIDDEN).map(([value, name]) => [value, `Hide ${lowerCased(name)}`]),
      ),
      chosen: hiddenAs(hide),
    },
  ];
}

/** A record has its numbers in order; 0 has a label of its own. */
function numbered(
  numbers: readonly number[],
  label: (count: number) => string,
): Record<string, string> {
  return Object.fromEntries(numbers.filter(Boolean).map((count) => [count, label(count)]));
}

function lowerCased(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

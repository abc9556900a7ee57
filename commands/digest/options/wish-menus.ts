import type { Wishes } from "../../../src/digests/wishes.ts";
import type { Menu } from "../../../src/messages/topics/topic-editor.ts";
import { hiddenAs } from "./wishes.ts";
import * as say from "./wording.ts";

const MOST = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20];
const UPVOTES = [5, 10, 20, 30, 50, 100, 200, 500];

/** A menu for each wish of a topic, with what holds now; `set` makes the custom id of one. */
export function wishMenus(wishes: Wishes, set: (option: keyof Wishes) => string): Menu[] {
  const { most, match, upvotes, code, hide } = wishes;
  return [
    { customId: set("match"), labels: say.MATCHES, chosen: match },
    {
      customId: set("most"),
      labels: {
        0: say.mostOfTopic(null),
        ...numbered([...MOST, most ?? 0], say.mostOfTopic),
      },
      chosen: String(most ?? 0),
    },
    {
      customId: set("upvotes"),
      labels: {
        0: say.upvotesNeeded(null),
        ...numbered([...UPVOTES, upvotes], say.upvotesNeeded),
      },
      chosen: String(upvotes),
    },
    {
      customId: set("code"),
      labels: say.CODE,
      chosen: String(code),
    },
    {
      customId: set("hide"),
      labels: Object.fromEntries(
        Object.entries(say.HIDDEN).map(([value, name]) => [value, say.hide(name)]),
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

import type { ListWording } from "../../../src/messages/papers/results.ts";
import { periodWording } from "../../../src/messages/papers/top.ts";
import type { View } from "../../../src/search/view.ts";
import { asAsked, bestFirst, byDate, type FindPage, similarPapers } from "./find.ts";
import { topOf } from "./top.ts";
import * as say from "../wording.ts";

/** A kind of list: how its papers are found, and how it is spoken of. */
interface ListKind {
  /** Stands for its name where a button has to say it; no two kinds have the same. */
  letter: string;
  find: FindPage;
  wording: ListWording;
}

/** The kinds of lists, by the names under which they are stored. */
export const listKinds = {
  /** What is read in plain English. */
  question: { letter: "q", find: asAsked, wording: say.SEARCH },
  /** What is read in the query language alone: its words stand as they were typed. */
  search: { letter: "s", find: bestFirst, wording: say.SEARCH },
  latest: { letter: "l", find: byDate("newest"), wording: say.LATEST },
  similar: { letter: "m", find: similarPapers, wording: say.SIMILAR },
  "top of week": { letter: "w", find: topOf("week"), wording: periodWording("week") },
  "top of month": { letter: "o", find: topOf("month"), wording: periodWording("month") },
  "top of year": { letter: "y", find: topOf("year"), wording: periodWording("year") },
  "top ever": { letter: "e", find: topOf("ever"), wording: periodWording("ever") },
} satisfies Record<string, ListKind>;

/** A view without limits: what was typed, or the id of a paper. */
export const listOf = <List extends string>(list: List, query: string) => ({
  list,
  query,
  since: null,
  codeOnly: false,
});

export type ListView = View & { list: keyof typeof listKinds };

export function isListView(view: View): view is ListView {
  return Object.hasOwn(listKinds, view.list);
}

import { customIdIfShort } from "../../../src/messages/layout/custom-id.ts";
import type { Reply } from "../../../src/messages/layout/reply.ts";
import { identifiedCard, unknownPaper } from "../../../src/messages/papers/identified.ts";
import type { IdentifiedText } from "../../../src/papers/identifiers.ts";
import { paperIdentified } from "../../../src/search/which-paper.ts";
import type { Asker, Services } from "../../command/command.ts";
import { keepView } from "../lists/kept-view.ts";
import { listOf } from "../lists/kinds.ts";
import { showCard } from "./card.ts";

/** The papers that a text names by their ids or links, the first as a card; or that they are not here. */
export async function showIdentified(
  typed: string,
  { identifiers, rest }: IdentifiedText,
  asker: Asker,
  services: Services,
): Promise<Reply> {
  const { corpus, index } = services;
  const read = identifiers.map((by) => ({ by, paper: paperIdentified(by, corpus, index) }));
  const known = read.flatMap(({ by, paper }) => (paper ? [{ by, paper }] : []));
  const unknown = read.flatMap(({ by, paper }) => (paper ? [] : [by]));
  const [first] = known;
  if (!first) return unknownPaper(unknown, await asTypedId(typed, asker, services));
  const others = known.filter(({ paper }) => paper.id !== first.paper.id);
  return identifiedCard(showCard(first.paper), {
    by: first.by,
    others: [...new Map(others.map(({ paper }) => [paper.id, { paper }])).values()],
    unknown,
    // Of nothing but an id there are no words to search for.
    asTyped: rest === "" ? null : await asTypedId(typed, asker, services),
    open: "paper.open",
  });
}

/** Of a button that searches for the words as they stand; null where it would be too long. */
async function asTypedId(typed: string, { userId }: Asker, services: Services) {
  const key = await keepView(listOf("search", typed), services);
  return customIdIfShort("paper.page", key, 1, userId);
}

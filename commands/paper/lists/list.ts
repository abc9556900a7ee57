import { z } from "zod";
import { resultPage } from "../../../src/messages/papers/results.ts";
import { LIMITS } from "../../../src/messages/layout/budget.ts";
import { customIdIfShort } from "../../../src/messages/layout/custom-id.ts";
import { plainWithin } from "../../../src/messages/layout/escape.ts";
import { nothingFound } from "../../../src/messages/notices.ts";
import type { Action } from "../../../src/messages/papers/card.ts";
import type { Reply } from "../../../src/messages/layout/reply.ts";
import {
  type Asker,
  component,
  inPlaceFor,
  type Services,
  UserError,
} from "../../command/command.ts";
import { type FoundPage, PAGE_SIZE } from "./find.ts";
import { keepView, keptView } from "./kept-view.ts";
import { choiceWording, isListView, listKinds, listOf, type ListView } from "./kinds.ts";

const MAX_NEAREST_OFFERED = 5;

/** Room in the custom ids of pages for that of a menu: `digest.why:` and a channel. */
const MAX_CHOOSE_LENGTH = 40;

/**
 * One page of a view, from 1, with buttons that are the asker's. Throws a `UserError` where the
 * page or the paper that the view is about does not exist any more. Where the list only asks which
 * paper is meant, `choose` is the custom id of a menu that answers what was asked about it.
 */
export async function showList(
  view: ListView,
  page: number,
  asker: Asker,
  services: Services,
  choose: string | null = null,
): Promise<Reply> {
  const before = (page - 1) * PAGE_SIZE;
  const { find, wording } = listKinds[view.list];
  const found = find(view, before, services);
  if (found.total === 0) return await showNothing(view, found, asker, services, choose);
  if (found.hits.length === 0)
    throw new UserError("This list is shorter now. Run the command again.");
  const key = await keepView(view, services);
  const turnTo = (other: number) => pageId(key, other, asker, choose);
  return resultPage({
    ...view,
    ...found,
    wording: choose === null ? wording : { ...wording, ...choiceWording },
    before,
    previous: page > 1 ? turnTo(page - 1) : null,
    next: before + PAGE_SIZE < found.total ? turnTo(page + 1) : null,
    open: choose ?? "paper.open",
  });
}

/** Null where it would be too long. */
function pageId(
  key: string,
  page: number,
  { userId }: Asker,
  choose: string | null,
): string | null {
  return customIdIfShort("paper.page", key, page, userId, ...(choose === null ? [] : [choose]));
}

/** Says why, and offers the nearest words, or the same without limits, as buttons. */
async function showNothing(
  view: ListView,
  { about, corrected, nearest, undated, understood, lacksAuthors, ...found }: FoundPage,
  asker: Asker,
  services: Services,
  choose: string | null,
): Promise<Reply> {
  const searchFor = async (label: string, query: string): Promise<Action[]> => {
    const other = listOf("search", query);
    const key = await keepView(other, services);
    const id = pageId(key, 1, asker, choose);
    return id === null ? [] : [{ label, customId: id }];
  };
  const withoutLimits = found.withoutLimits();
  const words = nearest.slice(0, MAX_NEAREST_OFFERED);
  const instead =
    withoutLimits === 0
      ? words.map((word) => searchFor(plainWithin(word, LIMITS.buttonLabel), word))
      : about === ""
        ? []
        : [searchFor("Search all papers", view.query)];
  return nothingFound({
    ...view,
    wording: listKinds[view.list].wording,
    about,
    corrected,
    understood,
    lacksAuthors,
    withoutLimits,
    undated: view.since === null ? 0 : undated,
    instead: (await Promise.all(instead)).flat(),
  });
}

/**
 * The buttons under a list, `paper.page:<view key>:<page>:<whose buttons they are>`, and, where it asks
 * which paper is meant, behind that the custom id of its menu.
 */
export const pageButton = component({
  state: z
    .tuple([z.string(), z.coerce.number().int().min(1), z.string()], z.string())
    .refine(([, , , ...choose]) => choose.join(":").length <= MAX_CHOOSE_LENGTH),
  answer: ([, , ownerId], asker) => inPlaceFor(ownerId, asker),
  run: async ([key, page, , ...choose], { asker }, services) => {
    const view = await keptView(key, services);
    if (view === null || !isListView(view))
      throw new UserError("This list has expired. Run the command again.");
    const menu = choose.length === 0 ? null : choose.join(":");
    return await showList(view, page, asker, services, menu);
  },
});

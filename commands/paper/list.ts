import { z } from "zod";
import { type ResultPage, resultPage } from "../../src/messages/results.ts";
import { LIMITS } from "../../src/messages/budget.ts";
import { customId } from "../../src/messages/custom-id.ts";
import { plainWithin } from "../../src/messages/escape.ts";
import { nothingFound } from "../../src/messages/notices.ts";
import type { Action } from "../../src/messages/card.ts";
import type { Reply } from "../../src/messages/reply.ts";
import { allOf } from "../../src/search/query.ts";
import type { View } from "../../src/search/view.ts";
import { type Asker, component, type Services, UserError } from "../command.ts";
import { askedIn, count, findPage, type Found, type ListView, PAGE_SIZE } from "./find.ts";

const NEAREST_OFFERED = 5;

/**
 * One page of a view, from 1, with buttons that are the asker's. Throws a `UserError` where the
 * page or the paper that the view is about does not exist any more. `list` is what the page calls
 * itself, where that is not the view's own name.
 */
export async function showList(
  view: ListView,
  page: number,
  asker: Asker,
  services: Services,
  list: ResultPage["list"] = view.list,
): Promise<Reply> {
  const before = (page - 1) * PAGE_SIZE;
  const found = findPage(view, before, services);
  if (found.total === 0) return await showNothing(view, found, asker, services);
  if (found.hits.length === 0)
    throw new UserError("This list has become shorter since. Please ask again.");
  const key = await services.views.save(view);
  const turnTo = (other: number) => customId("paper.page", key, other, asker.userId);
  return resultPage({
    ...view,
    ...found,
    list,
    before,
    previous: page > 1 ? turnTo(page - 1) : null,
    next: before + PAGE_SIZE < found.total ? turnTo(page + 1) : null,
    open: "paper.open",
  });
}

/** Says why, and offers the nearest words, or the same without limits, as buttons. */
async function showNothing(
  view: ListView,
  { about, corrected, nearest, undated, understood, lacksAuthors }: Found,
  asker: Asker,
  services: Services,
): Promise<Reply> {
  const { index, views } = services;
  const searchFor = async (label: string, query: string): Promise<Action> => {
    const key = await views.save({ list: "search", query, since: null, codeOnly: false });
    return { label, customId: customId("paper.page", key, 1, asker.userId) };
  };
  const withoutLimits =
    view.list === "search" ? count(index, askedIn(view.query, services), allOf([])) : undated;
  const words = nearest.slice(0, NEAREST_OFFERED);
  const instead =
    withoutLimits === 0
      ? words.map((word) => searchFor(plainWithin(word, LIMITS.buttonLabel), word))
      : about === ""
        ? []
        : [searchFor("Search all", view.query)];
  return nothingFound({
    ...view,
    about,
    corrected,
    understood,
    lacksAuthors,
    withoutLimits,
    undated: view.since === null ? 0 : undated,
    instead: await Promise.all(instead),
  });
}

/** The buttons under a list, `paper.page:<view key>:<page>:<whose buttons they are>`. */
export const pageButton = component({
  state: z.tuple([z.string(), z.coerce.number().int().min(1), z.string()]),
  answer: ([, , ownerId], { userId }) => (userId === ownerId ? "update" : "private"),
  run: async ([key, page], { asker }, services) => {
    const view = await services.views.load(key);
    if (view === null || !isListView(view))
      throw new UserError("This list is no longer known. Please ask again.");
    return await showList(view, page, asker, services);
  },
});

function isListView(view: View): view is ListView {
  return view.list !== "random";
}

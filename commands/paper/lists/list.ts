import { z } from "zod";
import { resultPage } from "../../../src/messages/papers/results.ts";
import { labels as listLabels } from "../../../src/messages/papers/wording.ts";
import { LIMITS } from "../../../src/messages/layout/budget.ts";
import { customIdIfShort } from "../../../src/messages/layout/custom-id.ts";
import { plainWithin } from "../../../src/messages/layout/escape.ts";
import { type FilterReason, nothingFound } from "../../../src/messages/notices.ts";
import type { Action } from "../../../src/messages/papers/card.ts";
import type { Reply } from "../../../src/messages/layout/reply.ts";
import { isLibraryIncomplete } from "../../../src/papers/source-health.ts";
import {
  allOf,
  isEmpty,
  isTime,
  printQuery,
  type Query,
  withoutTimes,
} from "../../../src/search/query/query.ts";
import {
  type Asker,
  component,
  inPlaceFor,
  type Services,
  UserError,
} from "../../command/command.ts";
import { votesShown } from "../../command/votes.ts";
import { type FoundPage, PAGE_SIZE } from "./find.ts";
import { keepView, keptView } from "./kept-view.ts";
import { isListView, listKinds, listOf, type ListView } from "./kinds.ts";
import * as say from "../wording.ts";
import { limitsInWords, papersInWords, timesInWords } from "../../../src/digests/query-in-words.ts";

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
  const found = await find(view, before, services, asker);
  const isIncomplete = isLibraryIncomplete(services.digests.sources());
  if (found.total === 0) return await showNothing(view, found, asker, services, choose);
  if (found.hits.length === 0) throw new UserError(say.LIST_IS_SHORTER);
  const key = await keepView(view, asker, services);
  const shown = found.hits.map(({ paper }) => paper.id);
  const votes = await votesShown(shown, asker, services);
  const turnTo = (other: number, of = key) => pageId(of, other, asker, choose);
  return resultPage({
    asTyped: found.isRead
      ? turnTo(1, await keepView({ ...view, list: "search" }, asker, services))
      : null,
    ...view,
    ...found,
    votes: choose === null ? votes : null,
    isIncomplete,
    wording: choose === null ? wording : { ...wording, ...say.CHOICE },
    before,
    page,
    pages: Math.ceil(found.total / PAGE_SIZE),
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
  { about, corrected, nearest, undated, understood, unread, lacksAuthors, ...found }: FoundPage,
  asker: Asker,
  services: Services,
  choose: string | null,
): Promise<Reply> {
  const show = async (label: string, other: ListView): Promise<Action[]> => {
    const key = await keepView(other, asker, services);
    const id = pageId(key, 1, asker, choose);
    return id === null ? [] : [{ label: plainWithin(label, LIMITS.buttonLabel), customId: id }];
  };
  const asTyped = found.isRead
    ? await show(listLabels.searchAsTyped, { ...view, list: "search" })
    : [];
  const searchFor = (label: string, query: string) => show(label, listOf("search", query));
  const withoutLimits = found.withoutLimits();
  const narrow = withoutLimits === 0 ? found.tooNarrow() : null;
  const filters = narrow ? limitsInWords(narrow.filters) : "";
  const rest = narrow ? printQuery(narrow.rest) : "";
  const words = nearest.slice(0, MAX_NEAREST_OFFERED);
  function instead(): Promise<Action[]>[] {
    if (narrow)
      return rest === "" ? [] : [show(say.labels.searchWithout(filters), { ...view, query: rest })];
    if (withoutLimits === 0) return words.map((word) => searchFor(word, word));
    return about === "" ? [] : [searchFor(say.labels.searchAll, view.query)];
  }
  const isAboutTime = narrow !== null && isEmpty(withoutTimes(allOf(narrow.filters)));
  return nothingFound({
    ...view,
    wording: listKinds[view.list].wording,
    about,
    corrected,
    understood,
    unread,
    lacksAuthors,
    isIncomplete: isLibraryIncomplete(services.digests.sources()),
    isLibraryEmpty: services.corpus.size === 0,
    withoutLimits,
    tooNarrow: narrow && {
      reason: reasonOf(narrow.filters),
      filters,
      papers: papersInWords(narrow.rest),
      total: narrow.total,
    },
    undated: view.since === null && !isAboutTime ? 0 : undated,
    instead: [...(await Promise.all(instead())).flat(), ...asTyped].slice(
      0,
      LIMITS.componentsInRow,
    ),
  });
}

function reasonOf(filters: readonly Query[]): FilterReason {
  const [one] = filters;
  if (filters.length > 1 && filters.every(isTime))
    return { kind: "time", text: timesInWords(filters) };
  if (!one || filters.length > 1) return { kind: "several" };
  if (one.kind === "since" || one.kind === "before" || one.kind === "code")
    return { kind: one.kind };
  if (one.kind === "title" || one.kind === "organisation" || one.kind === "author")
    return { kind: one.kind, text: one.text };
  return { kind: "several" };
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
    if (view === null || !isListView(view)) throw new UserError(say.LIST_HAS_EXPIRED);
    const menu = choose.length === 0 ? null : choose.join(":");
    return await showList(view, page, asker, services, menu);
  },
});

import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
} from "discord-api-types/v10";
import { z } from "zod";
import { cut, LIMITS } from "../../../src/messages/layout/budget.ts";
import { plainTitle } from "../../../src/messages/papers/card.ts";
import { plain } from "../../../src/messages/layout/escape.ts";
import type { Choice, Visibility } from "../../../src/messages/layout/reply.ts";
import { subscriptionsHere } from "../../../src/digests/subscriptions/here.ts";
import { fold } from "../../../src/papers/text/fold.ts";
import type { Suggestion } from "../../../src/search/answer/suggest.ts";
import type { Asker, Services } from "../../command/command.ts";
import { atMostCharacters, TRUE_OR_FALSE } from "../../command/wording.ts";
import * as say from "../wording.ts";

/** Room for a whole title, or for some sentences about it. */
const MAX_TYPED = 300;

/** So that papers are in sight too. */
const MAX_WORDS_OFFERED = 5;
const MAX_TOPICS_OFFERED = 3;

const typed = (missing: string) =>
  z.string(missing).trim().min(1, missing).max(MAX_TYPED, atMostCharacters(MAX_TYPED));

export const query = typed(say.TYPE_A_FEW_WORDS);
export const paper = typed(say.TYPE_A_TITLE);
export const hide = z.boolean(TRUE_OR_FALSE).default(false);

export const visibility = (options: { hide: boolean }): Visibility =>
  options.hide ? "private" : "public";

/** What is said of another channel is private: who reads along here may not see that one. */
export const visibilityOfChannel = (options: {
  hide: boolean;
  channel?: string | undefined;
}): Visibility => (options.channel === undefined ? visibility(options) : "private");

export const queryOption = (
  description: string,
  { required = false } = {},
): APIApplicationCommandBasicOption => ({
  type: ApplicationCommandOptionType.String,
  name: "query",
  description,
  required,
  autocomplete: true,
  max_length: MAX_TYPED,
});

export const paperOption: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  name: "paper",
  description: say.options.paper,
  required: true,
  autocomplete: true,
  max_length: MAX_TYPED,
};

export const hideOption: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.Boolean,
  name: "hide",
  description: say.options.hide,
};

/**
 * Completions of search words: topics that are subscribed to here, some acronyms and terms, or names
 * where one is typed, and the papers that may be meant.
 */
export async function suggestQuery(
  typedSoFar: string,
  asker: Asker,
  services: Services,
): Promise<Choice[]> {
  const begun = fold(typedSoFar.slice(0, MAX_TYPED).trim());
  const here = subscriptionsHere(asker, services.digests.book);
  const topics = (await services.unlessAway(here, []))
    .filter(({ topic }) => fold(topic).startsWith(begun))
    .slice(0, MAX_TOPICS_OFFERED)
    .map(({ topic }): Suggestion => ({ kind: "words", text: topic }));
  const suggestions = services.index.suggest(typedSoFar.slice(0, MAX_TYPED));
  const { words = [], paper: papers = [] } = Object.groupBy(suggestions, ({ kind }) => kind);
  const offered = papers.length === 0 ? words : words.slice(0, MAX_WORDS_OFFERED);
  return choices([...topics, ...offered, ...papers]);
}

/** Completions that are papers. */
export function suggestPaper(typedSoFar: string, _asker: unknown, { index }: Services): Choice[] {
  const suggestions = index.suggest(typedSoFar.slice(0, MAX_TYPED));
  return choices(suggestions.filter(({ kind }) => kind === "paper"));
}

function choices(suggestions: Suggestion[]): Choice[] {
  const all = suggestions.map(asChoice);
  const usable = all.filter(({ name, value }) => name !== "" && value.length <= LIMITS.choiceValue);
  return [...new Map(usable.map((choice) => [choice.value, choice])).values()];
}

/** Titles may be longer than a choice may be, so a paper's value is its id. */
function asChoice(suggestion: Suggestion): Choice {
  if (suggestion.kind === "words") {
    const words = plain(suggestion.text);
    return { name: cut(words, LIMITS.choiceName), value: words };
  }
  return { name: plainTitle(suggestion.paper, LIMITS.choiceName), value: suggestion.paper.id };
}

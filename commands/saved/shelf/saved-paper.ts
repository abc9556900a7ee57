import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
} from "discord-api-types/v10";
import { z } from "zod";
import { type SavedPaper, shelfOf } from "../../../src/community/shelf.ts";
import { LIMITS } from "../../../src/messages/layout/budget.ts";
import type { Choice } from "../../../src/messages/layout/reply.ts";
import { plainTitle } from "../../../src/messages/papers/card.ts";
import { fold } from "../../../src/papers/text/fold.ts";
import { whichPaper } from "../../../src/search/which-paper.ts";
import { type Asker, type Services, UserError } from "../../command/command.ts";
import { errors, PAPER } from "../wording.ts";

const MAX_TYPED = 300;

export const savedPaperOption: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  name: "paper",
  description: PAPER,
  required: true,
  autocomplete: true,
  max_length: MAX_TYPED,
};

export const savedPaper = z.string(errors.typePaper).trim().min(1, errors.typePaper).max(MAX_TYPED);

/** Completions that are papers on the asker's shelf. */
export async function suggestSaved(
  typed: string,
  { userId }: Asker,
  services: Services,
): Promise<Choice[]> {
  const saved = withWords(typed, await shelfOf(userId, services));
  return saved
    .map(({ paper }) => ({ name: plainTitle(paper, LIMITS.choiceName), value: paper.id }))
    .filter(({ name, value }) => name !== "" && value.length <= LIMITS.choiceValue);
}

/** The paper on the asker's shelf that was meant. Throws a `UserError` where that is none, or unclear. */
export async function findSaved(
  typed: string,
  { userId }: Asker,
  services: Services,
): Promise<SavedPaper> {
  const saved = await shelfOf(userId, services);
  const picked = saved.find(({ paper, ids }) => paper.id === typed || ids.includes(typed));
  if (picked) return picked;
  const meant = whichPaper(typed, services.corpus, services.index);
  const named =
    meant.kind === "paper" ? saved.find(({ paper }) => paper.id === meant.paper.id) : undefined;
  if (named) return named;
  const [one, another] = withWords(typed, saved);
  if (!one) throw new UserError(errors.noneMeant, errors.seeAll);
  if (another) throw new UserError(errors.severalMeant);
  return one;
}

/** Those with all the words in their title or note, of which the last may be unfinished. */
export function withWords(typed: string, saved: readonly SavedPaper[]): SavedPaper[] {
  const words = fold(typed).split(/\s+/);
  return saved.filter(({ paper, note }) => {
    const text = fold(`${paper.displayTitle}\n${note ?? ""}`);
    return words.every((word) => text.includes(word));
  });
}

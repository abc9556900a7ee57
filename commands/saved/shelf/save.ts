import { z } from "zod";
import { MOST_SAVED, shelfOf } from "../../../src/community/shelf.ts";
import { savedNotice } from "../../../src/messages/community/saved.ts";
import { customId } from "../../../src/messages/layout/custom-id.ts";
import type { Reply } from "../../../src/messages/layout/reply.ts";
import { many } from "../../../src/messages/layout/wording.ts";
import { type Asker, component, type Services, UserError } from "../../command/command.ts";
import { errors } from "../wording.ts";

const state = z.tuple([z.string()]);

export const saveButtons = {
  /** On a card that others may see: `saved.save:<paper id>`. */
  "saved.save": component({
    state,
    answer: () => "private",
    run: async ([id], { asker }, services) => await save(id, asker, services),
  }),

  /** Under an answer that is the asker's alone: `saved.save-again:<paper id>`. */
  "saved.save-again": component({
    state,
    run: async ([id], { asker }, services) => await save(id, asker, services),
  }),
};

/** One that is there already is shown as it is, with its note. */
async function save(id: string, { userId }: Asker, services: Services): Promise<Reply> {
  const paper = services.corpus.byId(id);
  if (!paper) throw new UserError(errors.gone);
  const kept = (await shelfOf(userId, services)).find((one) => one.paper.id === paper.id);
  if (!kept && (await services.shelves.of(userId)).length >= MOST_SAVED)
    throw new UserError(errors.isFull(many(MOST_SAVED)), errors.removeSome);
  const saved = kept ?? { paper, at: services.now(), note: null };
  if (!kept) await services.shelves.save(userId, { paperId: paper.id, at: saved.at, note: null });
  return savedNotice(saved, !kept, {
    remove: customId("saved.remove", paper.id),
    note: customId("saved.note", paper.id),
  });
}

import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { LONGEST_NOTE, noteOf, shelfOf } from "../../src/community/shelf.ts";
import { noteForm, noteNotice } from "../../src/messages/community/saved.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import {
  type Asker,
  form,
  formButton,
  type Services,
  subcommand,
  type SubcommandPart,
  UserError,
} from "../command/command.ts";
import { findSaved, savedPaper, savedPaperOption, suggestSaved } from "./shelf/saved-paper.ts";
import { errors, NOTE } from "./wording.ts";

const paperId = z.tuple([z.string()]);

export const note = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "note",
    description: NOTE.description,
    options: [
      savedPaperOption,
      {
        type: ApplicationCommandOptionType.String,
        name: "text",
        description: NOTE.text,
        max_length: LONGEST_NOTE,
      },
    ],
  },

  handler: subcommand({
    options: z.object({ paper: savedPaper, text: z.string().max(LONGEST_NOTE).default("") }),
    suggest: { paper: suggestSaved },
    run: async ({ paper, text }, asker, services) => {
      const { paper: meant } = await findSaved(paper, asker, services);
      return await keepNote(meant.id, text, asker, services);
    },
  }),

  components: {
    /** `saved.note:<paper id>` */
    "saved.note": formButton({
      state: paperId,
      form: async ([id], asker, services) => {
        const saved = await ownPaper(id, asker, services);
        return noteForm(customId("saved.note-typed", id), saved.note, LONGEST_NOTE);
      },
    }),
  },

  forms: {
    /** `saved.note-typed:<paper id>` */
    "saved.note-typed": form({
      state: paperId,
      answer: () => "private",
      run: async ([id], { asker, fields }, services) =>
        await keepNote(id, fields["note"] ?? "", asker, services),
    }),
  },
} satisfies SubcommandPart;

async function keepNote(
  id: string,
  typed: string,
  asker: Asker,
  services: Services,
): Promise<Reply> {
  const saved = await ownPaper(id, asker, services);
  const text = noteOf(typed);
  await services.shelves.note(asker.userId, saved.ids, text);
  return noteNotice({ paper: saved.paper, note: text });
}

async function ownPaper(id: string, { userId }: Asker, services: Services) {
  const paper = services.corpus.byId(id);
  const saved = (await shelfOf(userId, services)).find((one) => one.paper.id === paper?.id);
  if (!saved) throw new UserError(errors.notSaved, errors.seeAll);
  return saved;
}

import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { citation } from "../../src/messages/community/citation.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import { citationFormats } from "../../src/papers/citations/files.ts";
import { keysFor } from "../../src/papers/citations/keys.ts";
import type { Paper } from "../../src/papers/paper.ts";
import { component, type Services, subcommand, type SubcommandPart } from "../command/command.ts";
import { answerMeant, askWhich, pickedPaper } from "./card/about-paper.ts";
import { type AnswerAbout, lookUpIdentified } from "./card/identified.ts";
import {
  hide,
  hideOption,
  paper,
  paperOption,
  suggestPaper,
  visibility,
} from "./options/options.ts";
import { CITE } from "./wording.ts";

const STYLES = ["bibtex", "ris", "plain"] as const;
const style = z.enum(STYLES, CITE.chooseStyle);

export const cite = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "cite",
    description: CITE.description,
    options: [
      paperOption,
      {
        type: ApplicationCommandOptionType.String,
        name: "style",
        description: CITE.style,
        choices: STYLES.map((one) => ({ name: citationFormats[one].name, value: one })),
      },
      hideOption,
    ],
  },

  handler: subcommand({
    options: z.object({ paper, style: style.default("bibtex"), hide }),
    visibility,
    suggest: { paper: suggestPaper },
    run: async ({ paper: typed, style: wanted }, asker, services) => {
      const answer: AnswerAbout = async (cited) => await showCitation(cited, wanted, services);
      const choose = customId("paper.cite", wanted);
      return await answerMeant(typed, services, {
        answer: (found) => answer(found, asker, services),
        whereUnclear: () => askWhich(typed, choose, asker, services),
        whereUnknown: () => lookUpIdentified(typed, asker, services, answer),
      });
    },
  }),

  components: {
    /** A menu of what may be meant: `paper.cite:<style>`. */
    "paper.cite": component({
      state: z.tuple([style]),
      answer: () => "private",
      run: async ([wanted], { values }, services) =>
        await showCitation(pickedPaper(values, services), wanted, services),
    }),
  },
} satisfies SubcommandPart;

async function showCitation(
  cited: Paper,
  wanted: (typeof STYLES)[number],
  services: Services,
): Promise<Reply> {
  const keys = await keysFor([cited], services);
  const { extension, contentType, write } = citationFormats[wanted];
  const key = keys.get(cited.id) ?? cited.id;
  const contents = await write([{ paper: cited, key, note: null, savedAt: null }]);
  return citation(cited, { name: `${key}.${extension}`, contentType, contents });
}

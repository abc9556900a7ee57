import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { shelfOf } from "../../src/community/shelf.ts";
import { savedFile } from "../../src/messages/community/saved.ts";
import { citationFormats } from "../../src/papers/citations/files.ts";
import { keysFor } from "../../src/papers/citations/keys.ts";
import { subcommand, type SubcommandPart, UserError } from "../command/command.ts";
import { errors, EXPORT } from "./wording.ts";

const FORMATS = ["bibtex", "ris", "csv", "markdown"] as const;

export const exportSaved = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "export",
    description: EXPORT.description,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "format",
        description: EXPORT.format,
        choices: FORMATS.map((format) => ({ name: citationFormats[format].name, value: format })),
      },
    ],
  },

  handler: subcommand({
    options: z.object({ format: z.enum(FORMATS, errors.chooseFormat).default("bibtex") }),
    run: async ({ format }, { userId }, services) => {
      const saved = await shelfOf(userId, services);
      if (saved.length === 0) throw new UserError(errors.nothingToExport, errors.howToSave);
      const keys = await keysFor(
        saved.map(({ paper }) => paper),
        services,
      );
      const { name, extension, contentType, write } = citationFormats[format];
      const contents = await write(
        saved.map(({ paper, at, note }) => ({
          paper,
          key: keys.get(paper.id) ?? paper.id,
          note,
          savedAt: at,
        })),
      );
      const file = { name: `saved-papers.${extension}`, contentType, contents };
      return savedFile(file, saved.length, name);
    },
  }),
} satisfies SubcommandPart;

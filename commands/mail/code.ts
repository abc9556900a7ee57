import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { mailStarted } from "../../src/messages/community/mail.ts";
import { subcommand, type SubcommandPart, UserError } from "../command/command.ts";
import { deskOf } from "./shared/desk.ts";
import * as say from "./wording.ts";

const DIGITS = 6;

export const code = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "code",
    description: say.descriptions.code,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "code",
        description: say.options.code,
        required: true,
        max_length: 20,
      },
    ],
  },

  handler: subcommand({
    options: z.object({
      // People copy it with blanks.
      code: z
        .string(say.NOT_A_CODE)
        .transform((typed) => typed.replace(/\s/g, ""))
        .pipe(z.string().regex(new RegExp(`^[0-9]{${DIGITS}}$`), say.NOT_A_CODE)),
    }),
    run: async ({ code: typed }, { userId }, services) => {
      const result = await deskOf(services).confirm(userId, typed);
      switch (result.kind) {
        case "started":
          return mailStarted(result);
        case "wrong":
          throw new UserError(
            say.errors.wrong(result.triesLeft),
            result.triesLeft === 0 ? say.advice.startAgain : null,
          );
        case "full":
          throw new UserError(say.errors.full, say.advice.stop);
        case "no code":
        default:
          throw new UserError(say.errors.noCode, say.advice.startAgain);
      }
    },
  }),
} satisfies SubcommandPart;

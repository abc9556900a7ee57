import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
} from "discord-api-types/v10";
import { z } from "zod";
import * as say from "./wording.ts";

export const OFF = "off";

const LONGEST_ADDRESS = 1000;

export const webhookSchema = {
  webhook: z
    .string(say.TYPE_AN_ADDRESS)
    .trim()
    .max(LONGEST_ADDRESS, say.TYPE_AN_ADDRESS)
    .transform((typed, context) => {
      if (typed.toLowerCase() === OFF) return OFF;
      const url = URL.parse(typed);
      if (url !== null && /^https?:$/.test(url.protocol)) return url;
      context.addIssue(say.TYPE_AN_ADDRESS);
      return z.NEVER;
    })
    .optional(),
};

export const webhookOption: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  name: "webhook",
  description: say.options.webhook,
  max_length: LONGEST_ADDRESS,
};

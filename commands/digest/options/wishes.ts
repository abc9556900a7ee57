import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
} from "discord-api-types/v10";
import { z } from "zod";
import { WANTED_MATCHES, type Wishes } from "../../../src/digests/wishes.ts";
import type { Origin } from "../../../src/papers/paper.ts";
import { UserError } from "../../command/command.ts";
import { PICK_FROM_THE_LIST, TRUE_OR_FALSE } from "../../command/wording.ts";
import * as say from "./wording.ts";

const SOURCES: Record<keyof typeof say.HIDDEN, readonly Origin[]> = {
  nothing: [],
  huggingface: ["huggingface"],
  arxiv: ["arxiv"],
  pages: ["pages"],
  feeds: ["feeds"],
  "biorxiv+medrxiv": ["biorxiv", "medrxiv"],
  "huggingface+arxiv": ["huggingface", "arxiv"],
  "huggingface+pages": ["huggingface", "pages"],
  "arxiv+pages": ["arxiv", "pages"],
};

const MAX_OF_TOPIC = 25;
const MAX_UPVOTES = 10_000;

const most = say.typeMostOfTopic(MAX_OF_TOPIC);
const upvotes = say.typeUpvotes(MAX_UPVOTES);

export const wishShape = {
  most: z.int(most).min(0, most).max(MAX_OF_TOPIC, most).optional(),
  match: z.enum(WANTED_MATCHES, PICK_FROM_THE_LIST).optional(),
  upvotes: z.int(upvotes).min(0, upvotes).max(MAX_UPVOTES, upvotes).optional(),
  code: z.boolean(TRUE_OR_FALSE).optional(),
  hide: z.enum(keysOf(say.HIDDEN), PICK_FROM_THE_LIST).optional(),
};

const wishSchema = z.object(wishShape);

/** As in `SOURCES`. */
const IN_ORDER = ["huggingface", "arxiv", "pages", "feeds", "biorxiv", "medrxiv"] as const;

const mostInFile = say.mostInFile(MAX_OF_TOPIC);

/** How a file of digests has each of them. */
export const wishesInFile = {
  most: z.int(mostInFile).min(1, mostInFile).max(MAX_OF_TOPIC, mostInFile).nullable(),
  match: wishShape.match.unwrap(),
  upvotes: wishShape.upvotes.unwrap(),
  code: wishShape.code.unwrap(),
  hide: z
    .array(z.enum(IN_ORDER), PICK_FROM_THE_LIST)
    .transform((hide) => IN_ORDER.filter((one) => hide.includes(one)))
    .refine((hide) => hide.length < IN_ORDER.length, say.NOT_EVERY_SOURCE),
} satisfies { [Wish in keyof Wishes]: z.ZodType<Wishes[Wish]> };

/** What is chosen; nothing for an option that is left out. */
export function wishesOf(options: z.output<typeof wishSchema>): Partial<Wishes> {
  return {
    ...(options.most !== undefined && { most: options.most === 0 ? null : options.most }),
    ...(options.match !== undefined && { match: options.match }),
    ...(options.upvotes !== undefined && { upvotes: options.upvotes }),
    ...(options.code !== undefined && { code: options.code }),
    ...(options.hide !== undefined && { hide: SOURCES[options.hide] }),
  };
}

/** A wish as it is picked in a menu, where all values are texts. What comes back may be forged. */
export function pickedWish(option: string, value: string): Partial<Wishes> {
  const read = wishSchema.safeParse({ [option]: asTyped(option, value) });
  const wish = read.success ? wishesOf(read.data) : {};
  if (Object.keys(wish).length === 0) throw new UserError(say.MENU_IS_OLD, say.USE_TOPIC_AGAIN);
  return wish;
}

/** As Discord would give the option. */
function asTyped(option: string, value: string): unknown {
  if (option === "code") return value === "true";
  const isNumber = option === "most" || option === "upvotes";
  return isNumber && /^\d+$/.test(value) ? Number(value) : value;
}

export const wishOptions: APIApplicationCommandBasicOption[] = [
  {
    type: ApplicationCommandOptionType.Integer,
    name: "most",
    description: say.wishOptions.most,
    min_value: 0,
    max_value: MAX_OF_TOPIC,
  },
  {
    type: ApplicationCommandOptionType.String,
    name: "match",
    description: say.wishOptions.match,
    choices: WANTED_MATCHES.map((value) => ({ value, name: say.MATCHES[value] })),
  },
  {
    type: ApplicationCommandOptionType.Integer,
    name: "upvotes",
    description: say.wishOptions.upvotes,
    min_value: 0,
    max_value: MAX_UPVOTES,
  },
  {
    type: ApplicationCommandOptionType.Boolean,
    name: "code",
    description: say.wishOptions.code,
  },
  {
    type: ApplicationCommandOptionType.String,
    name: "hide",
    description: say.wishOptions.hide,
    choices: Object.entries(say.HIDDEN).map(([value, name]) => ({ value, name })),
  },
];

/** Which of the choices of `hide` some sources are. */
export function hiddenAs(hide: readonly Origin[]): string {
  const isSame = (one: readonly Origin[]) =>
    new Set(one).symmetricDifference(new Set(hide)).size === 0;
  return Object.entries(SOURCES).find(([, sources]) => isSame(sources))?.[0] ?? "";
}

/** Typed by the keys that a record of known keys has. */
function keysOf<Key extends string>(record: Record<Key, unknown>): Key[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- these records have no other keys
  return Object.keys(record) as Key[];
}

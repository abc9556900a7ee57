import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
} from "discord-api-types/v10";
import { z } from "zod";
import { WANTED_MATCHES, type Wishes } from "../../../src/digests/wishes.ts";
import type { Origin } from "../../../src/papers/paper.ts";
import { UserError } from "../../command/command.ts";

export const MATCHES: Record<Wishes["match"], string> = {
  "every mention": "Every mention: strong, good and weak matches",
  "strong matches": "Strong matches only",
};

/** Not all three: a topic would get nothing. By the sources, in the order of `Wishes.hide`. */
export const HIDDEN = {
  nothing: "Nothing",
  huggingface: "Papers only on Hugging Face",
  arxiv: "Papers only on arXiv",
  pages: "Papers only on saved pages",
  "huggingface+arxiv": "Papers only on Hugging Face or arXiv",
  "huggingface+pages": "Papers only on Hugging Face or saved pages",
  "arxiv+pages": "Papers only on arXiv or saved pages",
} as const;

const SOURCES: Record<keyof typeof HIDDEN, readonly Origin[]> = {
  nothing: [],
  huggingface: ["huggingface"],
  arxiv: ["arxiv"],
  pages: ["pages"],
  "huggingface+arxiv": ["huggingface", "arxiv"],
  "huggingface+pages": ["huggingface", "pages"],
  "arxiv+pages": ["arxiv", "pages"],
};

const MAX_OF_TOPIC = 25;
const MAX_UPVOTES = 10_000;

const most = `type a number from 1 to ${MAX_OF_TOPIC}, or 0 for no limit`;
const upvotes = `type a number from 0 to ${MAX_UPVOTES}`;
const listed = "pick one of the options in the list";

export const wishShape = {
  most: z.int(most).min(0, most).max(MAX_OF_TOPIC, most).optional(),
  match: z.enum(WANTED_MATCHES, listed).optional(),
  upvotes: z.int(upvotes).min(0, upvotes).max(MAX_UPVOTES, upvotes).optional(),
  code: z.boolean("choose True or False").optional(),
  hide: z.enum(keysOf(HIDDEN), listed).optional(),
};

const wishSchema = z.object(wishShape);

/** As in `SOURCES`. */
const IN_ORDER = ["huggingface", "arxiv", "pages"] as const;

const mostInFile = `it's a number from 1 to ${MAX_OF_TOPIC}, or null`;

/** How a file of digests has each of them. */
export const wishesInFile = {
  most: z.int(mostInFile).min(1, mostInFile).max(MAX_OF_TOPIC, mostInFile).nullable(),
  match: wishShape.match.unwrap(),
  upvotes: wishShape.upvotes.unwrap(),
  code: wishShape.code.unwrap(),
  hide: z
    .array(z.enum(IN_ORDER), listed)
    .transform((hide) => IN_ORDER.filter((one) => hide.includes(one)))
    .refine((hide) => hide.length < IN_ORDER.length, "it can't have every source"),
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
  if (Object.keys(wish).length === 0)
    throw new UserError("This menu no longer works.", "Use `/digest topic` again.");
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
    description: "Maximum number of papers on this topic in a digest, 0 for no limit",
    min_value: 0,
    max_value: MAX_OF_TOPIC,
  },
  {
    type: ApplicationCommandOptionType.String,
    name: "match",
    description: "How much a paper has to be about the topic",
    choices: WANTED_MATCHES.map((value) => ({ value, name: MATCHES[value] })),
  },
  {
    type: ApplicationCommandOptionType.Integer,
    name: "upvotes",
    description: "Upvotes a paper needs on Hugging Face, 0 for any number",
    min_value: 0,
    max_value: MAX_UPVOTES,
  },
  {
    type: ApplicationCommandOptionType.Boolean,
    name: "code",
    description: "True for papers with code only",
  },
  {
    type: ApplicationCommandOptionType.String,
    name: "hide",
    description: "Sources to hide; papers that another source lists too still come",
    choices: Object.entries(HIDDEN).map(([value, name]) => ({ value, name })),
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

import { z } from "zod";
import { NO_WISHES, WANTED_MATCHES, type Wishes } from "../../digests/wishes.ts";
import { originSchema } from "../../papers/paper.ts";
import { jsonColumn } from "../schema/columns.ts";

/** Wishes as they are stored: what nobody chose is missing, or was chosen by no version before. */
export const someWishes = z.object({
  most: z.number().nullable().exactOptional(),
  match: z.enum(WANTED_MATCHES).exactOptional(),
  upvotes: z.number().exactOptional(),
  code: z.boolean().exactOptional(),
  hide: z.array(originSchema).readonly().exactOptional(),
}) satisfies z.ZodType<Partial<Wishes>>;

export const wishesColumn = jsonColumn
  .pipe(someWishes)
  .transform((some): Wishes => ({ ...NO_WISHES, ...some }));

export function wishesJson(wishes: Wishes): string {
  return JSON.stringify(someWishes.parse(wishes));
}

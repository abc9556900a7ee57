import { z } from "zod";
import { validatorsSchema } from "../client/answer.ts";
import { storedHealth } from "../health.ts";
import type { SourceMemory } from "../source.ts";
import { asStored, storedDay, storedInstant } from "../stored-values.ts";

const schema = z.object({
  /** Every day up to this one is done, or among the missed; null before the first reading. */
  through: storedDay.nullable(),
  /** Days still to be caught up, and how often that failed. */
  missed: z.array(z.object({ day: storedDay, tries: z.int() })),
  /** The latest days that were read. */
  days: z.array(
    z.object({
      day: storedDay,
      /** Papers that it showed, by arXiv id or title. */
      ids: z.array(z.string()),
      /** Of all that was read from it. */
      fingerprint: z.string(),
      /** Where one page was all. */
      validators: validatorsSchema.nullable(),
      /** Nothing is awaited of it any more. */
      isDone: z.boolean(),
      /** Null where that was not noted yet. */
      readAt: storedInstant.nullable().default(null),
    }),
  ),
  /** Not to be read before. */
  nextAt: storedInstant.nullable(),
  health: storedHealth.nullable(),
});

/** What is remembered of Hugging Face from one run to the next. */
export type HuggingFaceMemory = z.output<typeof schema>;
export type KnownDay = HuggingFaceMemory["days"][number];

const NOTHING: HuggingFaceMemory = {
  through: null,
  missed: [],
  days: [],
  nextAt: null,
  health: null,
};
const MEMORY_KEY = "hugging face";

/** What cannot be understood counts as forgotten. */
export async function recall(memory: SourceMemory): Promise<HuggingFaceMemory> {
  return schema.safeParse(await memory.load(MEMORY_KEY)).data ?? NOTHING;
}

export async function remember(memory: SourceMemory, known: HuggingFaceMemory): Promise<void> {
  await memory.save(MEMORY_KEY, asStored(known));
}

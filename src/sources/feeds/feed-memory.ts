import { z } from "zod";
import { validatorsSchema } from "../client/answer.ts";
import { storedHealth } from "../health.ts";
import type { SourceMemory } from "../source.ts";
import { asStored, storedDay, storedInstant } from "../stored-values.ts";

const knownItem = z.object({
  /** What the paper is known by; it stays, whatever is edited. */
  key: z.string(),
  /** Marks of what it had when it was last seen. */
  id: z.string().nullable(),
  link: z.string().nullable(),
  title: z.string(),
  /** Of all that was read of it. */
  print: z.string(),
  /** On which it came. */
  day: storedDay,
  isArchive: z.boolean(),
});

/** An item that was seen before. */
export type KnownItem = z.output<typeof knownItem>;

const stateSchema = z.object({
  title: z.string().nullable(),
  validators: validatorsSchema.nullable(),
  /** When the feed was last read; null before the first time. */
  readAt: storedInstant.nullable(),
  /** Of the items that were left out at the last reading. */
  problems: z.string().nullable(),
  /** Not to be read before. */
  nextAt: storedInstant.nullable(),
  health: storedHealth.nullable(),
});

/** What is remembered of one feed from one run to the next, beside its items. */
export type FeedState = z.output<typeof stateSchema>;

const NOTHING: FeedState = {
  title: null,
  validators: null,
  readAt: null,
  problems: null,
  nextAt: null,
  health: null,
};

/** What cannot be understood counts as forgotten. */
export async function recallState(memory: SourceMemory, id: string): Promise<FeedState> {
  return stateSchema.safeParse(await memory.load(stateKey(id))).data ?? NOTHING;
}

export async function rememberState(
  memory: SourceMemory,
  id: string,
  state: FeedState,
): Promise<void> {
  await memory.save(stateKey(id), asStored(state));
}

/** Those seen last come first. */
export async function recallItems(memory: SourceMemory, id: string): Promise<KnownItem[]> {
  return z.array(knownItem).safeParse(await memory.load(itemsKey(id))).data ?? [];
}

/** Saved by itself: it is large, and seldom another. */
export async function rememberItems(
  memory: SourceMemory,
  id: string,
  items: readonly KnownItem[],
): Promise<void> {
  await memory.save(itemsKey(id), items);
}

export async function forget(memory: SourceMemory, id: string): Promise<void> {
  await memory.save(stateKey(id), null);
  await memory.save(itemsKey(id), null);
}

function stateKey(id: string): string {
  return `feed ${id}`;
}

function itemsKey(id: string): string {
  return `feed items ${id}`;
}

import { z } from "zod";

/** Shards that one process holds, from the first to the last, and how many the bot has in all. */
export interface ShardSpan {
  first: number;
  last: number;
  count: number;
}

/** `auto`, `0-3/16` or `3/16`. Null for `auto`: as many as Discord recommends, all here. */
export const shardSpan = z.string().transform((text, context): ShardSpan | null => {
  if (text === "auto") return null;
  const [, first, last = first, count] = /^(\d{1,5})(?:-(\d{1,5}))?\/(\d{1,5})$/.exec(text) ?? [];
  const span = { first: Number(first), last: Number(last), count: Number(count) };
  if (first === undefined) context.addIssue("is neither auto nor shards such as 0-3/16");
  else if (span.last >= span.count)
    context.addIssue(`names a shard that there isn't: the last of ${count} is ${span.count - 1}`);
  else if (span.first > span.last) context.addIssue("names the last shard before the first");
  else return span;
  return z.NEVER;
});

/** Whether this process holds all there are. */
export function isComplete({ first, last, count }: ShardSpan): boolean {
  return first === 0 && last === count - 1;
}

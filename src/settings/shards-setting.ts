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

/** Processes that hold the shards between them share a database. */
export function shardProblems(
  {
    PAPERBOY_SHARDS: span,
    PAPERBOY_DATABASE: database,
  }: { PAPERBOY_SHARDS: ShardSpan | null; PAPERBOY_DATABASE?: string | undefined },
  given: string | undefined,
): string[] {
  if (span === null || database !== undefined || isComplete(span)) return [];
  return [
    `PAPERBOY_SHARDS: ${JSON.stringify(given)} leaves shards to other processes, which needs a database that they share; ` +
      "set PAPERBOY_DATABASE, or use something like: auto",
  ];
}

function isComplete({ first, last, count }: ShardSpan): boolean {
  return first === 0 && last === count - 1;
}

import type { Answer, Client } from "../client/answer.ts";
import type { Page } from "./read-page.ts";

/** All that a server has in an interval, or why it is not known. */
export type AllPages<Item> =
  | { kind: "all"; items: Item[]; count: number; total: number }
  | { kind: "unreadable" }
  | Exclude<Answer, { kind: "ok" }>;

/** No interval that is asked for comes near this. */
const MAX_PAGES = 200;

/** Page by page, each where the last one ended: how many come at once is theirs to say. */
export async function askAll<Item>(
  client: Client,
  {
    urlAt,
    read,
    ...question
  }: {
    urlAt: (cursor: number) => string;
    read: (body: string) => Page<Item> | null;
    signal: AbortSignal;
    now: boolean;
  },
): Promise<AllPages<Item>> {
  const items: Item[] = [];
  let count = 0;
  let total = 0;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const answer = await client.get(urlAt(count), { ...question, accept: "application/json" });
    if (answer.kind !== "ok") return answer;
    const page = read(answer.body);
    if (!page) return { kind: "unreadable" };
    items.push(...page.items);
    count += page.count;
    total = Math.max(total, page.total ?? count);
    if (page.count === 0 || count >= total) break;
  }
  return { kind: "all", items, count, total };
}

import type { Answer, Client, Validators } from "../client/answer.ts";
import { readItems } from "./listing.ts";

/** What Hugging Face shows for a day, or why it is not known. */
export type DayAnswer =
  | { kind: "list"; items: unknown[]; validators: Validators | null; isCut: boolean }
  | { kind: "unreadable" }
  | Exclude<Answer, { kind: "ok" }>;

export interface DayQuestion {
  baseUrl: string;
  day: Temporal.PlainDate;
  signal: AbortSignal;
  now: boolean;
  /** Of the last reading, where one page was all of it. */
  validators: Validators | null;
}

/** As many as it gives at once. */
const PAPERS_PER_PAGE = 100;
/** Who gives more at once does not understand the question, but may mean well up to here. */
const MAX_PAPERS_PER_PAGE = 1000;
/** No day comes near this; who goes on beyond it does not understand the question. */
const MAX_PAGES_PER_DAY = 20;

/** The whole list of a day: page by page until one is short (hub documentation, Daily Papers API). */
export async function askDay(
  client: Client,
  { baseUrl, day, signal, now, validators }: DayQuestion,
): Promise<DayAnswer> {
  const items: unknown[] = [];
  for (let page = 0; page < MAX_PAGES_PER_DAY; page += 1) {
    const url = `${baseUrl}/api/daily_papers?date=${day.toString()}&limit=${PAPERS_PER_PAGE}&p=${page}`;
    const known = page === 0 && validators ? { known: validators } : {};
    const answer = await client.get(url, { signal, now, accept: "application/json", ...known });
    if (answer.kind !== "ok") return answer;
    const some = readItems(answer.body);
    if (!some) return { kind: "unreadable" };
    items.push(...some.slice(0, MAX_PAPERS_PER_PAGE));
    if (some.length > MAX_PAPERS_PER_PAGE) break;
    if (some.length < PAPERS_PER_PAGE)
      return {
        kind: "list",
        items,
        validators: page === 0 ? answer.validators : null,
        isCut: false,
      };
  }
  return { kind: "list", items, validators: null, isCut: true };
}

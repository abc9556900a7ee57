import { type CatchupPage, catchupUrl, readCatchup } from "./catchup.ts";
import type { RetryReason } from "../answers/retry-reason.ts";
import type { CategoryTools } from "./category-tools.ts";

export type CaughtUp =
  | { kind: "day"; announced: CatchupPage["announced"] }
  /** Through the signal. */
  | { kind: "stopped" }
  /** This day cannot be read; others may. */
  | { kind: "unreadable"; why: string }
  /** arXiv does not answer now. */
  | ({ kind: "failed" } & RetryReason);

/** A page has up to 2 000 papers; no category had ever more than that in a day. */
const MAX_CATCHUP_PAGES = 5;
/** What arXiv's robots.txt asks for between pages made for people. */
const PAGE_PAUSE_MS = 15_000;

/** All that arXiv announced in a category on a day; only if its own count agrees. */
export async function catchUp(
  { client, webBase }: CategoryTools,
  { category, day, signal }: { category: string; day: string; signal: AbortSignal },
): Promise<CaughtUp> {
  const announced: CatchupPage["announced"] = [];
  for (let page = 1; page <= MAX_CATCHUP_PAGES; page += 1) {
    const answer = await client.get(catchupUrl(webBase, { category, day, page }), {
      signal,
      pauseMs: PAGE_PAUSE_MS,
    });
    if (answer.kind === "stopped") return { kind: "stopped" };
    if (answer.kind === "unchanged")
      return { kind: "failed", why: "arXiv didn't answer", until: null };
    if (answer.kind !== "ok")
      return answer.status === 400 || answer.status === 404
        ? unreadable(`arXiv does not show ${day}`)
        : { ...answer, kind: "failed" };
    const read = readCatchup(answer.body);
    if (read.day?.toString() !== day || read.total === null)
      return unreadable(`The page of ${day} cannot be read`);
    announced.push(
      ...read.announced.map((item) => ({ ...item, position: announced.length + item.position })),
    );
    if (announced.length === read.total) return { kind: "day", announced };
    if (announced.length > read.total || read.announced.length === 0) break;
  }
  return unreadable(`The page of ${day} does not show as many papers as it says`);
}

function unreadable(why: string): CaughtUp {
  return { kind: "unreadable", why };
}

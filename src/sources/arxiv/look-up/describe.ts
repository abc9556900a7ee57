import type { Logger } from "pino";
import type { Answer, Client } from "../../client/answer.ts";
import type { RetryReason } from "../answers/retry-reason.ts";
import { type Described, idsUrl, MAX_IDS_PER_REQUEST, readApiAnswer } from "../answers/api.ts";

export interface Descriptions {
  /** By arXiv id. What arXiv does not describe is missing. */
  papers: ReadonlyMap<string, Described>;
  /** Why some could not be asked for; null where all were. */
  trouble: RetryReason | null;
}

/** Asks arXiv for papers by their ids. */
export type Describe = (ids: readonly string[], signal: AbortSignal) => Promise<Descriptions>;

/** Asks for no paper twice: one may be announced in several categories. */
export function createDescribe(client: Client, apiBase: string, log: Logger): Describe {
  const known = new Map<string, Described>();
  return async (ids, signal) => {
    const unknown = [...new Set(ids)].filter((id) => !known.has(id));
    let trouble: Descriptions["trouble"] = null;
    for (let at = 0; at < unknown.length && trouble === null; at += MAX_IDS_PER_REQUEST) {
      const some = unknown.slice(at, at + MAX_IDS_PER_REQUEST);
      const answer = await client.get(idsUrl(apiBase, some), { signal, timeoutMs: 60_000 });
      const found = papersIn(answer, some.length, log);
      if (Array.isArray(found)) for (const paper of found) known.set(paper.arxivId, paper);
      else trouble = found;
    }
    const papers = new Map(
      ids.flatMap((id) => {
        const paper = known.get(id);
        return paper ? [[id, paper] as const] : [];
      }),
    );
    return { papers, trouble };
  };
}

/** So many announced papers cannot all be unknown to the API: an empty answer means “slow down”. */
const IMPLAUSIBLY_MANY_UNKNOWN = 10;

function papersIn(answer: Answer, requested: number, log: Logger): Described[] | RetryReason {
  if (answer.kind !== "ok")
    return "why" in answer ? answer : { why: "arXiv didn't answer", until: null };
  const read = readApiAnswer(answer.body);
  if (read.kind !== "papers")
    return { why: `arXiv can't describe the papers: ${read.why}`, until: null };
  for (const { what, done } of read.problems)
    log.warn({ what, done }, "Could not read a description from arXiv");
  return read.papers.length === 0 && requested >= IMPLAUSIBLY_MANY_UNKNOWN
    ? { why: "arXiv has no descriptions of the papers it announced", until: null }
    : read.papers;
}

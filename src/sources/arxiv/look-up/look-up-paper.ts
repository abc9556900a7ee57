import type { Snapshot } from "../../../papers/paper.ts";
import type { Client } from "../../client/answer.ts";
import type { LookedUp, LookUpSource } from "../../look-ups.ts";
import { type Described, idsUrl } from "../answers/api.ts";
import { entryOf } from "../answers/listing.ts";
import { apiAnswerIn } from "./api-answer.ts";

export interface ArxivLookUpOptions {
  client: Client;
  /** `https://export.arxiv.org` */
  apiBase: string;
}

/** Gets papers from arXiv by their ids. */
export function createArxivLookUp(options: ArxivLookUpOptions): LookUpSource {
  return { name: "arXiv", ask: async (id, signal) => await askFor(id, options, signal) };
}

async function askFor(
  arxivId: string,
  { client, apiBase }: ArxivLookUpOptions,
  signal: AbortSignal,
): Promise<LookedUp> {
  const answer = await client.get(idsUrl(apiBase, [arxivId]), { signal, now: true });
  if (answer.kind === "stopped") return answer;
  const read = apiAnswerIn(answer);
  if (read.kind === "failed") return { kind: "failed", why: read.why };
  // Of an id that it does not have, arXiv says that it is none.
  if (read.kind === "error") return { kind: "missing" };
  if (read.kind !== "papers") return { kind: "failed", why: "arXiv's answer can't be read" };
  const paper = read.papers.find((one) => one.arxivId.toLowerCase() === arxivId);
  return paper ? { kind: "found", listing: listingOf(paper) } : { kind: "missing" };
}

function listingOf(paper: Described): Snapshot {
  return {
    file: "arXiv papers asked for",
    origin: "arxiv",
    isAnswer: true,
    savedOn: null,
    textKind: "abstract",
    entries: [entryOf(paper, 1, null)],
    problems: [],
  };
}

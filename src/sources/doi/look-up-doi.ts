import type { Entry, Snapshot } from "../../papers/paper.ts";
import type { Client } from "../client/answer.ts";
import { getThrough } from "../client/get-through.ts";
import type { LookedUp, LookUpSource } from "../look-ups.ts";
import { type Described, readCsl } from "./read-csl.ts";
import { NO_DESCRIPTION } from "./wording.ts";

export interface DoiLookUpOptions {
  /** One for each host: doi.org leads to the agency where a DOI is registered. */
  clientOf: (host: string) => Client;
  /** `https://doi.org` */
  base: string;
  now: () => Temporal.Instant;
}

/** CSL-JSON, which all large agencies have (doi.org, content negotiation). */
const MEDIA_TYPE = "application/vnd.citationstyles.csl+json";
/** Those that exist are much shorter. */
const LONGEST_DOI = 500;

/** Gets papers by their DOIs, as those describe them who registered them. */
export function createDoiLookUp(options: DoiLookUpOptions): LookUpSource {
  return { name: "doi.org", ask: async (doi, signal) => await askFor(doi, options, signal) };
}

async function askFor(
  doi: string,
  { clientOf, base, now }: DoiLookUpOptions,
  signal: AbortSignal,
): Promise<LookedUp> {
  const url = addressOf(doi, base);
  if (!url) return { kind: "missing" };
  const question = { signal, now: true, accept: MEDIA_TYPE, isTrusted: true };
  const answer = await getThrough(url, clientOf, question);
  if (answer.kind === "stopped") return answer;
  if (answer.kind === "ok") {
    const described = readCsl(answer.body, now());
    if (!described) return { kind: "failed", why: NO_DESCRIPTION };
    return { kind: "found", listing: listingOf(doi, described) };
  }
  if (answer.kind === "unchanged" || answer.status === 406)
    return { kind: "failed", why: NO_DESCRIPTION };
  const isUnknown = answer.status === 404 || answer.status === 410;
  return isUnknown ? { kind: "missing" } : { kind: "failed", why: answer.why };
}

/** Null for what is no DOI, however much it looks like one. */
function addressOf(doi: string, base: string): URL | null {
  const [, prefix, suffix] = /^(10\.\d{4,9})\/(.+)$/.exec(doi.toWellFormed()) ?? [];
  if (prefix === undefined || suffix === undefined || doi.length > LONGEST_DOI) return null;
  // These would lead upwards.
  if (/^\.+$/.test(suffix)) return null;
  return URL.parse(`${base}/${prefix}/${encodeURIComponent(suffix)}`);
}

/** Where its title is that of another work, the DOI tells them apart, as with items of feeds. */
function listingOf(doi: string, described: Described): Snapshot {
  const { title, abstract, authors, published, issued, journal, withdrawn } = described;
  const entry: Entry = {
    line: 1,
    title,
    text: abstract,
    authorCount: authors.length > 0 ? authors.length : null,
    organisation: null,
    published: published === null ? null : { date: published, precision: "day", inferred: false },
    comments: null,
    doi,
    item: `doi:${doi}`,
    url: `https://doi.org/${doi.split("/").map(encodeURIComponent).join("/")}`,
    ...(authors.length > 0 && { authors }),
    ...(issued !== null && { issued }),
    ...(journal !== null && { journal }),
    ...(withdrawn && { withdrawn }),
  };
  return {
    file: "DOIs asked for",
    origin: "doi",
    isAnswer: true,
    savedOn: null,
    textKind: "abstract",
    entries: [entry],
    problems: [],
  };
}

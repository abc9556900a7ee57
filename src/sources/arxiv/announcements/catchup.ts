import { readArxivId } from "../../../papers/arxiv-id.ts";
import { utcDay } from "../../utc-days.ts";
import type { AnnounceType } from "../answers/feed.ts";

/** How far back arXiv shows single days. */
export const MAX_CATCHUP_DAYS = 90;

/** One page of what arXiv announced in a category on a past day. */
export interface CatchupPage {
  /** The day that the page says it is of. */
  day: Temporal.PlainDate | null;
  /** How many papers it says there are on all pages; null where it does not say. */
  total: number | null;
  announced: { arxivId: string; type: AnnounceType }[];
}

/** Pages count from 1; a further query parameter would be refused. */
export function catchupUrl(
  webBase: string,
  { category, day, page }: { category: string; day: string; page: number },
): string {
  return `${webBase.replace(/\/$/, "")}/catchup/${category}/${day}?abs=False&page=${page}`;
}

/**
 * Reads only what hardly changes on such a page: its day, its count, the headings of its sections
 * and where the papers lead. It is made for people (arXiv/arxiv-browse, `catchup.html`), so whoever
 * uses it must compare the counts.
 */
export function readCatchup(html: string): CatchupPage {
  const announced: CatchupPage["announced"] = [];
  let type: AnnounceType | null = null;
  const [top = "", ...parts] = html.split(/(?=<(?:h3|dt)\b)/i);
  for (const part of parts)
    if (/^<h3/i.test(part)) type = typeOf(/^<h3[^<>]*>\s*(\w+)/i.exec(part)?.[1] ?? "");
    else {
      const found = readArxivId(/\/abs\/([^"'\s<>]{1,60})/.exec(part)?.[1] ?? "");
      if (found && type) announced.push({ arxivId: found.id, type });
    }
  const [, total] = /Total of (\d{1,6}) entries/.exec(top) ?? [];
  return {
    day: dayOf(/<h1[^<>]*>[^<>]*\bon \w{3}, (\d{2} \w{3} \d{4})/.exec(top)?.[1] ?? ""),
    total: total === undefined ? null : Number(total),
    announced,
  };
}

function typeOf(heading: string): AnnounceType | null {
  return TYPES.get(heading.toLowerCase()) ?? null;
}

const TYPES: ReadonlyMap<string, AnnounceType> = new Map([
  ["new", "new"],
  ["cross", "cross"],
  ["replacement", "replace"],
]);

/** `20 Nov 2026` */
function dayOf(text: string): Temporal.PlainDate | null {
  const ms = Date.parse(`${text} UTC`);
  if (Number.isNaN(ms)) return null;
  return utcDay(Temporal.Instant.fromEpochMilliseconds(ms));
}

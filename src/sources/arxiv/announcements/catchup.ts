import { readArxivId } from "../../../papers/arxiv-id.ts";
import { textOfMarkup } from "../../../papers/text/html.ts";
import { plainText } from "../../plain-text.ts";
import { utcDay } from "../../utc-days.ts";
import { readAuthors } from "../answers/authors.ts";
import { type Announcement, type AnnounceType, categoriesOf } from "../answers/feed.ts";
import { saysWithdrawn } from "../answers/withdrawn.ts";

/** How far back arXiv shows single days. */
export const MAX_CATCHUP_DAYS = 90;

/** One page of what arXiv announced in a category on a day. */
export interface CatchupPage {
  /** The day that the page says it is of. */
  day: Temporal.PlainDate | null;
  /** How many papers it says there are on all pages; null where it does not say. */
  total: number | null;
  /** In the order of the page; positions count from 1. */
  announced: Announcement[];
}

/** Pages count from 1; a further query parameter would be refused. */
export function catchupUrl(
  webBase: string,
  { category, day, page }: { category: string; day: string; page: number },
): string {
  return `${webBase.replace(/\/$/, "")}/catchup/${category}/${day}?abs=True&page=${page}`;
}

/**
 * Reads such a page (arXiv/arxiv-browse, `catchup.html`). It is made for people, so whoever uses it must
 * compare the counts. Which papers there are, and what is new of them, is told by what hardly changes: its
 * day, its count, the headings of its sections and where the papers lead. What else it says of a paper is
 * taken as far as it is found.
 */
export function readCatchup(html: string): CatchupPage {
  const announced: Announcement[] = [];
  let type: AnnounceType | null = null;
  const [top = "", ...parts] = html.split(/(?=<(?:h3|dt)\b)/i);
  for (const part of parts)
    if (/^<h3/i.test(part)) type = typeOf(/^<h3[^<>]*>\s*(\w+)/i.exec(part)?.[1] ?? "");
    else {
      const found = readArxivId(/\/abs\/([^"'\s<>]{1,60})/.exec(part)?.[1] ?? "");
      if (found && type)
        announced.push({
          position: announced.length + 1,
          arxivId: found.id,
          version: null,
          type,
          ...factsIn(part),
        });
    }
  const [, total] = /Total of (\d{1,6}) entries/.exec(top) ?? [];
  return {
    day: dayOf(/<h1[^<>]*>[^<>]*\bon \w{3}, (\d{2} \w{3} \d{4})/.exec(top)?.[1] ?? ""),
    total: total === undefined ? null : Number(total),
    announced,
  };
}

function factsIn(
  part: string,
): Pick<
  Announcement,
  "title" | "abstract" | "authors" | "authorCount" | "categories" | "doi" | "withdrawn"
> {
  const field = (name: string) => textIn(part, `list-${name}`, "</div>");
  const title = field("title").replace(/^Title:\s*/, "");
  const abstract = textIn(part.slice(part.indexOf("list-subjects")), "<p", "</p>");
  const comment = field("comments").replace(/^Comments:\s*/, "");
  return {
    title: title === "" ? null : title,
    abstract: abstract === "" ? null : abstract,
    ...readAuthors(field("authors")),
    categories: categoriesOf(
      [...field("subjects").matchAll(/\(([\w.-]{2,30})\)/g)].map(([, name = ""]) => name),
    ),
    doi: null,
    withdrawn: saysWithdrawn({ comment, abstract }),
  };
}

/** What stands between the end of the tag that `opening` is in and `closing`, in plain letters. */
function textIn(part: string, opening: string, closing: string): string {
  const tag = part.indexOf(opening);
  const start = tag < 0 ? -1 : part.indexOf(">", tag);
  const end = start < 0 ? -1 : part.indexOf(closing, start);
  return end < 0 ? "" : plainText(textOfMarkup(part.slice(start + 1, end)));
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

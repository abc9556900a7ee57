import { setImmediate } from "node:timers/promises";
import type { Problem } from "../../papers/paper.ts";
import { plainText } from "../plain-text.ts";
import { factsOf, type ItemFacts } from "./item-facts.ts";
import type { RawFeed } from "./raw-item.ts";
import { readJsonFeed } from "./read-json.ts";
import { readXmlFeed } from "./read-xml.ts";
import { LEFT_OUT, NO_FEED, unreadableItem, WEB_PAGE, WITHOUT_TITLE } from "./wording.ts";

/** A feed as it is now. */
export interface ReadFeed {
  title: string | null;
  items: ItemFacts[];
  /** Items, those among them that were not read. */
  count: number;
  isComplete: boolean;
  /** The lines are positions of items. */
  problems: Problem[];
}

const ITEMS_AT_A_STRETCH = 20;
const LONGEST_FEED_TITLE = 60;

/**
 * Reads RSS, Atom or a JSON Feed, a little at a time while people wait for answers. Where it is none, `refused` is
 * what its host did.
 */
export async function readFeed(
  body: string,
  { url, now }: { url: URL; now: Temporal.Instant },
): Promise<ReadFeed | { refused: string }> {
  const raw = rawFeedIn(body);
  if (!raw) return { refused: /<(?:!doctype html|html|body)\b/i.test(body) ? WEB_PAGE : NO_FEED };
  const items: ItemFacts[] = [];
  const problems: Problem[] = [];
  let read = 0;
  for (const item of raw.items) {
    const facts =
      "unreadable" in item ? item.unreadable : (factsOf(item, url, now) ?? WITHOUT_TITLE);
    const { position } = item;
    if (typeof facts === "string")
      problems.push({ line: position, what: unreadableItem(position, facts), done: LEFT_OUT });
    else items.push(facts);
    read += 1;
    if (read % ITEMS_AT_A_STRETCH === 0) await setImmediate();
  }
  const { isComplete } = raw;
  const own = withOwnNames(items);
  const count = raw.count - items.length + own.length;
  return {
    title: titleIn(raw.title ?? ""),
    items: own,
    count,
    isComplete,
    problems,
  };
}

function rawFeedIn(body: string): RawFeed | null {
  return /^\s*\{/.test(body) ? readJsonFeed(body) : readXmlFeed(body);
}

function titleIn(text: string): string | null {
  const plain = plainText(text);
  if (plain === "") return null;
  return plain.length <= LONGEST_FEED_TITLE
    ? plain
    : `${plain.slice(0, LONGEST_FEED_TITLE - 1).trimEnd()}…`.toWellFormed();
}

/** An id, a link or a DOI that items of several titles have is not theirs, but that of the feed, say. */
function withOwnNames(items: readonly ItemFacts[]): ItemFacts[] {
  const shared = (name: "id" | "link" | "doi" | "arxivId") =>
    new Set(
      [...Map.groupBy(items, (item) => item[name])].flatMap(([value, alike]) =>
        value !== null && new Set(alike.map(({ title }) => title)).size > 1 ? [value] : [],
      ),
    );
  const [ids, links, dois, arxivIds] = [
    shared("id"),
    shared("link"),
    shared("doi"),
    shared("arxivId"),
  ];
  return eachOnce(items).map((item) => ({
    ...item,
    id: ids.has(item.id ?? "") ? null : item.id,
    link: links.has(item.link ?? "") ? null : item.link,
    doi: dois.has(item.doi ?? "") ? null : item.doi,
    arxivId: arxivIds.has(item.arxivId ?? "") ? null : item.arxivId,
  }));
}

/** What a feed shows twice is one item all the same. */
function eachOnce(items: readonly ItemFacts[]): ItemFacts[] {
  const seen = new Set<string>();
  return items.filter(({ id, link, title, doi }) => {
    const name = JSON.stringify([id, link, title, doi]);
    return seen.size < seen.add(name).size;
  });
}

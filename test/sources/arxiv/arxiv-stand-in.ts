import type { AnnounceType } from "../../../src/sources/arxiv/answers/feed.ts";
import { type FarEnd, type Said, startFarEnd } from "../far-end.ts";
import {
  apiErrorXml,
  apiXml,
  errorFeedXml,
  escapeXml,
  feedXml,
  type PaperOfArxiv,
} from "./a-feed.ts";

/** What arXiv announced, by category and day. */
export interface ArxivWorld {
  /** The day in the east of the US whose feed is shown, and up to which papers are announced. */
  today: string;
  announced: Map<string, Map<string, PaperOfArxiv[]>>;
  /** Papers that arXiv has, besides those that it announced. */
  others: PaperOfArxiv[];
  /** Ids that the index of the API lacks yet. */
  lagging: Set<string>;
}

export interface ArxivStandIn extends FarEnd {
  readonly world: ArxivWorld;
  /** Announces papers in a category; each keeps its own type. */
  announce(category: string, day: string, papers: readonly PaperOfArxiv[]): void;
  /** The paths that were asked for since the last call: `rss`, `api`, `catchup`. */
  visits(): string[];
}

const MAX_ITEMS = 2000;
const ORDER: AnnounceType[] = ["new", "cross", "replace", "replace-cross"];

/** Feed, query API and catch-up pages on loopback, which behave as arXiv documents them. */
export async function startArxiv(
  today: string,
  now?: () => Temporal.Instant,
): Promise<ArxivStandIn> {
  const world: ArxivWorld = { today, announced: new Map(), others: [], lagging: new Set() };
  let visited = 0;
  const farEnd = await startFarEnd({
    answer: ({ path }) => answerFrom(world, new URL(path, "http://arxiv.test")),
    ...(now ? { now } : {}),
  });
  return Object.assign(farEnd, {
    world,
    announce(category: string, day: string, papers: readonly PaperOfArxiv[]) {
      const days = world.announced.get(category) ?? new Map<string, PaperOfArxiv[]>();
      days.set(day, [...(days.get(day) ?? []), ...papers]);
      world.announced.set(category, days);
    },
    visits() {
      const since = farEnd.asked.slice(visited);
      visited = farEnd.asked.length;
      return since.map(({ path }) => path.split("/")[1] ?? "");
    },
  });
}

function answerFrom(world: ArxivWorld, url: URL): Said {
  const [, room = "", ...rest] = url.pathname.split("/");
  switch (room) {
    case "rss":
      return answerFeed(world, rest[0] ?? "");
    case "api":
      return answerQuery(world, url.searchParams);
    case "catchup":
      return answerCatchup(
        world,
        { category: rest[0] ?? "", day: rest[1] ?? "" },
        url.searchParams,
      );
    default:
      return { status: 404, body: "Not found" };
  }
}

function answerFeed(world: ArxivWorld, category: string): Said {
  const days = world.announced.get(category);
  if (!days) return { status: 400, body: errorFeedXml(category) };
  const papers = (days.get(world.today) ?? []).toSorted(
    (a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type),
  );
  // What is new comes first, and is cut first.
  return { body: feedXml({ day: world.today, category, papers: papers.slice(-MAX_ITEMS) }) };
}

function answerQuery(world: ArxivWorld, asked: URLSearchParams): Said {
  const known = [
    ...[...world.announced.values()].flatMap((days) =>
      [...days].flatMap(([day, papers]) => (day <= world.today ? papers : [])),
    ),
    ...world.others,
  ].filter(({ id }) => !world.lagging.has(id));
  const most = Number(asked.get("max_results") ?? 10);
  const ids = asked.get("id_list")?.split(",");
  if (ids?.some((id) => !/^[\w.-]+(?:\/\d{7})?$/.test(id)))
    return { status: 400, body: apiErrorXml("incorrect id format") };
  const phrase = /^ti:"([^"]*)"$/.exec(asked.get("search_query") ?? "")?.[1];
  if (ids === undefined && phrase === undefined)
    return { status: 400, body: apiErrorXml("malformed query") };
  const found = ids
    ? ids.flatMap((id) => known.find((paper) => paper.id === id) ?? [])
    : known.filter(({ title }) => ` ${wordsOf(title)} `.includes(` ${wordsOf(phrase ?? "")} `));
  const once = [...new Map(found.map((paper) => [paper.id, paper])).values()];
  return { body: apiXml(once.slice(0, most), once.length) };
}

function answerCatchup(
  world: ArxivWorld,
  { category, day }: { category: string; day: string },
  asked: URLSearchParams,
): Said {
  const keys = [...asked.keys()];
  const isAllowed = keys.every((key) => key === "abs" || key === "page");
  if (!isAllowed || day > world.today) return { status: 400, body: "Bad request" };
  const papers = world.announced.get(category)?.get(day) ?? [];
  const page = Number(asked.get("page") ?? 1);
  return { body: catchupHtml(day, papers, page) };
}

/** As `catchup.html` of arxiv-browse lays it out, with pages of 2 000. */
export function catchupHtml(day: string, papers: readonly PaperOfArxiv[], page = 1): string {
  const shown = papers.slice((page - 1) * MAX_ITEMS, page * MAX_ITEMS);
  const date = new Date(`${day}T00:00:00Z`).toUTCString().slice(0, 16);
  const section = (heading: string, types: AnnounceType[]) => {
    const of = shown.filter(({ type }) => types.includes(type));
    if (of.length === 0) return "";
    return `<dl id='articles'><h3>${heading} (showing ${of.length} of ${of.length} entries)</h3>${of
      .map((paper) => itemHtml(paper, shown.indexOf(paper) + 1))
      .join("\n")}</dl>`;
  };
  return [
    `<!DOCTYPE html><html><head><title>arXiv</title></head><body><div id='dlpage'>`,
    `<h1>Catchup results for Machine Learning on ${date}</h1>`,
    `<ul><li><a href="#item1">New submissions</a></li></ul>`,
    `<div>Total of ${papers.length} entries</div>`,
    section("New submissions", ["new"]),
    section("Cross submissions", ["cross"]),
    section("Replacement submissions", ["replace", "replace-cross"]),
    shown.length === 0 ? `<p>No updates for ${date}</p>` : "",
    `<div>Total of ${papers.length} entries</div></div></body></html>`,
  ].join("\n");
}

/** What arXiv makes of an address in a text. */
const NAMELESS =
  '<a href="$&" rel="external noopener nofollow" class="link-external link-https">this https URL</a>';

/** The page turns TeX into letters, and names addresses only in their links. */
function itemHtml(paper: PaperOfArxiv, number: number): string {
  const { id, type, title, authors, comment, categories, abstract } = paper;
  const names = authors.map((name) => `<a href="/search/?query=x" rel="nofollow">${name}</a>`);
  const [primary = "", ...others] = categories.map((name) => `Of ${name} (${name})`);
  return [
    `<dt><a name='item${number}'>[${number}]</a>`,
    `<a href ="/abs/${id}" title="Abstract" id="${id}"> arXiv:${id} </a>`,
    type === "cross" ? `(cross-list from ${categories[0]})` : "",
    `[<a href="/pdf/${id}" title="Download PDF" id="pdf-${id}">pdf</a>]</dt>`,
    `<dd><div class='meta'><div class='list-title mathjax'><span class='descriptor'>Title:</span>`,
    `${escapeXml(title)}</div><div class='list-authors'>${names.join(", ")}</div>`,
    comment === null
      ? ""
      : `<div class='list-comments mathjax'><span class='descriptor'>Comments:</span> ${escapeXml(comment)}</div>`,
    `<div class='list-subjects'><span class='descriptor'>Subjects:</span>`,
    `<span class="primary-subject">${primary}</span>${others.map((one) => `; ${one}`).join("")}</div>`,
    `<p class='mathjax'>${escapeXml(abstract).replace(/https:\/\/[^\s]+\w/g, NAMELESS)}</p></div></dd>`,
  ].join("\n");
}

function wordsOf(title: string): string {
  return (title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}

import type { Context } from "hono";
import type { Edition } from "../../digests/edition.ts";
import type { PublicChannel } from "../../digests/public-channels.ts";
import { type CitationFormat, citationFormats } from "../../papers/citations/files.ts";
import { baseKey, keysFor } from "../../papers/citations/keys.ts";
import type { CitedPaper } from "../../papers/citations/cited.ts";
import type { Paper } from "../../papers/paper.ts";
import { paperPath } from "../addresses.ts";
import type { Limit } from "../limited.ts";
import { SEARCH_COST } from "../limits.ts";
import { findPublic, publicPaper } from "../public-papers.ts";
import type { WebApp } from "../server.ts";
import type { WebServices } from "../services.ts";
import { addAssets } from "./assets.ts";
import { channelPage } from "./channel.ts";
import { monthOf } from "./days.ts";
import { digestPage, type ShownEdition } from "./digest.ts";
import { CHANNELS_ON_PAGE, frontPage } from "./front.ts";
import type { Html, Site } from "./layout.ts";
import { messagePage } from "./message.ts";
import { daysOfMonth, monthPage } from "./month.ts";
import { type CitationFile, paperPage } from "./paper.ts";
import { RESULTS_ON_PAGE, searchPage } from "./search.ts";
import * as say from "./wording.ts";

const MONTH = "/c/:channel/:month{[0-9]{4}-(?:0[1-9]|1[0-2])}";
const PAGE = "/:page{[1-9][0-9]{0,3}}";

const FILES: Record<CitationFile, CitationFormat> = {
  bib: citationFormats.bibtex,
  ris: citationFormats.ris,
  txt: citationFormats.plain,
};

/** Pages for people: of channels, their months and digests, of papers, and of a search. */
export function addPages(app: WebApp, services: WebServices, limit: Limit): void {
  const { channels, history, now } = services;
  const site = siteOf(services);
  addAssets(app);

  app.get("/", async (context) => await front(context, 1));
  app.get(`/channels${PAGE}`, async (context) => await front(context, pageIn(context)));

  app.get("/c/:channel", async (context) => {
    const { found, answer } = await openChannel(context);
    if (!found) return answer;
    const days = await channels.days(found.id);
    const newest = days[0] ? await editionOf(found, days[0].digestId) : null;
    const latest = newest && days[0] ? shown(newest, days[0].date) : null;
    return context.html(channelPage({ channel: found, days, latest }, site));
  });

  app.get(MONTH, async (context) => await month(context, 1));
  app.get(MONTH + PAGE, async (context) => await month(context, pageIn(context)));

  app.get("/c/:channel/:digest", async (context) => {
    const { found, answer } = await openChannel(context);
    if (!found) return answer;
    const days = await channels.days(found.id);
    const at = days.findIndex(({ digestId }) => digestId === context.req.param("digest"));
    const day = days[at];
    const edition = day ? await editionOf(found, day.digestId) : null;
    if (!day || !edition) return await nothingHere(context);
    const page = {
      channel: found,
      edition: shown(edition, day.date),
      earlier: days[at + 1] ?? null,
      later: days[at - 1] ?? null,
    };
    return context.html(digestPage(page, site));
  });

  app.get("/p/:paper", async (context) => {
    const paper = await publicPaper(context.req.param("paper"), services);
    if (!paper) return await nothingHere(context);
    // It may have had another id before two turned out to be one.
    if (paper.id !== context.req.param("paper"))
      return context.redirect(site.base + paperPath(paper.id), 301);
    const digests = await channels.holding(paper.id);
    const cited = await citedPaper(paper);
    const [plain, bibtex] = await Promise.all(
      (["txt", "bib"] as const).map(async (file) => await FILES[file].write([cited])),
    );
    const citations = { plain: plain ?? "", bibtex: bibtex ?? "" };
    return context.html(paperPage({ paper, citations, digests }, site));
  });

  for (const [file, { contentType, write, extension }] of Object.entries(FILES))
    app.get(`/p/:paper/citation.${file}`, async (context) => {
      const paper = await publicPaper(context.req.param("paper") ?? "", services);
      if (!paper) return await nothingHere(context);
      const cited = await citedPaper(paper);
      return context.body(await write([cited]), 200, {
        "content-type": `${contentType}; charset=utf-8`,
        "content-disposition": `attachment; filename="${cited.key}.${extension}"`,
        "cache-control": "public, no-cache",
      });
    });

  if (site.hasSearch)
    app.get(
      "/search",
      limit(
        SEARCH_COST,
        async (context) => await context.html(messagePage(say.NOT_SO_FAST, site), 429),
      ),
      async (context) => {
        const query = (context.req.query("q") ?? "").slice(0, say.LONGEST_QUERY);
        const page = Number(/^[1-9]\d{0,3}$/.exec(context.req.query("page") ?? "")?.[0] ?? 1);
        const ids = query.trim() === "" ? [] : await findPublic(query, services);
        const pages = pagesFor(ids.length, RESULTS_ON_PAGE);
        const papers = ids
          .slice((page - 1) * RESULTS_ON_PAGE, page * RESULTS_ON_PAGE)
          .flatMap((id) => services.corpus.byId(id) ?? []);
        const row = { page: Math.min(page, pages), pages };
        context.header("cache-control", "no-store");
        return context.html(searchPage({ query, total: ids.length, papers, row }, site));
      },
    );

  async function front(context: Context, page: number): Promise<Response> {
    const [open, newest] = await Promise.all([channels.all(), channels.newestDays()]);
    const pages = pagesFor(open.length, CHANNELS_ON_PAGE);
    if (page > pages) return await nothingHere(context);
    const listed = open
      .slice((page - 1) * CHANNELS_ON_PAGE, page * CHANNELS_ON_PAGE)
      .map((channel) => ({ channel, newest: newest.get(channel.id) ?? null }));
    return await context.html(frontPage(listed, { page, pages }, site));
  }

  async function month(context: Context, page: number): Promise<Response> {
    const { found, answer } = await openChannel(context);
    if (!found) return answer;
    const wanted = context.req.param("month") ?? "";
    const days = (await channels.days(found.id)).filter(({ date }) => monthOf(date) === wanted);
    const editions: ShownEdition[] = [];
    for (const { digestId, date } of days) {
      const edition = await editionOf(found, digestId);
      if (edition) editions.push(shown(edition, date));
    }
    const pages = editions.length === 0 ? [] : await daysOfMonth(found, editions, site);
    const its: Html[] | undefined = pages[page - 1];
    if (!its) return await nothingHere(context);
    const row = { page, pages: pages.length };
    return await context.html(monthPage({ channel: found, month: wanted, days: its, row }, site));
  }

  /** The channel, or the answer where it is not, or not any more, public. */
  async function openChannel(
    context: Context,
  ): Promise<{ found: PublicChannel; answer?: never } | { found: null; answer: Response }> {
    const state = await channels.find(context.req.param("channel") ?? "");
    if (state.kind === "open") return { found: state.channel };
    if (state.kind === "unknown") return { found: null, answer: await nothingHere(context) };
    context.header("cache-control", "no-store");
    return { found: null, answer: await context.html(messagePage(say.CLOSED, site), 410) };
  }

  /** Null where it is another channel's, or of before this one was opened. */
  async function editionOf(channel: PublicChannel, digestId: string): Promise<Edition | null> {
    const edition = await history.edition(digestId);
    if (edition?.digest.channelId !== channel.id) return null;
    const { dueAt } = edition.digest;
    const isShown =
      Temporal.Instant.compare(dueAt, channel.since) >= 0 &&
      Temporal.Instant.compare(dueAt, now()) <= 0;
    return isShown ? edition : null;
  }

  function shown({ digest, papers }: Edition, date: string): ShownEdition {
    const posted = papers.filter(({ isPosted }) => isPosted);
    return {
      digestId: digest.id,
      date,
      papers: posted.flatMap((one) => {
        const paper = services.corpus.byId(one.paperId);
        return paper ? [{ ...one, paper }] : [];
      }),
    };
  }

  async function citedPaper(paper: Paper): Promise<CitedPaper> {
    const keys = await keysFor([paper], services);
    return { paper, key: keys.get(paper.id) ?? baseKey(paper), note: null, savedAt: null };
  }

  async function nothingHere(context: Context): Promise<Response> {
    context.header("cache-control", "no-store");
    return await context.html(messagePage(say.NOTHING_HERE, site), 404);
  }
}

export function siteOf({
  publicUrl,
  hasSearch = true,
}: Pick<WebServices, "publicUrl" | "hasSearch">): Site {
  const path = publicUrl === null ? "" : new URL(publicUrl).pathname;
  return { base: path.replace(/\/+$/, ""), url: publicUrl, hasSearch };
}

function pagesFor(total: number, onPage: number): number {
  return Math.max(1, Math.ceil(total / onPage));
}

function pageIn(context: Context): number {
  return Number(context.req.param("page"));
}

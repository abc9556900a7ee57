import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { cors } from "hono/cors";
import { etag } from "hono/etag";
import type { z } from "zod";
import { digestJson } from "../../digests/json/digest.ts";
import { paperJson } from "../../digests/json/paper.ts";
import type { Edition } from "../../digests/edition.ts";
import type { PublicChannel } from "../../digests/public-channels.ts";
import { baseUrl, digestPath } from "../addresses.ts";
import type { Limit } from "../limited.ts";
import { SEARCH_COST } from "../limits.ts";
import { findPublic, publicPaper } from "../public-papers.ts";
import type { WebApp } from "../server.ts";
import type { WebServices } from "../services.ts";
import { openApi } from "./openapi.ts";
import { problem } from "./problem.ts";
import {
  type digestPageSchema,
  digestsQuery,
  MOST_PAPERS,
  type paperPageSchema,
  papersQuery,
} from "./shapes.ts";
import * as common from "../wording.ts";
import * as say from "./wording.ts";

/** `/api/…`: what is public, for programs. */
export function createApi(services: WebServices, limit: Limit): WebApp {
  const { channels, history, now, publicUrl, log } = services;
  const api: WebApp = new Hono<{ Bindings: HttpBindings }>();
  const limited = (cost: number) =>
    limit(cost, (context, seconds) => problem(context, 429, say.comeBack(seconds)));

  api.use(cors({ origin: "*", exposeHeaders: ["ETag", "Retry-After"] }));
  api.use(async (context, next) => {
    await next();
    // What is closed is gone at once: whoever keeps an answer asks whether it still holds.
    context.header("cache-control", "no-cache");
  });
  api.use(etag());

  api.get("/papers", limited(SEARCH_COST), async (context) => {
    const query = papersQuery.safeParse(context.req.query());
    if (!query.success) return unreadable(context, query.error);
    const { q, page } = query.data;
    const ids = await findPublic(q, services);
    const papers = ids
      .slice((page - 1) * MOST_PAPERS, page * MOST_PAPERS)
      .flatMap((id) => services.corpus.byId(id) ?? []);
    const asked = new URLSearchParams({ q, page: String(page + 1) }).toString();
    const isLast = ids.length <= page * MOST_PAPERS;
    return context.json<z.output<typeof paperPageSchema>>({
      total: ids.length,
      papers: papers.map(paperJson),
      next: isLast ? null : `${baseUrl(context, publicUrl)}/api/papers?${asked}`,
    });
  });

  api.get("/papers/:id", limited(1), async (context) => {
    const paper = await publicPaper(context.req.param("id"), services);
    return paper ? context.json(paperJson(paper)) : problem(context, 404, say.NO_SUCH_PAPER);
  });

  api.get("/digests/:channel", limited(1), async (context) => {
    const query = digestsQuery.safeParse(context.req.query());
    if (!query.success) return unreadable(context, query.error);
    const state = await channels.find(context.req.param("channel"));
    if (state.kind === "closed") return problem(context, 410, common.NOT_PUBLIC_ANY_MORE);
    if (state.kind === "unknown") return problem(context, 404, say.NO_SUCH_CHANNEL);
    const { channel } = state;
    const before = query.data.before ? Temporal.Instant.from(query.data.before) : now();
    const due = { from: channel.since, before };
    const editions = await history.editions(channel.id, due, MOST_PAPERS + 1);
    const shown = firstOf(editions.map(onlyPosted));
    const base = baseUrl(context, publicUrl);
    const last = shown.at(-1)?.digest.dueAt;
    const asked = new URLSearchParams({ before: String(last) }).toString();
    return context.json<z.output<typeof digestPageSchema>>({
      digests: shown.map((edition) => inJson(edition, channel, base)),
      next: shown.length < editions.length ? `${base}/api/digests/${channel.id}?${asked}` : null,
    });
  });

  api.get("/openapi.json", (context) => context.json(openApi(publicUrl)));

  api.get("*", (context) => problem(context, 404, say.NO_SUCH_PATH));
  api.all("*", (context) => {
    context.header("allow", ["GET", "HEAD", "OPTIONS"].join(", "));
    return problem(context, 405, say.ONLY_READ);
  });
  api.onError((error, context) => {
    log.error({ err: error, path: context.req.path }, "The API could not answer");
    return problem(context, 500, say.TRY_AGAIN);
  });
  return api;

  function inJson(edition: Edition, channel: PublicChannel, base: string) {
    const url = base + digestPath(channel.id, edition.digest.id);
    return digestJson(edition, { names: channel, url, paper: paperById });
  }

  function paperById(id: string) {
    return services.corpus.byId(id);
  }
}

/** The newest digests that together have as many papers as a page; those due at one instant stay together. */
function firstOf(editions: readonly Edition[]): Edition[] {
  let papers = 0;
  const end = editions.findIndex(({ digest, papers: { length } }, i) => {
    papers += length;
    const before = editions[i - 1];
    return i > 0 && papers > MOST_PAPERS && !before?.digest.dueAt.equals(digest.dueAt);
  });
  return end === -1 ? [...editions] : editions.slice(0, end);
}

function onlyPosted({ digest, papers }: Edition): Edition {
  return { digest, papers: papers.filter(({ isPosted }) => isPosted) };
}

function unreadable(context: Context, { issues: [issue] }: z.ZodError): Response {
  const { path = [], message = "" } = issue ?? {};
  return problem(context, 400, say.cantRead(path.join("."), message));
}

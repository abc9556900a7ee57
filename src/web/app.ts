import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { addHealth } from "./operation/health.ts";
import { addMetrics } from "./operation/metrics.ts";
import { createApi } from "./api/api.ts";
import { createLimit } from "./limited.ts";
import { addFeeds } from "./feeds/feeds.ts";
import { createPageCache } from "./page-cache.ts";
import { addSitemap } from "./feeds/sitemap.ts";
import { addMailPages } from "./mail/stop-mail.ts";
import { messagePage } from "./pages/message.ts";
import { addPages, siteOf } from "./pages/routes.ts";
import * as say from "./pages/wording.ts";
import type { WebApp } from "./server.ts";
import type { WebServices } from "./services.ts";

/** In bytes. Nobody has anything to send but a press of a button. */
const MOST_BODY = 16 * 1024;

/** All that is served outside of Discord, of what is public alone. */
export function createWebApp(services: WebServices): WebApp {
  const site = siteOf(services);
  const app: WebApp = new Hono<{ Bindings: HttpBindings }>();
  const { answered, operation } = services;
  if (answered)
    app.use(async (context, next) => {
      await next();
      answered(context.res.status);
    });
  // Before the headers, so that what it keeps has all of them.
  app.use(createPageCache(services));
  app.use(
    bodyLimit({
      maxSize: MOST_BODY,
      onError: async (context) => await context.html(messagePage(say.TOO_LARGE, site), 413),
    }),
  );
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: "no-referrer",
      xFrameOptions: "DENY",
      // The proxy before it knows whether it is reached by https alone.
      strictTransportSecurity: false,
    }),
  );
  if (operation) addHealth(app, operation.readiness);
  if (operation?.metrics) addMetrics(app, operation.metrics, operation.metrics.token);
  const limit = createLimit(services);
  // Before the pages: a page of a channel may be called anything.
  addFeeds(app, services);
  addSitemap(app, services);
  addPages(app, services, limit);
  app.route("/api", createApi(services, limit));
  if (services.mails) addMailPages(app, services.mails, site);
  app.notFound((context) => {
    if (context.req.method === "GET" || context.req.method === "HEAD")
      return context.html(messagePage(say.NOTHING_HERE, site), 404);
    context.header("allow", ["GET", "HEAD"].join(", "));
    return context.html(messagePage(say.ONLY_READ, site), 405);
  });
  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    // Who has the rest of such an address can stop a mail.
    const path = context.req.path.replace(/^(\/mail\/).*/, "$1…");
    services.log.error({ err: error, path }, "A page could not be made");
    return context.html(messagePage(say.OUR_FAULT, site), 500);
  });
  return app;
}

import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { addHealth } from "./operation/health.ts";
import { addMetrics } from "./operation/metrics.ts";
import { createApi } from "./api/api.ts";
import { createLimit } from "./limited.ts";
import { addFeeds } from "./feeds/feeds.ts";
import { addSitemap } from "./feeds/sitemap.ts";
import { addMailPages } from "./mail/stop-mail.ts";
import { addChannelPages } from "./pages/channels.ts";
import { messagePage } from "./pages/message.ts";
import type { WebApp } from "./server.ts";
import type { WebServices } from "./services.ts";
import * as say from "./wording.ts";

/** All that is served outside of Discord, of what is public alone. */
export function createWebApp(services: WebServices): WebApp {
  const app: WebApp = new Hono<{ Bindings: HttpBindings }>();
  const { answered, operation } = services;
  if (answered)
    app.use(async (context, next) => {
      await next();
      answered(context.res.status);
    });
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
  addChannelPages(app, services);
  app.route("/api", createApi(services, limit));
  if (services.mails) addMailPages(app, services.mails);
  app.notFound((context) => context.html(messagePage(say.NOTHING_HERE), 404));
  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    // Who has the rest of such an address can stop a mail.
    const path = context.req.path.replace(/^(\/mail\/).*/, "$1…");
    services.log.error({ err: error, path }, "A page could not be made");
    return context.html(messagePage(say.OUR_FAULT), 500);
  });
  return app;
}

import type { Context } from "hono";
import { html } from "hono/html";
import type { MailStopper } from "../../mail/stop-token.ts";
import { layOut, type Site } from "../pages/layout.ts";
import { messagePage } from "../pages/message.ts";
import { NOTHING_HERE, stopMail } from "../pages/wording.ts";
import type { WebApp } from "../server.ts";

/**
 * `/mail/<outlet>/<token>`: stops a mail with one POST, as mail programs send it (RFC 8058). A GET only shows
 * a button, because whatever looks through mails follows their links.
 */
export function addMailPages(app: WebApp, mails: MailStopper, site: Site): void {
  const answer = async (context: Context, run: (outletId: string) => Promise<Response>) => {
    const { outlet = "", token = "" } = context.req.param();
    context.header("Cache-Control", "no-store");
    context.header("X-Robots-Tag", "noindex");
    if (!(await mails.isRight(outlet, token)))
      return context.html(messagePage(NOTHING_HERE, site), 404);
    return await run(outlet);
  };

  app.get("/mail/:outlet/:token", (context) =>
    answer(context, async () =>
      context.html(
        layOut(
          {
            title: stopMail.TITLE,
            description: stopMail.QUESTION,
            path: null,
            main: html`<h1>${stopMail.TITLE}</h1>
              <p>${stopMail.QUESTION}</p>
              <form method="post"><button>${stopMail.BUTTON}</button></form>`,
          },
          site,
        ),
      ),
    ),
  );

  app.post("/mail/:outlet/:token", (context) =>
    answer(context, async (outletId) => {
      await mails.stop(outletId);
      return context.html(messagePage(stopMail.done, site));
    }),
  );
}

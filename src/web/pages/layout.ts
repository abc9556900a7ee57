import { html } from "hono/html";
import * as say from "../wording.ts";

/** Escaped already; what goes into a page. */
export type Html = ReturnType<typeof html>;

export interface Page {
  /** Of the window; Paperboy's name follows it. */
  title: string;
  main: Html;
}

/** A page as it is sent. */
export function layOut({ title, main }: Page): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${say.NAME}</title>
      </head>
      <body>
        <header><a href="/">${say.NAME}</a></header>
        <main>${main}</main>
      </body>
    </html>`;
}

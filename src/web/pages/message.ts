import { html } from "hono/html";
import { type Html, layOut, type Site } from "./layout.ts";

/** A page that says one thing: that there is nothing here, or something went wrong. */
export function messagePage({ title, text }: { title: string; text: string }, site: Site): Html {
  const main = html`<h1>${title}</h1>
    <p>${text}</p>`;
  return layOut({ title, description: text, path: null, main }, site);
}

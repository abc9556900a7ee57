import { html } from "hono/html";
import { type Html, layOut } from "./layout.ts";

/** A page that says one thing: that there is nothing here, or something went wrong. */
export function messagePage({ title, text }: { title: string; text: string }): Html {
  return layOut({
    title,
    main: html`<h1>${title}</h1>
      <p>${text}</p>`,
  });
}

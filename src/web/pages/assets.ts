import { readFileSync } from "node:fs";
import { join } from "node:path";
import { etagOf, isKnown } from "../conditional.ts";
import type { WebApp } from "../server.ts";

const TYPES = {
  "style.css": "text/css; charset=utf-8",
  "icon.svg": "image/svg+xml",
};

/** Files beside the pages. They are as they were at the start. */
export function addAssets(app: WebApp): void {
  const modified = Temporal.Now.instant();
  for (const [name, type] of Object.entries(TYPES)) {
    const text = readFileSync(join(import.meta.dirname, name), "utf8");
    const etag = etagOf(text);
    const headers = { "content-type": type, etag, "cache-control": "public, max-age=3600" };
    app.get(`/${name}`, (context) =>
      isKnown(context.req, { etag, modified })
        ? context.body(null, 304, headers)
        : context.body(text, 200, headers),
    );
  }
}

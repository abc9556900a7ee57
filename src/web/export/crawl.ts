import type { WebApp } from "../server.ts";
import { fileOf } from "./file-paths.ts";
import { linksIn, withFileLinks } from "./links.ts";

/** A page, or what it is shown with, as a file. */
export interface SiteFile {
  /** From the top of the folder, with `/` between. */
  path: string;
  content: Uint8Array;
}

/**
 * All files to which some addresses lead, one way or another, each once. What is not there is left out. `base` is
 * what stands before the paths in pages.
 */
export async function* crawl(
  app: WebApp,
  addresses: Iterable<string>,
  base: string,
): AsyncGenerator<SiteFile> {
  const ahead = [...addresses];
  const seen = new Set<string>();
  for (let address = ahead.pop(); address !== undefined; address = ahead.pop()) {
    const path = fileOf(address);
    if (path === null || seen.has(path)) continue;
    seen.add(path);
    const answer = await app.request(address);
    if (answer.status >= 500) throw new Error(`${address} could not be made`);
    if (answer.status !== 200) continue;
    const isPage = answer.headers.get("content-type")?.startsWith("text/html") ?? false;
    if (!isPage) {
      yield { path, content: await answer.bytes() };
      continue;
    }
    const html = await answer.text();
    ahead.push(...linksIn(html, base));
    yield { path, content: Buffer.from(withFileLinks(html, path, base)) };
  }
}

import type { SiteFile } from "../../../src/web/export/crawl.ts";

/** Files as they come from a crawl, one after the other. */
export async function* someFiles(files: Record<string, string>): AsyncGenerator<SiteFile> {
  for (const [path, text] of Object.entries(files)) {
    await Promise.resolve();
    yield { path, content: Buffer.from(text) };
  }
}

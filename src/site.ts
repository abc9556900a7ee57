import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { EXIT, fail, failUsage } from "./exit/exit.ts";
import { OperatorError } from "./exit/operator-error.ts";
import { openLog } from "./process/log.ts";
import { createIndex } from "./search/create-index.ts";
import { type Config, readConfig } from "./settings/config.ts";
import { address } from "./settings/values.ts";
import { databaseFile, openConfigured } from "./store/open.ts";
import { createWebApp } from "./web/app.ts";
import { allAddresses } from "./web/export/all-addresses.ts";
import { crawl } from "./web/export/crawl.ts";
import { type Written, writeSite } from "./web/export/site-folder.ts";

const USAGE = "npm run site -- FOLDER [--url https://papers.example.org]";

/** Where nobody says where the files will be. */
const SOMEWHERE = "http://localhost";

/**
 * `npm run site -- FOLDER [--url URL]`: writes all public pages and feeds as files, for a host that only has
 * files. Pages lead to each other wherever these are; feeds and the sitemap need the address.
 */
async function main(): Promise<void> {
  const wish = readArguments();
  if (wish === null) return;
  const settings = readConfig();
  if (!settings.ok) return fail(settings.problems.join("\n"), EXIT.config);
  const { config } = settings;
  const publicUrl = wish.url ?? config.web.publicUrl;
  if (publicUrl === null)
    process.stderr.write(
      `Feeds and the sitemap will lead to ${SOMEWHERE}. Say where the files will be with --url, or set PAPERBOY_PUBLIC_URL\n`,
    );
  try {
    const { files, removed } = await writeFrom(config, {
      folder: wish.folder,
      publicUrl: publicUrl ?? SOMEWHERE,
    });
    const less = removed === 0 ? "" : `, removed ${removed} from the last export`;
    process.stdout.write(
      `Wrote ${files} ${files === 1 ? "file" : "files"} to ${wish.folder}${less}\n`,
    );
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    fail(error.message, EXIT.noInput);
  }
}

async function writeFrom(
  config: Config,
  { folder, publicUrl }: { folder: string; publicUrl: string },
): Promise<Written> {
  const database = databaseFile(config);
  if (config.database === null && !existsSync(database))
    throw new OperatorError(`There is no database ${database}`);
  const { log } = openLog(config.logLevel);
  const store = await openConfigured(config, log);
  try {
    // Another process may have taken in papers.
    await store.paperStore.version();
    const app = createWebApp({
      channels: store.publicChannels,
      mails: null,
      history: store.book.history,
      corpus: store.paperStore.corpus(),
      // Files can't search.
      index: createIndex([]),
      now: () => Temporal.Now.instant(),
      publicUrl,
      proxies: [],
      hasSearch: false,
      citationKeys: store.citationKeys,
      log,
    });
    const base = new URL(publicUrl).pathname.replace(/\/$/, "");
    return await writeSite(folder, crawl(app, await allAddresses(store.publicChannels), base));
  } finally {
    await store.close();
  }
}

function readArguments(): { folder: string; url: string | null } | null {
  try {
    const { values, positionals } = parseArgs({
      options: { url: { type: "string" } },
      allowPositionals: true,
    });
    const [folder, ...more] = positionals;
    if (!folder || more.length > 0) throw new Error("Name one folder");
    const url = values.url === undefined ? null : address.safeParse(values.url);
    if (url?.error) throw new Error(`--url ${url.error.issues[0]?.message ?? ""}`);
    return { folder, url: url?.data ?? null };
  } catch (error) {
    failUsage(error, USAGE);
    return null;
  }
}

await main();

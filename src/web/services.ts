import type { Book } from "../digests/book.ts";
import type { MailStopper } from "../mail/stop-token.ts";
import type { PublicChannels } from "../digests/public-channels.ts";
import type { CitationKeys } from "../papers/citations/keys.ts";
import type { Corpus } from "../papers/corpus/corpus.ts";
import type { PaperIndex } from "../search/paper-index.ts";
import type { Logger } from "pino";
import type { Readiness } from "./operation/health.ts";
import type { MetricsText } from "./operation/metrics.ts";

/** What the pages may use of the house. */
export interface WebServices {
  channels: PublicChannels;
  history: Pick<Book["history"], "edition" | "editions">;
  /** Null where nobody can ask for anything, as in pages on a disk. */
  mails: MailStopper | null;
  readonly corpus: Corpus;
  readonly index: PaperIndex;
  now: () => Temporal.Instant;
  /** What people reach the pages by, without a slash at the end; null: by what they typed. */
  publicUrl: string | null;
  /** False where pages are written as files, and nobody answers. Default true. */
  hasSearch?: boolean;
  citationKeys: CitationKeys;
  /** What programs ask that watch Paperboy. Default: nothing of it is told here. */
  operation?: {
    readiness: () => Promise<Readiness>;
    /** Null: not here. */
    metrics: (MetricsText & { token: string }) | null;
  };
  /** Told the HTTP status of each answer. */
  answered?: (status: number) => void;
  /** Addresses and networks that are believed about whom they pass on. */
  proxies: readonly string[];
  log: Pick<Logger, "error">;
}

import type { Book } from "../digests/book.ts";
import type { MailStopper } from "../mail/stop-token.ts";
import type { PublicChannels } from "../digests/public-channels.ts";
import type { Corpus } from "../papers/corpus/corpus.ts";
import type { PaperIndex } from "../search/paper-index.ts";
import type { Logger } from "pino";

/** What the pages may use of the house. */
export interface WebServices {
  channels: PublicChannels;
  history: Pick<Book["history"], "edition" | "editions">;
  mails: MailStopper;
  readonly corpus: Corpus;
  readonly index: PaperIndex;
  now: () => Temporal.Instant;
  /** What people reach the pages by, without a slash at the end; null: by what they typed. */
  publicUrl: string | null;
  /** Addresses and networks that are believed about whom they pass on. */
  proxies: readonly string[];
  log: Pick<Logger, "error">;
}

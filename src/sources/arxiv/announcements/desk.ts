import type { Logger } from "pino";
import type { Client } from "../../client/answer.ts";
import type { SourceMemory } from "../../source.ts";
import type { Describe } from "../look-up/describe.ts";
import type { AnnounceType } from "../answers/feed.ts";

/** What reading a category takes. */
export interface CategoryDesk {
  /** One for all hosts of arXiv: they share one line and one pause. */
  client: Client;
  memory: SourceMemory;
  now: () => Temporal.Instant;
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  log: Logger;
  describe: Describe;
  /** What is taken of what arXiv announces. */
  kinds: ReadonlySet<AnnounceType>;
  /** `https://rss.arxiv.org` */
  feedBase: string;
  /** `https://arxiv.org`, for the days that were missed. */
  webBase: string;
}

/** Something that makes it worth while to read again before the next announcement. */
export interface Trouble {
  /** A sentence for people without its full stop. */
  why: string;
  /** It makes no sense to ask earlier; null where any time is as good. */
  until: Temporal.Instant | null;
}

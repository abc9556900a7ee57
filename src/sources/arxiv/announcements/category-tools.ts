import type { Logger } from "pino";
import type { Client } from "../../client/answer.ts";
import type { SourceMemory } from "../../source.ts";
import type { Describe } from "../look-up/describe.ts";
import type { AnnounceType } from "../answers/feed.ts";

/** What reading a category takes. */
export interface CategoryTools {
  /** One for all hosts of arXiv: they share one line and one pause. */
  client: Client;
  memory: SourceMemory;
  now: () => Temporal.Instant;
  log: Logger;
  describe: Describe;
  /** What is taken of what arXiv announces. */
  kinds: ReadonlySet<AnnounceType>;
  /** `https://rss.arxiv.org` */
  feedBase: string;
  /** `https://arxiv.org`, for the days that were missed. */
  webBase: string;
}

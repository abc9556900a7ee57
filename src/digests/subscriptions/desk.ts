import type { SourceHealth } from "../../papers/source-health.ts";
import type { PapersAbout } from "../planning/arrive.ts";
import type { Book } from "../book.ts";
import type { Courier } from "../courier.ts";

/** Where people say what they want of digests: what `/digest` works with. */
export interface Desk {
  readonly book: Book;
  readonly drafts: Drafts;
  /** Answers in seconds: what takes longer is unavailable. */
  readonly courier: Pick<Courier, "probe">;
  readonly about: PapersAbout;
  /** Every paper of the corpus has arrived afterwards, and every topic is matched. */
  takeIn: () => Promise<void>;
  /**
   * Brings a digest as far as it can be brought now. Resolves after seconds whatever happens: false
   * when it goes on in the background.
   */
  deliver: (digestId: string) => Promise<boolean>;
  /** A new digest's id, as `planByHand` wants it. */
  newId: () => string;
  /** IANA name: the zone of channels that have not chosen one. */
  readonly timeZone: string;
  sources: () => readonly SourceHealth[];
}

/** A subscription that somebody is shown before it is made. */
export interface Draft {
  channelId: string;
  guildId: string | null;
  topic: string;
  /** Null: the topic itself. */
  name: string | null;
  /** To whom it was shown; null for drafts of versions that did not keep it. */
  userId: string | null;
}

/** Keeps drafts for as long as their buttons may be pressed. */
export interface Drafts {
  /** The same draft always gets the same key: short, and safe in a custom id. */
  save(draft: Draft): Promise<string>;
  load(key: string): Promise<Draft | null>;
}

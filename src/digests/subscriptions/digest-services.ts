import type { SourceHealth } from "../../papers/source-health.ts";
import type { MatchTopics, PapersAbout } from "../planning/arrive.ts";
import type { Book } from "../book.ts";
import type { Drafts, ImportDrafts, SetupDrafts } from "./draft.ts";
import type { Courier, Outgoing, Sent, Target } from "../courier.ts";
import type { PublicChannels } from "../public-channels.ts";
import type { NamedServer } from "../server-names.ts";
import type { WebhookDesk } from "../webhook.ts";

/** What commands may use of digests. */
export interface DigestServices {
  readonly book: Book;
  readonly drafts: Drafts;
  readonly imports: ImportDrafts;
  readonly setups: SetupDrafts;
  /** Answers in seconds: what takes longer is unavailable. */
  readonly courier: Pick<Courier, "probe">;
  /** One attempt to post something beside the digests. Answers in seconds, as `courier` does. */
  post: (target: Target, message: Outgoing) => Promise<Sent>;
  readonly webhooks: WebhookDesk;
  readonly about: PapersAbout;
  readonly match: MatchTopics;
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
  /** Channels and roles of a server; null for a direct message, which has none. */
  names: (guildId: string | null) => Promise<NamedServer>;
  readonly publicPages: PublicPages;
}

/** Pages outside of Discord, which managers open. */
export interface PublicPages {
  readonly channels: PublicChannels;
  /** Where people reach them, without a slash at the end; null where nobody said. */
  readonly url: string | null;
  /** Whether Discord shows a channel of a server to all its members. */
  isOpenToAll: (guildId: string, channelId: string) => Promise<boolean>;
}

import type { Wishes } from "../wishes.ts";

/** A subscription that somebody is shown before it is made, or changed. */
export interface Draft {
  channelId: string;
  guildId: string | null;
  topic: string;
  /** Null: the topic itself; of a subscription that is changed, the name that it has. */
  name: string | null;
  /** What was chosen; what is left out stays as it is, and is `NO_WISHES` at first. */
  wishes?: Partial<Wishes>;
  /** The id of the subscription that is changed; left out where one is made. */
  edits?: number;
  /** To whom it was shown; null for drafts of versions that did not keep it. */
  userId: string | null;
}

/** What somebody is shown before they import it. */
export interface ImportDraft {
  /** To whom it was shown, and where. */
  userId: string;
  guildId: string | null;
  /** The only channel that is meant; null for all that the file has. */
  onlyChannelId: string | null;
  /** The file, as it was read. */
  contents: string;
}

/** A first digest as somebody has chosen it so far. */
export interface SetupDraft {
  userId: string;
  channelId: string;
  guildId: string | null;
  topics: string[];
  /** Local, `09:00`. */
  time: string;
}

/** Keeps what one person is shown before it is done, for a week after they were shown it last. */
interface Keeps<Kind> {
  /** The same draft always gets the same key: short, and safe in a custom id. */
  save(draft: Kind, shownAt: Temporal.Instant): Promise<string>;
  load(key: string): Promise<Kind | null>;
}

export type Drafts = Keeps<Draft>;
export type ImportDrafts = Keeps<ImportDraft>;
export type SetupDrafts = Keeps<SetupDraft>;

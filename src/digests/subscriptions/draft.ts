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

/** Keeps drafts for as long as their buttons may be pressed. */
export interface Drafts {
  /** The same draft always gets the same key: short, and safe in a custom id. */
  save(draft: Draft): Promise<string>;
  load(key: string): Promise<Draft | null>;
}

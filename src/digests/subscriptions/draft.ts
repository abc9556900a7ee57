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

/** What the papers of a list were chosen by, kept so that its buttons work for as long as the message stands. */
export interface Views {
  /**
   * The same view always gets the same key: short, and safe in a custom id. It is kept for ever once it was shown to
   * all, else for a week after it was shown last.
   */
  save(view: View, shown: Shown): Promise<string>;
  load(key: string): Promise<View | null>;
}

export interface Shown {
  at: Temporal.Instant;
  /** Whether others see the message too that it is shown in. */
  toAll: boolean;
}

export interface View {
  /** A kind of list, by a name that stays: what it means is the business of whoever shows it. */
  list: string;
  /** Search words as typed, or the id of the paper that others shall be similar to. */
  query: string;
  /** `2024-11-17`: only papers published on or after. */
  since: string | null;
  codeOnly: boolean;
}

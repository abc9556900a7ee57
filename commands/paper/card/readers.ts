/** Whom an answer is for: the asker alone, or all who see the channel in which it stands. */
export type Readers = "asker" | "channel";

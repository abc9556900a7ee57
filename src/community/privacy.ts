/** What Paperboy keeps about people, for themselves to see and to end. */
export interface Privacy {
  /** Everything kept about somebody, by what it is. Ids of papers lead to nothing by themselves. */
  export(person: Person): Promise<PersonalData>;
  /**
   * Nothing of what is kept leads to them any more. Where they set a channel up, the person who is alerted
   * beside them takes over, or nobody; their own digests in direct messages end.
   */
  forget(person: Person): Promise<void>;
}

export interface Person {
  userId: string;
  /** Their conversation with Paperboy, where that is where they ask. */
  directChannelId: string | null;
}

export type PersonalData = Readonly<Record<string, readonly object[]>>;

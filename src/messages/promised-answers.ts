/** An answer that is to take the place of one that was given, as the next process needs it where this one ends before. */
export interface PromisedAnswer {
  /** Who asked. */
  userId: string;
  /** What the dispatcher asks again, as JSON: it may be private. */
  request: string;
  /** Leads to the answer that was given, and lets whoever has it change that one: no log has it. */
  address: string;
  at: Temporal.Instant;
}

export interface PromisedAnswers {
  /** Resolves with an id of its own. */
  keep(promised: PromisedAnswer): Promise<string>;
  drop(id: string): Promise<void>;
  /** All that are left, oldest first. */
  left(): Promise<(PromisedAnswer & { id: string })[]>;
  /** Those from before an instant can't be kept any more. */
  forgetBefore(at: Temporal.Instant): Promise<void>;
}

/** Discord takes changes of an answer for so long ("Interaction tokens are valid for 15 minutes"). */
export const ANSWER_CHANGES_FOR = { minutes: 15 };

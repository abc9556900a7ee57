/**
 * For how long this process may speak for its shards. Another one may hold them afterwards, so its connections
 * end with it, and no request leaves any more.
 */
export interface Tenure {
  /** Asked before each request, and for each event. Where it finds that the time is over, `over` aborts first. */
  isOn(): boolean;
  /** Whether it may read, and answer what people do, and no more: it can't be said whether the time is over. */
  mayAnswer(): boolean;
  readonly over: AbortSignal;
}

/** Of the only process that there is. */
export const FOR_GOOD: Tenure = {
  isOn: () => true,
  mayAnswer: () => true,
  over: new AbortController().signal,
};

/** A request that was not made; counts as one that got no answer. */
export class TenureOver extends Error {
  override name = "TenureOver";
  readonly code = "TENURE_OVER";

  constructor() {
    super("Another process may hold the shards of this one by now");
  }
}

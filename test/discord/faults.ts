/** What befalls a request instead of its answer. */
export type Mishap =
  /** Discord answers with this status; 429 tells to come back after `retryAfterS`. */
  | { status: number; retryAfterS?: number }
  /** The connection breaks without an answer. */
  | { reset: true }
  /** The far end closes it in good order, without an answer. */
  | { closed: true }
  /** The answer waits until this resolves. */
  | { heldUntil: Promise<unknown> };

export interface Fault {
  /** `POST /interactions/…`: tried on the method and path, without base and version. */
  on: RegExp;
  /** How many requests pass before; default 0. */
  after?: number;
  /** How many requests it befalls; default 1. */
  times?: number;
  /** Whether the request takes effect all the same; default false. */
  takesEffect?: boolean;
  with: Mishap;
}

export interface Faults {
  add(fault: Fault): void;
  /** The fault that befalls this request, counted down. */
  next(request: string): Fault | undefined;
}

export function createFaults(): Faults {
  const waiting: { fault: Fault; passing: number; left: number }[] = [];
  return {
    add(fault) {
      waiting.push({ fault, passing: fault.after ?? 0, left: fault.times ?? 1 });
    },
    next(request) {
      const found = waiting.find(({ fault, left }) => left > 0 && fault.on.test(request));
      if (!found) return undefined;
      if (found.passing > 0) {
        found.passing -= 1;
        return undefined;
      }
      found.left -= 1;
      return found.fault;
    },
  };
}

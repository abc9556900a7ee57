/** What befalls a request instead of its answer. */
export type Mishap =
  /**
   * Discord answers with this status, and a code of its own (default 0); 429 tells to come back
   * after `retryAfterS`.
   */
  | { status: number; code?: number; retryAfterS?: number }
  /** An answer that is no JSON although it says so. */
  | { garbled: true }
  /** The connection breaks without an answer. */
  | { reset: true }
  /** The far end closes it in good order, without an answer. */
  | { closed: true }
  /** The answer waits until this resolves. */
  | { heldUntil: Promise<unknown> };

export interface Fault {
  /** `POST /interactions/…`: tried on the method and path, without base and version. */
  on: RegExp;
  /** Only requests whose body, as JSON, has this in it; default any. */
  having?: RegExp;
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
  /** From now on nothing goes wrong any more. */
  clear(): void;
  /** The fault that befalls this request, counted down. */
  next(request: string, body: string): Fault | undefined;
}

export function createFaults(): Faults {
  const waiting: { fault: Fault; passing: number; left: number }[] = [];
  return {
    add(fault) {
      waiting.push({ fault, passing: fault.after ?? 0, left: fault.times ?? 1 });
    },
    clear() {
      waiting.length = 0;
    },
    next(request, body) {
      const found = waiting.find(
        ({ fault: { on, having }, left }) =>
          left > 0 && on.test(request) && (having?.test(body) ?? true),
      );
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

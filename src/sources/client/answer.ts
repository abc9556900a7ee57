import { z } from "zod";

/** What the far end said to one question, or why there is no answer: it never throws for that. */
export type Answer =
  | {
      kind: "ok";
      body: string;
      /** Pass these as `known` the next time, once the answer was put to use. */
      validators: Validators;
    }
  /** It is as it was when `known` was given out. */
  | { kind: "unchanged" }
  /** Through the signal. Says nothing about the far end. */
  | { kind: "stopped" }
  | NoAnswer;

export interface NoAnswer {
  /**
   * `throttled`: it is asking Paperboy to slow down, or seems to. `unreachable`: no connection, or it is out of
   * order. `refused`: it will not, or leads where we do not go. `resting`: we did not ask; it is too
   * early.
   */
  kind: "throttled" | "unreachable" | "refused" | "too large" | "too slow" | "resting";
  /** A sentence for people without its full stop: `arXiv is asking Paperboy to slow down`. */
  why: string;
  /** It makes no sense to ask earlier; null where any time is as good. */
  until: Temporal.Instant | null;
  /** The last HTTP status, where there was one. */
  status?: number;
  /** What came with a refusal such as 400, which may say what was wrong with the question. */
  body?: string;
  /** Where it leads, if that is another host: whoever goes there asks the client of that host. */
  movedTo?: URL;
}

/** What tells a later request that nothing changed. */
export const validatorsSchema = z.object({
  etag: z.string().exactOptional(),
  lastModified: z.string().exactOptional(),
});
export type Validators = z.output<typeof validatorsSchema>;

export interface Question {
  signal: AbortSignal;
  /** Media types. Default: any. */
  accept?: string;
  /** What the last answer that was put to use came with. */
  known?: Validators;
  /** The settings name this very address: it and others of its origin are trusted, wherever they are. */
  isTrusted?: boolean;
  /**
   * Somebody waits for it: it goes before what nobody waits for, and is asked also while we rest of our own accord. What the far end itself asked
   * for (Retry-After, a refusal) is kept even so.
   */
  now?: boolean;
  /** Of one try, from its start to the last byte. Default 30 s. */
  timeoutMs?: number;
  /** Since the start of the last request, where this one asks for more patience than others. */
  pauseMs?: number;
  /** Why a good answer cannot be meant, such as an empty list: it is then taken for `throttled`. */
  doubt?: (body: string) => string | null;
}

/** Asks one far end, politely. */
export interface Client {
  /** As people know the far end: `arXiv`. */
  readonly name: string;
  /** One request at a time: the others wait in line, those that somebody waits for in front. */
  get(url: string | URL, question: Question): Promise<Answer>;
}

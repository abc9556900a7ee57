import type { LookupFunction } from "node:net";
import type { Logger } from "pino";
import type { Client } from "./answer.ts";
import type { SourceMemory } from "./source.ts";

export interface ClientOptions {
  /** As people know the far end: `arXiv`. */
  name: string;
  /** The addresses that the settings name. They are trusted, and all share one line and one pause. */
  bases: readonly string[];
  /** Where redirects may lead, by https, with all below it: `arxiv.org`. */
  site: string;
  /** Between the starts of two requests. */
  pauseMs: number;
  /** How long we stay away after a 401 or 403. Default 1 hour. */
  refusedRest?: Temporal.Duration;
  /** What the far end can reach its user by: an address or a page. */
  contact: string | null;
  memory: SourceMemory;
  now: () => Temporal.Instant;
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to 1. */
  random: () => number;
  log: Logger;
  /** Default: the system's. */
  lookup?: LookupFunction;
}

/** One for each far end, however many hosts it has. */
export declare function createClient(options: ClientOptions): Client;

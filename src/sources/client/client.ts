import type { IncomingHttpHeaders } from "node:http";
import type { LookupFunction } from "node:net";
import { isDeepStrictEqual } from "node:util";
import type { Logger } from "pino";
import packageJson from "../../../package.json" with { type: "json" };
import { isTrusted, mayAsk, publicOnly, type Territory } from "./address.ts";
import type { Answer, Client, Question } from "./answer.ts";
import { exchange } from "./exchange.ts";
import { createLine } from "./line.ts";
import { judge, outOfBounds, type Verdict } from "./judge.ts";
import type { SourceMemory } from "../source.ts";
import {
  afterAnswer,
  afterTrouble,
  asOf,
  readStanding,
  type Standing,
  staysAwayUntil,
} from "./standing.ts";
import { LONGEST_PAUSE } from "../pauses.ts";
import { asStored } from "../stored-values.ts";

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
  /** A clock that nobody sets, in milliseconds: without it a leap of the other shortens a pause. */
  steadyMs?: (() => number) | undefined;
  /** Of seconds at most. May reject when the signal says so. */
  wait: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** From 0 to 1. */
  random: () => number;
  log: Logger;
  /** Default: the system's. */
  lookup?: LookupFunction;
}

const MAX_TRIES_PER_QUESTION = 5;
const MAX_REDIRECTS = 5;
/** Of one try. */
const TRY_TIMEOUT_MS = 30_000;
/** Of one question, with all its tries. */
const QUESTION_DEADLINE_MS = 180_000;
/** The second try comes within twice this, the third within four times, and so on. */
const SHORTEST_PAUSE_MS = 1000;
/** A longer pause is not waited for: it is stored, and the next reading finds it. */
const MAX_WAIT_IN_PLACE_MS = 20_000;

/**
 * One for each far end, however many hosts it has. Asks up to five times where the far end throttles,
 * is out of order or cannot be reached, after growing random pauses; then stays away for a while.
 */
export function createClient({
  name,
  bases,
  site,
  pauseMs,
  refusedRest = Temporal.Duration.from({ hours: 1 }),
  contact,
  memory,
  now,
  steadyMs,
  wait,
  random,
  log,
  lookup,
}: ClientOptions): Client {
  const territory: Territory = { bases: bases.map((base) => new URL(base)), site };
  const refusedRestMs = refusedRest.total("milliseconds");
  const longestKeptOut =
    Temporal.Duration.compare(refusedRest, LONGEST_PAUSE) > 0 ? refusedRest : LONGEST_PAUSE;
  /** When the last request of this process left: after a jump of the clock only this one knows. */
  let leftAtMs: number | null = null;
  const memoryKey = `standing with ${name}`;
  const line = createLine();

  async function ask(url: URL, question: Question): Promise<Answer> {
    const standing = await load();
    const until = staysAwayUntil(standing, now(), { evenIfResting: question.now ?? false });
    const awayMs = until ? msUntil(until) : 0;
    if (until && awayMs > MAX_WAIT_IN_PLACE_MS)
      return { kind: "resting", why: standing.why ?? `${name} had its fill of questions`, until };
    if (!(await waited(awayMs, question.signal))) return { kind: "stopped" };

    const deadline = now().add({ milliseconds: QUESTION_DEADLINE_MS });
    for (let tries = 1; ; tries += 1) {
      const verdict = await tryOnce(url, question, deadline);
      if (verdict.next === "done") return await settle(verdict);
      const jitterMs = random() * SHORTEST_PAUSE_MS * 2 ** tries;
      const againInMs = verdict.keptOutMs ?? jitterMs;
      const isOver =
        verdict.next === "given up" ||
        tries === MAX_TRIES_PER_QUESTION ||
        againInMs > Math.min(MAX_WAIT_IN_PLACE_MS, msUntil(deadline));
      if (isOver) return await restAfter(verdict);
      log.debug({ farEnd: name, answer: verdict.answer, againInMs }, "Trying again soon");
      if (!(await waited(againInMs, question.signal))) return { kind: "stopped" };
    }
  }

  /** One try, with the redirects that it leads through. */
  async function tryOnce(
    start: URL,
    question: Question,
    deadline: Temporal.Instant,
  ): Promise<Verdict> {
    const { known, accept, signal, timeoutMs = TRY_TIMEOUT_MS } = question;
    const headers = {
      "user-agent": userAgent(contact),
      accept: accept ?? "*/*",
      ...(known?.etag !== undefined && { "if-none-match": known.etag }),
      ...(known?.lastModified !== undefined && { "if-modified-since": known.lastModified }),
    };
    let url = start;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      if (!mayAsk(url, territory)) break;
      if (!(await takeTurn(signal)))
        return { next: "done", answer: { kind: "stopped" }, keptOutMs: null };
      const came = await exchange(url, {
        headers,
        timeoutMs: Math.max(1, Math.ceil(Math.min(timeoutMs, msUntil(deadline)))),
        signal,
        lookup: isTrusted(url, territory) ? lookup : publicOnly(lookup),
      });
      const next = came.kind === "answered" ? redirected(came, url) : null;
      if (next === null) return judge(came, { name, question, refusedRestMs, now: now() });
      url = next;
    }
    log.warn(
      { farEnd: name, origin: url.origin },
      "Refused a redirect that leads elsewhere or in circles",
    );
    return outOfBounds(name);
  }

  /** Waits until the pause since the last request is over, and notes that another one leaves. */
  async function takeTurn(signal: AbortSignal): Promise<boolean> {
    const standing = await load();
    const leftMs = Math.max(
      standing.askedAt ? pauseMs + msUntil(standing.askedAt) : 0,
      leftAtMs !== null && steadyMs ? leftAtMs + pauseMs - steadyMs() : 0,
    );
    if (!(await waited(leftMs, signal))) return false;
    leftAtMs = steadyMs?.() ?? null;
    await save({ ...standing, askedAt: now() });
    return true;
  }

  async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
    try {
      if (ms > 0 && !signal.aborted) await wait(Math.ceil(ms), signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return !signal.aborted;
  }

  async function settle({ answer, keptOutMs }: Verdict): Promise<Answer> {
    if (answer.kind !== "stopped") await save(afterAnswer(await load(), now(), keptOutMs));
    return answer;
  }

  async function restAfter({ answer, keptOutMs }: Verdict): Promise<Answer> {
    if (!("why" in answer)) return answer;
    const trouble = { now: now(), random, why: answer.why, keptOutMs };
    const standing = afterTrouble(await load(), trouble);
    await save(standing);
    const until = staysAwayUntil(standing, now(), { evenIfResting: false });
    log.warn(
      { farEnd: name, why: answer.why, until: until?.toString() },
      "Leaving a source alone for a while",
    );
    return { ...answer, until };
  }

  const msUntil = (instant: Temporal.Instant) => now().until(instant).total("milliseconds");

  async function load(): Promise<Standing> {
    const stored = readStanding(await memory.load(memoryKey));
    const standing = asOf(stored, now(), longestKeptOut);
    // Else a pause that was shortened would begin anew each time.
    if (!isDeepStrictEqual(asStored(standing), asStored(stored))) await save(standing);
    return standing;
  }

  async function save(standing: Standing): Promise<void> {
    await memory.save(memoryKey, asStored(standing));
  }

  return {
    name,
    get(url, question) {
      return line.take<Answer>(
        async () =>
          question.signal.aborted ? { kind: "stopped" } : await ask(new URL(url), question),
        { isUrgent: question.now ?? false },
      );
    },
  };
}

/** Null where it leads nowhere else. What is no address at all leads out of bounds. */
function redirected(
  { status, headers: { location } }: { status: number; headers: IncomingHttpHeaders },
  from: URL,
): URL | null {
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return null;
  return URL.parse(location, from.href) ?? new URL("about:blank");
}

function userAgent(contact: string | null): string {
  const plain = contact?.replace(/[^\x20-\x7e]|[()\\]/g, "").trim() ?? "";
  return `Paperboy/${packageJson.version}${plain === "" ? "" : ` (+${plain})`}`;
}

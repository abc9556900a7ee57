import type { IncomingHttpHeaders } from "node:http";
import type { LookupFunction } from "node:net";
import type { Logger } from "pino";
import packageJson from "../../../package.json" with { type: "json" };
import { isTrusted, mayAsk, publicOnly, type Territory } from "./address.ts";
import type { Answer, Client, NoAnswer, Question } from "./answer.ts";
import { type Exchange, exchange, type ExchangeOptions } from "./exchange.ts";
import { createLine } from "./line.ts";
import { judge, movedTo, outOfBounds, type Verdict } from "./judge.ts";
import { leadsInward, proxyFor, type ProxySettings } from "./proxy.ts";
import type { SourceMemory } from "../source.ts";
import {
  afterAnswer,
  afterTrouble,
  asked,
  asOf,
  keptOut,
  readStanding,
  type Standing,
  staysAwayUntil,
  untilTurnMs,
} from "./standing.ts";
import { LONGEST_PAUSE } from "../pauses.ts";
import { asStored } from "../stored-values.ts";

export interface ClientOptions {
  /** As people know the far end: `arXiv`. */
  name: string;
  /** The addresses that the settings name. They are trusted, and all share one line and one pause. */
  bases: readonly string[];
  /**
   * Where redirects may lead, by https, with all below it: `arxiv.org`. Null for one host of many: it may be
   * any in the public internet, and redirects to another host are told instead of followed.
   */
  site: string | null;
  /** Between the starts of two requests, unless a question asks for more. */
  pauseMs: number;
  /** How long we stay away after a 401 or 403. Default 1 hour. */
  refusedRest?: Temporal.Duration;
  /** What the far end can reach its user by: an address or a page. */
  contact: string | null;
  /** Given to the addresses of the settings, and to no other. Default: none. */
  token?: string | null;
  /** Default: none. */
  proxy?: ProxySettings;
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
  token = null,
  proxy = { http: null, https: null, except: [] },
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
  let isTokenRefused = false;
  const memoryKey = `standing with ${name}`;
  const line = createLine();

  async function ask(url: URL, question: Question): Promise<Answer> {
    const standing = await change((before) => before);
    const until = staysAwayUntil(standing, now(), { evenIfResting: question.now ?? false });
    const awayMs = until ? msUntil(until) : 0;
    if (awayMs > MAX_WAIT_IN_PLACE_MS) return resting(standing, until);
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
      const { keptOutMs } = verdict;
      if (keptOutMs !== null) await change((before) => keptOut(before, now(), keptOutMs));
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
    const patienceMs = Math.max(pauseMs, question.pauseMs ?? 0);
    const headers = {
      "user-agent": userAgent(contact),
      accept: accept ?? "*/*",
      ...(known?.etag !== undefined && { "if-none-match": known.etag }),
      ...(known?.lastModified !== undefined && { "if-modified-since": known.lastModified }),
    };
    const trusts = (there: URL) =>
      isTrusted(there, territory) || (question.isTrusted === true && there.origin === start.origin);
    let url = start;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      if (!trusts(url) && !mayAsk(url, territory)) break;
      const turn = await takeTurn({ patienceMs, timeoutMs, signal });
      if (turn !== "ours") return { next: "done", answer: turn, keptOutMs: null };
      const authorization = isTrusted(url, territory) && !isTokenRefused && token !== null;
      const came = await send(url, trusts(url), {
        headers: { ...headers, ...(authorization && { authorization: `Bearer ${token}` }) },
        timeoutMs: Math.max(1, Math.ceil(Math.min(timeoutMs, msUntil(deadline)))),
        signal,
      });
      await change((standing) => ({ ...standing, busyUntil: null }));
      if (authorization && came.kind === "answered" && came.status === 401) {
        isTokenRefused = true;
        log.warn(
          { farEnd: name },
          "A source doesn't accept the token that is set for it; going on without it",
        );
        continue;
      }
      const next = came.kind === "answered" ? redirected(came, url) : null;
      if (next === null) return judge(came, { name, question, refusedRestMs, now: now() });
      if (site === null && /^https?:$/.test(next.protocol) && next.host !== start.host)
        return movedTo(name, next);
      url = next;
    }
    log.warn(
      { farEnd: name, origin: url.origin },
      "Refused a redirect that leads elsewhere or in circles",
    );
    return outOfBounds(name);
  }

  /** One request, directly or through a proxy, which looks up names by itself. */
  async function send(url: URL, trusted: boolean, options: ExchangeOptions): Promise<Exchange> {
    const through = proxyFor(url, proxy);
    if (through === null)
      return await exchange(url, { ...options, lookup: trusted ? lookup : publicOnly(lookup) });
    if (!trusted && (await leadsInward(url.hostname, publicOnly(lookup))))
      return { kind: "inward", why: "inward" };
    return await exchange(url, { ...options, lookup, proxy: through });
  }

  /**
   * Waits until it is our turn, and claims it in the same moment: other processes ask this far end too, and
   * may be asked to stay away meanwhile.
   */
  async function takeTurn({ patienceMs, timeoutMs, signal }: Turn): Promise<"ours" | Answer> {
    while (!signal.aborted) {
      const ownMs = leftAtMs !== null && steadyMs ? leftAtMs + patienceMs - steadyMs() : 0;
      let leftMs = 0;
      const standing = await change((before) => {
        leftMs = Math.max(ownMs, untilTurnMs(before, { now: now(), pauseMs: patienceMs }));
        return leftMs > 0 ? before : asked(before, now(), timeoutMs);
      });
      if (leftMs > MAX_WAIT_IN_PLACE_MS) return resting(standing, standing.keptOutUntil);
      if (leftMs === 0) {
        leftAtMs = steadyMs?.() ?? null;
        return "ours";
      }
      await waited(leftMs, signal);
    }
    return { kind: "stopped" };
  }

  function resting({ why }: Standing, until: Temporal.Instant | null): NoAnswer {
    return { kind: "resting", why: why ?? `Paperboy is giving ${name} a rest`, until };
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
    if (answer.kind !== "stopped" && answer.kind !== "resting")
      await change((standing) => afterAnswer(standing, now(), keptOutMs));
    return answer;
  }

  async function restAfter({ answer, keptOutMs }: Verdict): Promise<Answer> {
    if (!("why" in answer)) return answer;
    const trouble = { now: now(), random, why: answer.why, keptOutMs };
    const standing = await change((before) => afterTrouble(before, trouble));
    const until = staysAwayUntil(standing, now(), { evenIfResting: false });
    log.warn(
      { farEnd: name, why: answer.why, until: until?.toString() },
      "Leaving a source alone for a while",
    );
    return { ...answer, until };
  }

  const msUntil = (instant: Temporal.Instant) => now().until(instant).total("milliseconds");

  /** How we stand from now on. Also what is only looked at is saved: a pause cut short would begin anew. */
  async function change(to: (standing: Standing) => Standing): Promise<Standing> {
    let standing = readStanding(null);
    await memory.change(memoryKey, (saved) => {
      standing = to(asOf(readStanding(saved), now(), longestKeptOut));
      return asStored(standing);
    });
    return standing;
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

/** Of one request: how long after the last one it may leave, and how long it takes at most. */
interface Turn {
  patienceMs: number;
  timeoutMs: number;
  signal: AbortSignal;
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

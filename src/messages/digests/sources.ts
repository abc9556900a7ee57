import { isTroubled, type SourceHealth } from "../../papers/source-health.ts";
import { publishedDay } from "../layout/day.ts";
import { escape } from "../layout/escape.ts";
import { moment } from "../layout/moment.ts";
import * as say from "./wording.ts";

/** What is wrong first. */
const STATES_WORST_FIRST = [
  "failing",
  "stale",
  "truncated",
  "reading",
  "unread",
  "quiet",
  "fresh",
] as const;

const LONGEST_SOURCE_NAME = 40;
const LONGEST_TROUBLE = 200;
const MAX_SOURCES = 8;
const MAX_TROUBLED = 4;
const LONGEST_TALLY = 90;

/**
 * How each source is, and in small print what it gave: as many as `max` characters last for, what
 * is wrong first, and of the others how many are how.
 */
export function sourceLines(sources: readonly SourceHealth[], max: number): string[] {
  const all = worstFirst(sources);
  const lines: string[] = [];
  let room = max - LONGEST_TALLY;
  for (const source of all.slice(0, MAX_SOURCES)) {
    const shown = [howItIs(source), ...whatItGave(source)].join("\n");
    room -= shown.length + 1;
    if (room < 0) break;
    lines.push(shown);
  }
  const others = all.slice(lines.length);
  if (others.length === 0) return lines;
  return [...lines, `-# ${say.andMoreSources(others.length, tally(others))}`];
}

/** One line in small print where all is well; otherwise one more for each source in trouble. */
export function sourcesInShort(sources: readonly SourceHealth[]): string[] {
  const troubled = worstFirst(sources).filter(({ state }) => isTroubled(state));
  return [
    ...(sources.length > 0 ? [`-# ${allInShort(sources)}`] : []),
    ...troubled.slice(0, MAX_TROUBLED).map((source) => `-# ${howItIs(source)}`),
  ];
}

/** `3 sources, all up to date`, or `3 sources: 1 failing, 2 up to date` */
function allInShort(sources: readonly SourceHealth[]): string {
  const states = new Set(sources.map(({ state }) => state));
  const [state] = states;
  if (state === undefined || states.size > 1) return say.sources(sources.length, tally(sources));
  return say.sourcesAll(sources.length, say.STATES[state]);
}

/** Sources that are as they are keep their order. */
function worstFirst(sources: readonly SourceHealth[]): SourceHealth[] {
  return sources.toSorted(
    (a, b) => STATES_WORST_FIRST.indexOf(a.state) - STATES_WORST_FIRST.indexOf(b.state),
  );
}

/** `2 failing, 1 quiet, 12 up to date` */
function tally(sources: readonly SourceHealth[]): string {
  const counts = STATES_WORST_FIRST.map((state) => ({
    state,
    count: sources.filter((source) => source.state === state).length,
  }));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => say.inState(count, say.STATES[state]))
    .join(", ");
}

/** The state, since when, and why. */
function howItIs({ name, state, since, trouble }: SourceHealth): string {
  const how = isTroubled(state) ? `**${say.STATES[state]}**` : say.STATES[state];
  const sinceWhen = since === null ? how : say.since(how, moment(since, "f"));
  const why = escape(withoutName(trouble ?? "", name), LONGEST_TROUBLE);
  const line = `${escape(name, LONGEST_SOURCE_NAME)}: ${sinceWhen}`;
  if (why === "") return line;
  return isTroubled(state) ? `${line}: ${why}` : `${line} · ${why}`;
}

function whatItGave({ state, readAt, newest }: SourceHealth): string[] {
  const never = state === "unread" || state === "reading" ? [] : [say.NEVER_FULLY_READ];
  const read = isTroubled(state) ? say.lastFullyRead : say.read;
  const parts = [
    ...(readAt === null ? never : [read(moment(readAt, "R"))]),
    ...(newest === null ? [] : [say.newestListing(publishedDay(newest))]),
  ];
  return parts.length === 0 ? [] : [`-# ${parts.join(" · ")}`];
}

/** The name stands before it already. */
function withoutName(trouble: string, name: string): string {
  return trouble.startsWith(`${name} `) ? trouble.slice(name.length + 1) : trouble;
}

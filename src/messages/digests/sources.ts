import { isTroubled, type SourceHealth, type SourceState } from "../../papers/source-health.ts";
import { publishedDay } from "../layout/day.ts";
import { escape } from "../layout/escape.ts";
import { moment } from "../layout/moment.ts";
import { counted, many } from "../layout/wording.ts";

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
  return [...lines, `-# … and ${many(others.length)} more: ${tally(others)}`];
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
  const count = counted(sources.length, "source");
  const states = new Set(sources.map(({ state }) => state));
  const [state] = states;
  if (state === undefined || states.size > 1) return `${count}: ${tally(sources)}`;
  return `${count}, ${sources.length > 1 ? "all " : ""}${word(state)}`;
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
    .map(({ state, count }) => `${many(count)} ${word(state)}`)
    .join(", ");
}

/** The state, since when, and why. */
function howItIs({ name, state, since, trouble }: SourceHealth): string {
  const how = isTroubled(state) ? `**${word(state)}**` : word(state);
  const when = since === null ? "" : ` since ${moment(since, "f")}`;
  const why = escape(withoutName(trouble ?? "", name), LONGEST_TROUBLE);
  const line = `${escape(name, LONGEST_SOURCE_NAME)}: ${how}${when}`;
  if (why === "") return line;
  return isTroubled(state) ? `${line}: ${why}` : `${line} · ${why}`;
}

function whatItGave({ state, readAt, newest }: SourceHealth): string[] {
  const never = state === "unread" || state === "reading" ? [] : ["never fully read"];
  const read = isTroubled(state) ? "last fully read" : "read";
  const parts = [
    ...(readAt === null ? never : [`${read} ${moment(readAt, "R")}`]),
    ...(newest === null ? [] : [`newest listing from ${publishedDay(newest)}`]),
  ];
  return parts.length === 0 ? [] : [`-# ${parts.join(" · ")}`];
}

/** The name stands before it already. */
function withoutName(trouble: string, name: string): string {
  return trouble.startsWith(`${name} `) ? trouble.slice(name.length + 1) : trouble;
}

function word(state: SourceState): string {
  return WORDS[state];
}

const WORDS: Record<SourceState, string> = {
  fresh: "up to date",
  quiet: "quiet",
  stale: "out of date",
  truncated: "incomplete",
  failing: "failing",
  unread: "not read yet",
  reading: "being read",
};

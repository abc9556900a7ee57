import type { SourceHealth } from "../../papers/source-health.ts";
import { LIMITS, reply } from "../layout/budget.ts";
import { lengthShown } from "../layout/command-mention.ts";
import { escape } from "../layout/escape.ts";
import { moment, moments } from "../layout/moment.ts";
import { container, separator, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import { sourceLines } from "./sources.ts";
import * as say from "./wording.ts";

/** Why no digest is to come, or why one waits. */
export type Halt =
  | { why: "asked"; until: Temporal.Instant | null }
  /** With a `cause`, `permission` is a clause about what is in the way. */
  | { why: "blocked"; permission: string; cause?: string | undefined };

/** What became of one digest. */
export interface RunLine {
  /** Its slot, or when it was sent by hand. */
  at: Temporal.Instant;
  byHand: boolean;
  /** The weekly round-up. Default false. */
  isRoundUp?: boolean;
  /** In the words of the closed set of outcomes. */
  outcome: string;
  /** The permission that it waits for, or what is in the way. */
  missing: string | null;
  /** Papers that were delivered, and that it was to bring. */
  papers: number;
  planned: number;
  note: string | null;
}

export interface DigestStatus {
  place: Place;
  topics: number;
  /** New papers that the next digest, and those after it, will bring. */
  waiting: number;
  /** Papers whose wait ended without a place, in the last seven days. */
  missed: number;
  /** Null while none is to come. */
  next: Temporal.Instant | null;
  halt: Halt | null;
  /** Newest first. */
  runs: RunLine[];
  /** A line about the channel's webhook; null, or left out, where it has none. */
  webhook?: string | null;
  sources: readonly SourceHealth[];
}

/** More than any hint about permissions has, in which names are cut. */
const LONGEST_NOTE = 700;
const MAX_NOTES = 2;
/** For the notes of all runs: those of the newest come first, and whole. */
const NOTES_ROOM = 1800;
/** Of a note that has no room: less than this says nothing. */
const SHORTEST_NOTE = 60;
const LONGEST_SOURCES = 1500;
const SOURCES_HEADING = `**${say.SOURCES}**`;

export function digestStatus(status: DigestStatus): Reply {
  const { place, topics, waiting, missed, next, halt, runs, sources, webhook = null } = status;
  const inShort = [
    say.topics(topics),
    say.newPapersWaiting(waiting),
    ...(missed > 0 ? [say.missedThisWeek(missed)] : []),
  ];
  const state = [
    `### ${say.digests(inPlace(place))}`,
    ...(halt === null ? [] : [haltLine(halt)]),
    ...(next === null ? [] : [say.next(moments(next))]),
    ...(webhook === null ? [] : [webhook]),
    `-# ${inShort.join(" · ")}`,
  ];
  let notesRoom = NOTES_ROOM;
  const runLines = runs.flatMap((run) => {
    const notes = noteLines(run, notesRoom);
    notesRoom -= notes.join("\n").length;
    return [runLine(run), ...notes];
  });
  const present = state.join("\n");
  const past = [`**${say.LAST_DIGESTS}**`, ...(runs.length > 0 ? runLines : [say.NONE_YET])].join(
    "\n",
  );
  const room =
    LIMITS.textInMessage - lengthShown(present) - past.length - SOURCES_HEADING.length - 1;
  const lines = sourceLines(sources, Math.min(LONGEST_SOURCES, room));
  return reply([
    container([
      text(present),
      separator(),
      text(past),
      separator(),
      text([SOURCES_HEADING, ...lines].join("\n")),
    ]),
  ]);
}

/**
 * What became of a digest that somebody sent by hand. `url` is where it begins, null where nothing of
 * it stands; `goesOn` while it is being sent in the background; `isStart` where it has the papers that a new
 * topic begins with.
 */
export function sentNotice(
  place: Place,
  run: RunLine,
  { url, goesOn, isStart = false }: { url: string | null; goesOn: boolean; isStart?: boolean },
): Reply {
  const isOpen = run.outcome === "planned" || run.outcome === "sending";
  const became = isFromArchive(run)
    ? isStart
      ? say.BEST_WERE_SENT
      : say.ARCHIVE_WAS_SENT
    : say.BECAME[run.outcome];
  const lines = [
    `### ${say.digest(inPlace(place))}`,
    became ?? say.becameSomethingElse(run.outcome),
  ];
  if (isOpen) lines.push(goesOn ? say.GOES_ON : say.TRIES_FOR_AN_HOUR);
  if (run.outcome === "nothing new" && url === null) lines.push(say.NOTHING_POSTED);
  const sent = [
    ...(run.planned > 0 ? [say.papersSent(run.papers, run.planned)] : []),
    ...(url === null ? [] : [url]),
  ];
  if (sent.length > 0) lines.push(`-# ${sent.join(" · ")}`);
  return reply([container([text([...lines, ...noteLines(run, NOTES_ROOM)].join("\n"))])]);
}

export function runLine(run: RunLine): string {
  const { at, byHand, isRoundUp = false, missing, planned } = run;
  const outcome = isFromArchive(run)
    ? say.FROM_THE_ARCHIVE
    : (say.OUTCOMES[run.outcome] ?? run.outcome);
  const became = missing === null ? outcome : `${outcome}: ${escape(missing, 100)}`;
  const parts = [
    moment(at, "f"),
    ...(byHand ? [say.ON_REQUEST] : []),
    ...(isRoundUp ? [say.ROUND_UP.run] : []),
    `**${became}**`,
  ];
  if (planned > 0) parts.push(say.papersSent(run.papers, planned));
  return parts.join(" · ");
}

/** On a day without news the channel may want papers of the archive: they are not "nothing". */
function isFromArchive({ outcome, planned }: RunLine): boolean {
  return outcome === "nothing new" && planned > 0;
}

/** A note has a line for each thing to know; the last ones say how it ended. */
function noteLines({ note }: RunLine, room: number): string[] {
  const lines = (note ?? "").split("\n").filter((line) => escape(line, LONGEST_NOTE) !== "");
  let left = room;
  return lines.slice(-MAX_NOTES).flatMap((line) => {
    if (left < SHORTEST_NOTE) return [];
    const shown = `-# ${escape(line, Math.min(LONGEST_NOTE, left))}`;
    left -= shown.length;
    return [shown];
  });
}

export function haltLine(halt: Halt): string {
  if (halt.why === "blocked" && halt.cause !== undefined)
    return say.blockedBy(escape(halt.permission, 100));
  if (halt.why === "blocked") return say.blockedWithout(escape(halt.permission, 100));
  return halt.until === null ? say.PAUSED : say.pausedUntil(moments(halt.until));
}

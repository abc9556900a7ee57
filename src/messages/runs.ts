import type { SourceHealth } from "../papers/source-health.ts";
import { LIMITS, reply } from "./budget.ts";
import { escape } from "./escape.ts";
import { moment, moments } from "./moment.ts";
import { container, separator, text } from "./parts.ts";
import { inPlace, type Place } from "./place.ts";
import type { Reply } from "./reply.ts";
import { sourceLines } from "./sources.ts";
import { counted } from "./wording.ts";

/** Why no digest is to come, or why one is held up. */
export type Halt =
  | { why: "asked"; until: Temporal.Instant | null }
  /** With a `cause`, `permission` is a clause about what is in the way. */
  | { why: "blocked"; permission: string; cause?: string | undefined };

/** What became of one digest. */
export interface RunLine {
  /** Its slot, or when it was sent by hand. */
  at: Temporal.Instant;
  byHand: boolean;
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
  /** Null while none is to come. */
  next: Temporal.Instant | null;
  halt: Halt | null;
  /** Newest first. */
  runs: RunLine[];
  sources: readonly SourceHealth[];
}

const LONGEST_NOTE = 170;
const MOST_NOTES = 2;
const LONGEST_SOURCES = 1500;
const SOURCES_HEADING = "**Sources**";

export function digestStatus(status: DigestStatus): Reply {
  const { place, topics, waiting, next, halt, runs, sources } = status;
  const state = [
    `### Digests ${inPlace(place)}`,
    ...(halt === null ? [] : [haltLine(halt)]),
    ...(next === null ? [] : [`Next: ${moments(next)}`]),
    `-# ${counted(topics, "topic")} · ${counted(waiting, "new paper")} ${waiting === 1 ? "waits" : "wait"}`,
  ];
  const runLines = runs.flatMap((run) => [runLine(run), ...noteLines(run)]);
  const present = state.join("\n");
  const past = ["**Last digests**", ...(runs.length > 0 ? runLines : ["None yet"])].join("\n");
  const room = LIMITS.textInMessage - present.length - past.length - SOURCES_HEADING.length - 1;
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

/** What became of a digest that somebody sent by hand. */
export function sentNotice(place: Place, run: RunLine): Reply {
  const lines = [
    `### Digest ${inPlace(place)}`,
    SENT[run.outcome] ?? `It ended as: ${run.outcome}`,
  ];
  if (run.planned > 0) lines.push(`-# ${papersOf(run)}`);
  return reply([container([text([...lines, ...noteLines(run)].join("\n"))])]);
}

const SENT: Record<string, string> = {
  planned: "It is on its way.",
  sending: "It is on its way.",
  sent: "It is sent.",
  "sent late": "It is sent.",
  "nothing new": "Nothing is new there.",
  "partly sent": "A part of it is sent.",
  blocked: "It can't be posted there yet.",
  failed: "It could not be sent. Its papers wait for the next one.",
};

export function runLine(run: RunLine): string {
  const { at, byHand, outcome, missing, planned } = run;
  const became = missing === null ? outcome : `${outcome}: ${escape(missing, 100)}`;
  const parts = [moment(at, "f"), ...(byHand ? ["by hand"] : []), `**${became}**`];
  if (planned > 0) parts.push(papersOf(run));
  return parts.join(" · ");
}

function papersOf({ papers, planned }: Pick<RunLine, "papers" | "planned">): string {
  return papers < planned ? `${papers} of ${counted(planned, "paper")}` : counted(planned, "paper");
}

/** A note has a line for each thing to know; the last ones say how it ended. */
function noteLines({ note }: RunLine): string[] {
  const lines = (note ?? "").split("\n").map((line) => escape(line, LONGEST_NOTE));
  return lines
    .filter((line) => line !== "")
    .slice(-MOST_NOTES)
    .map((line) => `-# ${line}`);
}

export function haltLine(halt: Halt): string {
  if (halt.why === "blocked" && halt.cause !== undefined)
    return `Blocked: **${escape(halt.permission, 100)}**. The digest comes by itself once that is over.`;
  if (halt.why === "blocked")
    return `Blocked: **${escape(halt.permission, 100)}** is missing. The digest comes by itself once it is granted.`;
  return halt.until === null
    ? "Paused until somebody uses `/digest resume`."
    : `Paused until ${moments(halt.until)}.`;
}

import { reply } from "./layout/budget.ts";
import { type Action, actionButton } from "./papers/card.ts";
import { day } from "./layout/day.ts";
import { inQuotes } from "./layout/wording.ts";
import { escape } from "./layout/escape.ts";
import { container, row, text } from "./layout/parts.ts";
import type { Reply } from "./layout/reply.ts";
import {
  type Correction,
  correctionLines,
  incompleteLines,
  type ListWording,
  readingLines,
  type ResultPage,
} from "./papers/results.ts";
import * as say from "./wording.ts";

export interface ErrorDetails {
  /** What to do, in Markdown that is ready to be shown. */
  advice?: string | null;
  /** Under which the log has it, where the fault is ours. */
  id?: string | null;
}

/** What the asker sees when a request failed. */
export function errorNotice(what: string, { advice = null, id = null }: ErrorDetails = {}): Reply {
  const words = [escape(what, 1500), ...(advice === null ? [] : [advice])].join(" ");
  const small = id === null ? [] : [`-# ${say.errorNumber(escape(id, 20))}`];
  return reply([container([text([words, ...small].join("\n"))])]);
}

/** What is true of no paper. */
export type FilterReason =
  | { kind: "since" | "before" | "code" | "several" }
  /** `text` of a time: `from 2024`. */
  | { kind: "title" | "organisation" | "author" | "time"; text: string };

/** Why a list is empty, and what to try instead. */
export interface EmptyList {
  wording: Pick<ListWording, "nothing" | "advice">;
  /** The words typed, or the title of the paper that others should have been like; "" for all. */
  about: string;
  since: string | null;
  codeOnly: boolean;
  corrected: readonly Correction[];
  understood: string | null;
  unread: ResultPage["unread"];
  lacksAuthors: boolean;
  /** As in `ResultPage`. */
  isIncomplete?: boolean;
  /** How many papers there are without `since`, `codeOnly` and the need for a date. */
  withoutLimits: number;
  /** Null where it is not the filters in the query that leave nothing. */
  tooNarrow: {
    reason: FilterReason;
    /** As they go on behind papers: `from Stanford, dated 1999`. */
    filters: string;
    /** What is asked for without them: `papers on “marmots”`, or only `papers`; and how many that are. */
    papers: string;
    total: number;
  } | null;
  /** How many of these have no date. */
  undated: number;
  /** There is no paper at all, whatever was asked for. Default false. */
  isLibraryEmpty?: boolean;
  /** Buttons that ask for something else. */
  instead: Action[];
}

export function nothingFound(empty: EmptyList): Reply {
  const lines = [
    nothing(empty),
    ...readingLines(empty),
    ...correctionLines(empty.corrected),
    ...incompleteLines(empty),
    ...adviceOn(empty),
  ].join("\n");
  const buttons = empty.instead.map((action, i) => actionButton({ ...action, isMain: i === 0 }));
  return reply([container([text(lines), ...(buttons.length > 0 ? [row(buttons)] : [])])]);
}

function nothing(empty: EmptyList): string {
  const { wording, about, since, codeOnly, isLibraryEmpty = false, tooNarrow } = empty;
  if (tooNarrow) {
    const { papers, reason, filters } = tooNarrow;
    return say.noPapersThat(escape(papers, 200), lacking(reason, filters));
  }
  if (isLibraryEmpty) return say.NO_PAPERS_YET;
  const quoted = `“${escape(about, 200)}”`;
  const limits = [
    ...(about === "" ? [] : [say.limits.on(quoted)]),
    ...(since === null ? [] : [say.limits.since(day(since))]),
    ...(codeOnly ? [say.limits.withCode] : []),
  ];
  return `${wording.nothing(limits, quoted)}.`;
}

function lacking(reason: FilterReason, filters: string): string {
  switch (reason.kind) {
    case "since":
    case "before":
    case "code":
      return say.LACKING[reason.kind];
    case "title":
    case "organisation":
    case "author":
    case "time":
      return say.LACKING[reason.kind](escape(reason.text, 100));
    case "several":
    default:
      return say.LACKING.several(escape(filters, 200));
  }
}

/** None where no words would help. */
function adviceOn(empty: EmptyList): string[] {
  const { wording, about, since, codeOnly, withoutLimits, tooNarrow } = empty;
  const { undated, instead, isLibraryEmpty = false } = empty;
  if (tooNarrow) {
    const { filters, total } = tooNarrow;
    return [`-# ${say.without(inQuotes(escape(filters, 200)), total, undated)}`];
  }
  // Nobody set a limit: the list is one of papers with a date.
  if (withoutLimits > 0 && since === null && !codeOnly)
    return [`-# ${say.withoutDate(withoutLimits)}`];
  if (withoutLimits > 0) {
    const limits = since !== null && codeOnly ? say.THESE_FILTERS : say.THAT_FILTER;
    return [`-# ${say.without(limits, withoutLimits, undated)}`];
  }
  if (instead.length > 0) return [`-# ${say.DID_YOU_MEAN}`];
  if (isLibraryEmpty) return [];
  const advice = wording.advice ?? (about === "" ? null : say.TRY_OTHER_WORDS);
  return advice === null ? [] : [`-# ${advice}`];
}

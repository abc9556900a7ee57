import { reply } from "./layout/budget.ts";
import type { Action } from "./papers/card.ts";
import { day } from "./layout/day.ts";
import { escape } from "./layout/escape.ts";
import { button, container, row, text } from "./layout/parts.ts";
import type { Reply } from "./layout/reply.ts";
import {
  type Correction,
  correctionLines,
  type ListWording,
  readingLines,
} from "./papers/results.ts";
import { counted, many } from "./layout/wording.ts";

/**
 * What the asker sees when a request failed: what to do, and, where the fault is ours, the id under
 * which the log has it.
 */
export function errorNotice(message: string, id: string | null): Reply {
  const small = id === null ? [] : [`-# Error ${escape(id, 20)}`];
  return reply([container([text([escape(message, 1500), ...small].join("\n"))])]);
}

/** Why a list is empty, and what to try instead. */
export interface EmptyList {
  wording: Pick<ListWording, "nothing">;
  /** The words typed, or the title of the paper that others should have been like; "" for all. */
  about: string;
  since: string | null;
  codeOnly: boolean;
  corrected: readonly Correction[];
  understood: string | null;
  lacksAuthors: boolean;
  /** How many papers there are without `since`, `codeOnly` and the need for a date. */
  withoutLimits: number;
  /** How many of these have no date. */
  undated: number;
  /** Buttons that ask for something else. */
  instead: Action[];
}

export function nothingFound(empty: EmptyList): Reply {
  const lines = [
    nothing(empty),
    ...readingLines(empty),
    ...correctionLines(empty.corrected),
    advice(empty),
  ].join("\n");
  const buttons = empty.instead.map(({ label, customId }) => button(label, customId));
  return reply([container([text(lines), ...(buttons.length > 0 ? [row(buttons)] : [])])]);
}

function nothing({ wording, about, since, codeOnly, withoutLimits }: EmptyList): string {
  if (about === "" && withoutLimits === 0)
    return "There are no papers yet. They show up here once Paperboy has read its sources.";
  const quoted = `“${escape(about, 200)}”`;
  const limits = [
    ...(about === "" ? [] : [`on ${quoted}`]),
    ...(since === null ? [] : [`since ${day(since)}`]),
    ...(codeOnly ? ["with code"] : []),
  ];
  return `${wording.nothing(limits, quoted)}.`;
}

function advice({ since, codeOnly, withoutLimits, undated, instead }: EmptyList): string {
  if (withoutLimits > 0) {
    const limits = since !== null && codeOnly ? "these filters" : "that filter";
    const leftOut = undated > 0 ? `, ${many(undated)} of them undated` : "";
    return `-# Without ${limits}: ${counted(withoutLimits, "paper")}${leftOut}`;
  }
  return instead.length > 0
    ? "-# Did you mean:"
    : "-# Try fewer words, or words you'd expect in a title";
}

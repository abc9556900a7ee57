import { reply } from "../layout/budget.ts";
import { escape } from "../layout/escape.ts";
import { moment } from "../layout/moment.ts";
import { container, text } from "../layout/parts.ts";
import type { Reply } from "../layout/reply.ts";
import { pageButtons } from "../papers/results.ts";
import { many, type PageNumber, shownRange, whichPage } from "../layout/wording.ts";

/** Something that somebody changed. */
export interface ChangeLine {
  at: Temporal.Instant;
  /** Null: Paperboy itself. */
  userId: string | null;
  /** Null where it is clear, in a direct message. */
  channelId: string | null;
  /** `subscribed to “diffusion”` */
  did: string;
}

export interface ChangePage extends PageNumber {
  /** Newest first. */
  changes: ChangeLine[];
  /** Changes on earlier pages, and on all. */
  before: number;
  total: number;
  /** Custom ids; null where there is no such page. */
  previous: string | null;
  next: string | null;
}

const LONGEST_CHANGE = 230;

export function changePage(page: ChangePage): Reply {
  const { changes, before, total, previous, next } = page;
  if (total === 0)
    return reply([
      container([
        text(
          "### Changes\nNo changes yet. They show up here when someone uses a `/digest` command.",
        ),
      ]),
    ]);
  const lines = changes.map(({ at, userId, channelId, did }) => {
    const where = channelId === null ? "" : ` in <#${channelId}>`;
    const who = userId === null ? "Paperboy" : `<@${userId}>`;
    return `${moment(at, "f")} ${who}${where}: ${escape(did, LONGEST_CHANGE)}`;
  });
  const range = `${shownRange(before, changes.length)} of ${many(total)}`;
  const footer = `-# ${range}${whichPage(page)}`;
  const buttons = previous === null && next === null ? [] : [pageButtons({ previous, next })];
  return reply([container([text(["### Changes", ...lines, footer].join("\n")), ...buttons])]);
}

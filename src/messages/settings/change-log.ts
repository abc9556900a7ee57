import { reply } from "../layout/budget.ts";
import { escape } from "../layout/escape.ts";
import { moment } from "../layout/moment.ts";
import { container, text } from "../layout/parts.ts";
import type { Reply } from "../layout/reply.ts";
import { pageButtons } from "../papers/results.ts";
import { type PageNumber, shownRange, whichPage } from "../layout/wording.ts";
import * as say from "./wording.ts";

/** Something that somebody changed. */
export interface ChangeLine {
  at: Temporal.Instant;
  /** Null: Paperboy itself. */
  userId: string | null;
  /** Whether it was somebody who wanted to be forgotten. */
  isFormer?: boolean;
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
  if (total === 0) return reply([container([text(`### ${say.CHANGES}\n${say.NO_CHANGES_YET}`)])]);
  const lines = changes.map(({ at, userId, isFormer = false, channelId, did }) => {
    const channel = channelId === null ? null : `<#${channelId}>`;
    const who = isFormer ? say.A_FORMER_USER : userId === null ? say.PAPERBOY : `<@${userId}>`;
    return say.change(escape(did, LONGEST_CHANGE), { when: moment(at, "f"), who, channel });
  });
  const range = say.of(shownRange(before, changes.length), total);
  const footer = `-# ${range}${whichPage(page)}`;
  const buttons = previous === null && next === null ? [] : [pageButtons({ previous, next })];
  return reply([
    container([text([`### ${say.CHANGES}`, ...lines, footer].join("\n")), ...buttons]),
  ]);
}

import type { Paper } from "../../papers/paper.ts";
import { reply } from "../layout/budget.ts";
import { button, container, linkButton, row, text } from "../layout/parts.ts";
import type { Reply } from "../layout/reply.ts";
import { counted } from "../layout/wording.ts";
import { paperLine, plainTitle } from "../papers/card.ts";
import {
  discussionLine,
  discussionReply,
  OPEN_THREAD,
  POST_INVITATION,
  SHOW_PAPER,
  THREAD_INVITATION,
} from "./wording.ts";

/** Discord's limit of a thread's name. */
const LONGEST_TITLE = 100;

/** Of the thread, or of the forum's post. */
export function openingTitle(paper: Paper): string {
  return plainTitle(paper, LONGEST_TITLE);
}

/** The message from which the thread of a paper is started; `mark` opens the paper. */
export function openingMessage(paper: Paper, mark: string, isPost: boolean): Reply {
  const invitation = isPost ? POST_INVITATION : THREAD_INVITATION;
  return reply([
    container([text(`${paperLine(paper, [])}\n-# ${invitation}`), row([button(SHOW_PAPER, mark)])]),
  ]);
}

/** A thread that people can go to. */
export interface ThreadLink {
  guildId: string;
  threadId: string;
  /** Without the first; null where nobody can say. */
  messages: number | null;
}

/** On a card: where the paper is discussed, and how much. */
export function discussedLine({
  threadId,
  messages,
}: Pick<ThreadLink, "threadId" | "messages">): string {
  return discussionLine(`<#${threadId}>`, messages);
}

/** What somebody who wants to discuss a paper is told. */
export function discussionNotice(
  how: keyof typeof discussionReply,
  { guildId, threadId, messages }: ThreadLink,
): Reply {
  const count = messages === null || messages === 0 ? "" : `\n-# ${counted(messages, "message")}`;
  const url = `https://discord.com/channels/${guildId}/${threadId}`;
  return reply([
    container([
      text(`${discussionReply[how](`<#${threadId}>`)}${count}`),
      row([linkButton(OPEN_THREAD, url)]),
    ]),
  ]);
}

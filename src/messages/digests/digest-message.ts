import {
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  ComponentType,
} from "discord-api-types/v10";
import type { Paper } from "../../papers/paper.ts";
import { reply } from "../layout/budget.ts";
import { customId } from "../layout/custom-id.ts";
import { day } from "../layout/day.ts";
import { escape } from "../layout/escape.ts";
import { moment } from "../layout/moment.ts";
import { button, container, row, separator, text } from "../layout/parts.ts";
import type { Reply } from "../layout/reply.ts";
import { leftOverLine } from "./left-over.ts";
import { openMenu } from "../papers/results.ts";
import { type ShownVotes, votesIn, withVoteButton } from "../papers/votes.ts";
import { type DigestPaper, linesOf, visibleName } from "./digest-paper.ts";
import * as say from "./wording.ts";

/** What every digest says of itself. */
export interface DigestFrame {
  id: string;
  /** Local date of its slot, `2026-11-21`. */
  date: string;
  /** When it was due, if it comes late. */
  lateSince: Temporal.Instant | null;
  /** Set where it goes to a person, who is told how to stop it. */
  isPersonal?: boolean;
}

/** What all messages of a digest with papers have in common. */
export interface DigestEdition extends DigestFrame {
  /** "best": of the archive, what a new topic begins with. */
  from: "new" | "archive" | "best";
  /** New papers that did not fit, and wait. */
  waiting: number;
  /** Papers whose wait ended without a place, in the last seven days. */
  missed: number;
  /** Custom id of the button that shows these; null where there is no digest yet, as in a preview. */
  more: string | null;
  /** The one role to mention. */
  roleId: string | null;
  /** What people here voted for that brought papers forward. Default: nothing did. */
  liked?: readonly string[];
  /** Default: nobody can vote. */
  votes?: ShownVotes;
}

/** A paper as it stands in a message: what is measured and never parted. */
export interface Block {
  paper: Paper;
  words: readonly string[];
  /** The topic under which it stands; null where that is not known any more. */
  heading: string | null;
  lines: string;
}

/** What a message says around its papers. */
export interface DigestMargins {
  /** The first says what it is; the others, which they are. */
  head: APIComponentInContainer[];
  /** What is left over, in the last. */
  tail: APIComponentInContainer[];
}

/** One of a digest's messages. */
export interface DigestSheet extends DigestMargins {
  blocks: readonly Block[];
  /** Null where nobody can vote. */
  votes: ShownVotes;
  /** What its menu carries; see `digestMark`. */
  mark: string;
  /** The role that it mentions. */
  roleId: string | null;
}

/** One message, and the papers it shows, in their order. */
export interface LaidOut {
  payload: Reply;
  paperIds: string[];
}

const LONGEST_HEADING = 150;
const LONGEST_LIKED = 60;

/**
 * What a message of a digest carries in a custom id, so that it can be found again in the
 * channel's history. `number` is the message's within the digest, from 1.
 */
export function digestMark(digestId: string, number: number): string {
  return customId("digest.open", digestId, number);
}

export function blockOf(one: DigestPaper, heading: string): Block {
  return {
    paper: one.paper,
    words: one.words,
    heading: `### ${visibleName(heading, LONGEST_HEADING)}`,
    lines: linesOf(one),
  };
}

/** The margins, and the mention, of the message with a number, from 1. */
export function marginsOf(
  edition: DigestEdition,
  { number, isLast }: { number: number; isLast: boolean },
): DigestMargins & Pick<DigestSheet, "roleId" | "votes"> {
  return {
    head: [text(headOf(edition, number))],
    tail: isLast ? tailOf(edition) : [],
    roleId: number === 1 ? edition.roleId : null,
    votes: edition.votes ?? null,
  };
}

export function laidOut(sheet: DigestSheet): LaidOut {
  return {
    payload: reply(componentsOf(sheet), { mention: sheet.roleId }),
    paperIds: sheet.blocks.map(({ paper }) => paper.id),
  };
}

/** A head, and then one text for each paper, with its button where people can vote. */
export function componentsOf({
  blocks,
  head,
  tail,
  mark,
  roleId,
  votes,
}: DigestSheet): APIMessageTopLevelComponent[] {
  const inside = [...head];
  for (const [i, { paper, heading, lines }] of blocks.entries()) {
    const isHeaded = heading !== null && heading !== blocks[i - 1]?.heading;
    const shown = isHeaded ? `${heading}\n${lines}` : lines;
    inside.push(separator(), withVoteButton(shown, paper.id, votes));
  }
  inside.push(openMenu({ hits: blocks, open: mark }), ...tail);
  return [...mentionOf(roleId), container(inside)];
}

/** The margins of a message as it was laid out, and the votes that it shows. */
export function marginsIn({ components }: Reply): DigestMargins & Pick<DigestSheet, "votes"> {
  const box = components.find(({ type }) => type === ComponentType.Container);
  const inside = box?.type === ComponentType.Container ? box.components : [];
  const firstPaper = inside.findIndex(({ type }) => type === ComponentType.Separator);
  const menu = inside.findLastIndex(
    (one) =>
      one.type === ComponentType.ActionRow &&
      one.components.some(({ type }) => type === ComponentType.StringSelect),
  );
  return {
    head: inside.slice(0, Math.max(0, firstPaper)),
    tail: inside.slice(menu + 1),
    votes: votesIn(components),
  };
}

export function mentionOf(roleId: string | null): APIMessageTopLevelComponent[] {
  return roleId === null ? [] : [text(`<@&${roleId}>`)];
}

function headOf(edition: DigestEdition, number: number): string {
  const title = say.TITLES[edition.from];
  const whyOld = say.WHY_OLD[edition.from];
  if (number > 1) return `-# ${title} · ${day(edition.date)} · ${number}`;
  return [
    `## ${title} · ${day(edition.date)}`,
    ...(whyOld === null ? [] : [`-# ${whyOld}`]),
    ...likedLine(edition),
    ...lateLine(edition),
  ].join("\n");
}

function likedLine({ liked = [] }: DigestEdition): string[] {
  const shown = liked.map((what) => escape(what, LONGEST_LIKED)).filter((what) => what !== "");
  return shown.length > 0 ? [`-# ${say.likedHere(shown)}`] : [];
}

export function lateLine({ lateSince }: DigestFrame): string[] {
  if (lateSince === null) return [];
  return [`-# ${say.late(moment(lateSince, "f"))}`];
}

export function stopLine({ isPersonal = false }: DigestFrame): string[] {
  return isPersonal ? [`-# ${say.HOW_TO_STOP}`] : [];
}

function tailOf({ waiting, missed, more, ...frame }: DigestEdition): APIComponentInContainer[] {
  const left = leftOverLine(waiting, missed).map(text);
  const stop = stopLine(frame).map(text);
  const isButton = waiting > 0 && more !== null;
  return [
    ...left,
    ...(isButton ? [row([button(say.labels.showMore(waiting), more, { primary: true })])] : []),
    ...stop,
  ];
}

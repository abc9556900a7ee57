import {
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  type APIStringSelectComponent,
  ComponentType,
} from "discord-api-types/v10";
import type { Paper } from "../../papers/paper.ts";
import { LIMITS, measure, reply } from "../layout/budget.ts";
import { paperLine } from "../papers/card.ts";
import { customId } from "../layout/custom-id.ts";
import { day } from "../layout/day.ts";
import { escape } from "../layout/escape.ts";
import { moment } from "../layout/moment.ts";
import { button, container, row, separator, text } from "../layout/parts.ts";
import type { Reply } from "../layout/reply.ts";
import { openMenu } from "../papers/results.ts";
import { listed, many } from "../layout/wording.ts";

/** A paper in a digest, and why it is there. */
export interface DigestPaper {
  paper: Paper;
  /** The query that it matches best. */
  topic: string;
  /** Words of the paper that matched, folded. */
  words: readonly string[];
  fields: readonly ("title" | "text" | "organisation")[];
}

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

export interface DigestPage extends DigestFrame {
  from: "new" | "archive";
  sections: { heading: string; papers: readonly DigestPaper[] }[];
  /** New papers that did not fit. */
  waiting: number;
  /** Custom id of the button that shows these; null where there is no digest yet, as in a preview. */
  more: string | null;
  /** The one role to mention. */
  roleId: string | null;
}

/** One message, and the papers it shows, in their order. */
export interface LaidOut {
  payload: Reply;
  paperIds: string[];
}

/** A margin below Discord's limits, in which a preview says what it is, with buttons to turn pages. */
const TEXT_BUDGET = LIMITS.textInMessage - 300;
const COMPONENT_BUDGET = LIMITS.componentsInMessage - 4;

const LONGEST_HEADING = 150;
const LONGEST_TOPIC = 150;
const LONGEST_WORD = 30;
const MAX_WORDS = 6;
const MAX_TOPICS = 5;

/**
 * What a message of a digest carries in a custom id, so that it can be found again in the
 * channel's history. `number` is the message's within the digest, from 1.
 */
export function digestMark(digestId: string, number: number): string {
  return customId("digest.open", digestId, number);
}

/** A digest as messages under every limit, each paper wholly in one of them. */
export function digestMessages(page: DigestPage): LaidOut[] {
  const pages: Block[][] = [];
  for (const block of blocks(page)) {
    const last = pages.at(-1);
    if (last && fits(messageOf(page, [...last, block], pages.length, true))) last.push(block);
    else pages.push([block]);
  }
  return pages.map((shown, i) => ({
    payload: reply(messageOf(page, shown, i + 1, i + 1 === pages.length), {
      mention: i === 0 ? page.roleId : null,
    }),
    paperIds: shown.map(({ paper }) => paper.id),
  }));
}

/** A paper as one of several, and under it why it is there. */
export function paperWithWhy({ paper, words, ...why }: DigestPaper): string {
  return `${paperLine(paper, words)}\n${whyLine({ ...why, words })}`;
}

/**
 * Laid out papers, until the corpus is another: many channels have the same paper for the same
 * topic on the same morning, and its lines are most of the work on a digest.
 */
const laidOut = new WeakMap<Paper, Map<string, string>>();

function linesOf(one: DigestPaper): string {
  const known = laidOut.get(one.paper) ?? new Map<string, string>();
  const why = JSON.stringify([one.topic, one.words, one.fields]);
  const lines = known.get(why) ?? paperWithWhy(one);
  laidOut.set(one.paper, known.set(why, lines));
  return lines;
}

/** The one line of a day on which nothing is new. `topics` are the subscriptions' names. */
export function quietDigest(frame: DigestFrame, topics: readonly string[]): LaidOut[] {
  const names = topics.slice(0, MAX_TOPICS).map((name) => `*${named(name, LONGEST_TOPIC)}*`);
  if (topics.length > MAX_TOPICS) names.push(`${topics.length - MAX_TOPICS} more topics`);
  const line = `-# ${day(frame.date)} · nothing new on ${listed(names)}.`;
  // Nobody can press it: it is there for its custom id.
  const mark = button("Nothing new", digestMark(frame.id, 1), { disabled: true });
  const told = [line, ...lateLine(frame), ...stopLine(frame)].join("\n");
  return [{ payload: reply([container([text(told), row([mark])])]), paperIds: [] }];
}

/**
 * The papers of one message, each in a message of its own, numbered from `number`: for a message
 * that Discord refused, to find out which paper it does not like. One paper alone gives nothing.
 */
export function apart({ payload, paperIds }: LaidOut, digestId: string, number: number): LaidOut[] {
  const inside = payload.components.flatMap((one) =>
    one.type === ComponentType.Container ? one.components : [],
  );
  const [head, ...papers] = inside.filter((one) => one.type === ComponentType.TextDisplay);
  const menuAt = inside.findIndex((one) => menuIn(one) !== undefined);
  const menu = inside.map(menuIn).find((one) => one !== undefined);
  if (!head || !menu || menu.options.length < 2) return [];
  const mention = payload.components.filter((one) => one.type === ComponentType.TextDisplay);
  return menu.options.map((option, i) => {
    const single = { ...menu, custom_id: digestMark(digestId, number + i), options: [option] };
    const after = i + 1 === menu.options.length ? inside.slice(menuAt + 1) : [];
    const body = container([head, separator(), ...papers.slice(i, i + 1), row([single]), ...after]);
    return {
      payload: reply(i === 0 ? [...mention, body] : [body], {
        mention: i === 0 ? (payload.allowed_mentions.roles?.[0] ?? null) : null,
      }),
      paperIds: [paperIds[i] ?? option.value],
    };
  });
}

/** A message of a digest without its mention, unless that is of the role which is wanted now. */
export function mentioning(payload: Reply, roleId: string | null): Reply {
  const [mentioned] = payload.allowed_mentions.roles ?? [];
  if (mentioned === undefined || mentioned === roleId) return payload;
  return reply(payload.components.filter(({ type }) => type !== ComponentType.TextDisplay));
}

/**
 * The same papers by title and link alone, for a message that Discord fails at. It has the same mark.
 * Null for a message without papers: it is as plain as can be.
 */
export function plainly({ components, allowed_mentions }: Reply): Reply | null {
  const inside = components.flatMap((one) =>
    one.type === ComponentType.Container ? one.components : [],
  );
  const menu = inside.map(menuIn).find((one) => one !== undefined);
  const [, ...texts] = inside.filter((one) => one.type === ComponentType.TextDisplay);
  if (!menu) return null;
  const titles = texts
    .slice(0, menu.options.length)
    .map(({ content }) => content.split("\n").find((line) => !line.startsWith("### ")))
    .filter((line) => line !== undefined);
  const options = menu.options.map(({ label, value }) => ({ label, value }));
  const mention = components.filter((one) => one.type === ComponentType.TextDisplay);
  return reply([...mention, text(titles.join("\n")), row([{ ...menu, options }])], {
    mention: allowed_mentions.roles?.[0] ?? null,
  });
}

/** The titles of the papers in a message, as its menu has them. */
export function titlesIn({ components }: Reply): string[] {
  const inside = components.flatMap((one) =>
    one.type === ComponentType.Container ? one.components : [],
  );
  const menus = inside.map(menuIn).filter((menu) => menu !== undefined);
  return menus.flatMap(({ options }) => options.map(({ label }) => label));
}

/** A paper as it stands in a message: what is measured and never parted. */
interface Block {
  paper: Paper;
  words: readonly string[];
  heading: string;
  lines: string;
}

function blocks({ sections }: DigestPage): Block[] {
  return sections.flatMap(({ heading, papers }) =>
    papers.map((one) => ({
      paper: one.paper,
      words: one.words,
      heading: `### ${named(heading, LONGEST_HEADING)}`,
      lines: linesOf(one),
    })),
  );
}

function fits(drafted: APIMessageTopLevelComponent[]): boolean {
  const { text: characters, count } = measure(drafted);
  return characters <= TEXT_BUDGET && count <= COMPONENT_BUDGET;
}

/** One message of a digest. `apart` relies on its form: a head, and then one text for each paper. */
function messageOf(
  page: DigestPage,
  shown: Block[],
  number: number,
  isLast: boolean,
): APIMessageTopLevelComponent[] {
  const inside: APIComponentInContainer[] = [text(headOf(page, number))];
  for (const [i, { heading, lines }] of shown.entries()) {
    const isFirstOfTopic = heading !== shown[i - 1]?.heading;
    inside.push(separator(), text(isFirstOfTopic ? `${heading}\n${lines}` : lines));
  }
  inside.push(openMenu({ hits: shown, open: digestMark(page.id, number) }));
  if (isLast) inside.push(...tail(page));
  const mention = number === 1 && page.roleId !== null ? [text(`<@&${page.roleId}>`)] : [];
  return [...mention, container(inside)];
}

function headOf(page: DigestPage, number: number): string {
  const title = page.from === "new" ? "New papers" : "From the archive";
  if (number > 1) return `-# ${title} · ${day(page.date)} · ${number}`;
  const archive = "-# Nothing is new today. These were known before, and have not been shown here.";
  return [
    `## ${title} · ${day(page.date)}`,
    ...(page.from === "archive" ? [archive] : []),
    ...lateLine(page),
  ].join("\n");
}

function lateLine({ lateSince }: DigestFrame): string[] {
  if (lateSince === null) return [];
  return [`-# This comes late: it was due ${moment(lateSince, "f")}.`];
}

function stopLine({ isPersonal = false }: DigestFrame): string[] {
  return isPersonal ? [STOP] : [];
}

const STOP =
  "-# You get this because you subscribed. To stop it, use `/digest unsubscribe`; `/digest pause` stops it for a while.";

function tail({ waiting, more, ...frame }: DigestPage): APIComponentInContainer[] {
  const stop = stopLine(frame).map(text);
  if (waiting === 0) return stop;
  const count = many(waiting);
  const told = text(`-# ${count} more ${waiting === 1 ? "waits" : "wait"} for the next digest.`);
  return more === null ? [told, ...stop] : [told, row([button(`${count} more`, more)]), ...stop];
}

/** Matches *state space models* in the title: **state**, **space** */
function whyLine({ topic, words, fields }: Omit<DigestPaper, "paper">): string {
  const places = FIELDS.filter(([field]) => fields.includes(field)).map(([, place]) => place);
  const shown = words
    .map((word) => escape(word, LONGEST_WORD))
    .filter((word) => word !== "")
    .map((word) => `**${word}**`);
  const where = places.length > 0 ? ` in ${listed(places)}` : "";
  const which = shown.slice(0, MAX_WORDS).join(", ") + (shown.length > MAX_WORDS ? " …" : "");
  return `-# Matches *${named(topic, LONGEST_TOPIC)}*${where}${which === "" ? "" : `: ${which}`}`;
}

const FIELDS = [
  ["title", "the title"],
  ["text", "the text"],
  ["organisation", "the organisation"],
] as const;

/** A topic's name or query; it may consist of nothing that can be seen. */
function named(name: string, max: number): string {
  return escape(name, max) || "this topic";
}

function menuIn(component: APIComponentInContainer): APIStringSelectComponent | undefined {
  if (component.type !== ComponentType.ActionRow) return undefined;
  return component.components.find((one) => one.type === ComponentType.StringSelect);
}

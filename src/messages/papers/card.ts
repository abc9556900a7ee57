import type { APIButtonComponentWithURL, APIComponentInContainer } from "discord-api-types/v10";
import { searchLink } from "../../papers/links.ts";
import type { Link, Paper } from "../../papers/paper.ts";
import { LIMITS, reply } from "../layout/budget.ts";
import { escape, linkTarget, maskedLink, plain, plainWithin } from "../layout/escape.ts";
import { factLines, facts } from "./facts.ts";
import { button, container, linkButton, row, separator, text } from "../layout/parts.ts";
import { prose } from "./prose.ts";
import type { Reply } from "../layout/reply.ts";
import { type Quotable, snippet } from "./snippet.ts";
import * as say from "./wording.ts";

/** Budgets in characters. A list shows five lines: together they must leave room for its frame. */
const LINE = 650;
const LINE_HEAD = 430;
const LINE_FACTS = 96;
const CARD_HEAD = 1000;
const SNIPPET = 180;
const SNIPPET_OF_DEALT = 300;
const SUMMARY = 1200;
const AI_SUMMARY = 700;
const KEYWORD = 40;
const MAX_KEYWORDS = 10;
const CARD_TEXT = 3800;
const LEFT_OUT = 160;

/** A button that a command answers. */
export interface Action {
  label: string;
  customId: string;
  /** The one that most people came for is blue. */
  isMain?: boolean;
}

/** How a random paper was dealt. */
export interface Deal {
  /** The words that papers had to have; "" for any. */
  about: string;
  poolSize: number;
  /** Whether the pool had been used up in this channel. */
  startsOver: boolean;
  /** What of the words could not be read, and why; null where all could. */
  leftOut: string | null;
}

/** A paper as one of several: title, facts, and the sentence that tells most for `words`, folded. */
export function paperLine(paper: Paper, words: readonly string[]): string {
  const head = titleLine(paper);
  // Escapes may double a text: they find room here too, or the end gives way.
  const known = smallPrint(facts(paper, LINE_FACTS), LINE - LINE_HEAD - 10);
  const room = LINE - head.length - known.length - 2;
  const shown = snippet(quotables(paper), words, Math.min(SNIPPET, room), paper.title);
  return [head, known, shown].filter((line) => line !== "").join("\n");
}

/** Its title alone, as a link. */
export function titleLine(paper: Paper): string {
  return `**${titleLink(paper, LINE_HEAD)}**`;
}

/** A paper with all we know of it. `discussed` says where people talk about it, in Markdown. */
export function paperCard(paper: Paper, actions: Action[], discussed: string | null = null): Reply {
  const head = [cardHead(paper), ...(discussed === null ? [] : [discussed])].join("\n");
  const texts = cardTexts(paper, CARD_TEXT - head.length);
  return reply([
    container([
      text(head),
      ...(texts.length > 0 ? [separator()] : []),
      ...texts.map(text),
      ...buttonRows(paper, actions),
    ]),
  ]);
}

/**
 * A paper that was dealt by chance: instead of its texts one sentence, and the custom id `showAll`
 * of a button for the rest, if there is more.
 */
export function dealtCard(
  paper: Paper,
  { deal, actions, showAll }: { deal: Deal; actions: Action[]; showAll: string },
): Reply {
  const shown = snippet(quotables(paper), [], SNIPPET_OF_DEALT, paper.title);
  const label = paper.abstract === null ? say.labels.showMore : say.labels.showAbstract;
  const isAll = cardTexts(paper, CARD_TEXT).every((one) => one.endsWith(`\n${shown}`));
  const more = isAll ? [] : [{ label, customId: showAll }];
  return reply([
    container([
      text(dealt(deal)),
      text(cardHead(paper)),
      ...(shown === "" ? [] : [text(shown)]),
      ...buttonRows(paper, [...more, ...actions]),
    ]),
  ]);
}

function cardHead(paper: Paper): string {
  return [
    `### ${titleLink(paper, CARD_HEAD)}`,
    ...(paper.withdrawn ? [`**${say.THIS_WAS_WITHDRAWN}**`] : []),
    ...factLines(paper).map((line) => smallPrint(line, 2 * line.length)),
  ].join("\n");
}

/** What Paperboy does, then a row of links. */
function buttonRows(paper: Paper, actions: Action[]): APIComponentInContainer[] {
  const own = actions.map(actionButton);
  const perRow = LIMITS.componentsInRow;
  const rows = Array.from({ length: Math.ceil(own.length / perRow) }, (_, i) =>
    own.slice(i * perRow, (i + 1) * perRow),
  );
  const links = linkButtons(linksOf(paper), perRow);
  return [...rows, ...(links.length > 0 ? [links] : [])].map((buttons) => row(buttons));
}

export function actionButton({ label, customId, isMain = false }: Action) {
  return button(label, customId, { primary: isMain });
}

function dealt({ about, poolSize, startsOver, leftOut }: Deal): string {
  return [
    `-# ${say.randomPaper(escape(about, 110), poolSize, startsOver)}`,
    ...(leftOut === null ? [] : [`-# ${escape(say.leftOut(leftOut), LEFT_OUT)}`]),
  ].join("\n");
}

/** A paper's title for a place without Markdown, at most `max` characters. */
export function plainTitle(paper: Paper, max: number): string {
  return plainWithin(titleOf(paper), max);
}

function titleOf({ displayTitle }: Paper): string {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(plain(displayTitle)) ? displayTitle : say.UNTITLED;
}

/** To the paper's page, or to a search for it: never to its code. */
function titleLink(paper: Paper, max: number): string {
  const ofKind = (wanted: Link["kind"]) => paper.links.filter(({ kind }) => kind === wanted);
  const all = [...ofKind("paper"), ...ofKind("search"), searchLink(paper.title)];
  const url = all.find((link) => linkTarget(link.url) !== null)?.url;
  return maskedLink(titleOf(paper), url, max);
}

/** At most `max` characters behind its mark. */
function smallPrint(line: string, max: number): string {
  return line === "" ? "" : `-# ${escape(line, max)}`;
}

/** What a line may quote of a paper: what an AI wrote only if it has more of the words. */
function quotables({ summary, abstract, aiSummary }: Paper): Quotable[] {
  const own = [summary, abstract]
    .filter((one) => one !== null)
    .map((one) => ({ text: prose(one) }));
  if (aiSummary === undefined) return own;
  return [...own, { text: prose(aiSummary), label: say.AI_SUMMARY, isSecondChoice: true }];
}

/** What a model wrote stands last, and only where the authors' and our own words leave it room. */
function cardTexts(paper: Paper, room: number): string[] {
  const { summary, abstract, aiSummary, aiKeywords } = paper;
  const shown = [summary === null ? "" : labelled(say.TEXTS.summary, summary, SUMMARY)];
  const length = () => shown.reduce((sum, one) => sum + one.length, 0);
  if (abstract !== null) shown.push(labelled(say.TEXTS.abstract, abstract, room - length()));
  for (const extra of [aiSummaryText(aiSummary), keywordLine(aiKeywords)])
    if (length() + extra.length <= room) shown.push(extra);
  return shown.filter((one) => one !== "");
}

function aiSummaryText(aiSummary: string | undefined): string {
  if (aiSummary === undefined) return "";
  return labelled(say.TEXTS.aiSummary, aiSummary, AI_SUMMARY);
}

function keywordLine(aiKeywords: readonly string[] = []): string {
  const words = aiKeywords
    .slice(0, MAX_KEYWORDS)
    .map((word) => escape(prose(word), KEYWORD))
    .filter((word) => word !== "");
  if (words.length === 0) return "";
  return `-# ${say.aiKeywords(words)}`;
}

function labelled(label: string, written: string, max: number): string {
  const complete = plain(prose(written));
  const shown = escape(complete, max - `-# ${say.shortened(label)}\n`.length);
  if (shown === "") return "";
  const isShortened = shown.endsWith("…") && !complete.endsWith("…");
  return `-# ${isShortened ? say.shortened(label) : label}\n${shown}`;
}

/** The paper itself first. Where no page of it is known, a search for it comes last. */
function linksOf({ title, links }: Paper): Link[] {
  const kinds = Object.keys(say.LINKS);
  const isFound = links.some(({ kind }) => kind === "paper" || kind === "search");
  const all = isFound ? links : [...links, searchLink(title)];
  return all.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
}

function linkButtons(links: Link[], room: number): APIButtonComponentWithURL[] {
  const usable = links
    .map(({ kind, url }) => ({ kind, url: linkTarget(url) }))
    .filter((link): link is Link => link.url !== null)
    .slice(0, room);
  return usable.map(({ kind, url }) => {
    const alike = usable.filter((other) => other.kind === kind);
    const number = alike.findIndex((other) => other.url === url) + 1;
    return linkButton(alike.length > 1 ? say.nthLink(kind, number) : say.LINKS[kind], url);
  });
}

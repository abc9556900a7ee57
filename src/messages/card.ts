import type { APIButtonComponentWithURL, APIComponentInContainer } from "discord-api-types/v10";
import { readable } from "../papers/clean.ts";
import { searchLink } from "../papers/links.ts";
import type { Link, Paper } from "../papers/paper.ts";
import { LIMITS, reply } from "./budget.ts";
import { publishedDay } from "./day.ts";
import { escape, linkTarget, LONGEST_TEXT, maskedLink, plain, plainWithin } from "./escape.ts";
import { button, container, linkButton, row, separator, text } from "./parts.ts";
import type { Reply } from "./reply.ts";
import { countMatches, snippet } from "./snippet.ts";
import { counted, many } from "./wording.ts";

/** Budgets in characters. A list shows five lines: together they must leave room for its frame. */
const LINE = 660;
const LINE_HEAD = 430;
const CARD_HEAD = 1000;
const SNIPPET = 150;
const ORGANISATION = 60;
const SUMMARY = 1200;
const CARD_TEXT = 3800;

/** A button that a command answers. */
export interface Action {
  label: string;
  customId: string;
}

/** How a random paper was dealt. */
export interface Deal {
  /** The words that papers had to have; "" for any. */
  about: string;
  poolSize: number;
  /** Whether the pool had been used up in this channel. */
  startsOver: boolean;
}

/** A paper as one of several: title, facts, and two lines of text around `words`, folded. */
export function paperLine(paper: Paper, words: readonly string[]): string {
  const head = `**${titleLink(paper, LINE_HEAD)}**`;
  const known = smallFacts(paper);
  const room = LINE - head.length - known.length - 2;
  const shown = snippet(textToQuote(paper, words), words, Math.min(SNIPPET, room));
  return [head, known, shown].filter((line) => line !== "").join("\n");
}

/** A paper with all we know of it. */
export function paperCard(paper: Paper, actions: Action[], deal?: Deal): Reply {
  const intro = deal && dealt(deal);
  const head = [`### ${titleLink(paper, CARD_HEAD)}`, smallFacts(paper)].filter(
    (line) => line !== "",
  );
  const texts = cardTexts(paper, CARD_TEXT - head.join("\n").length - (intro?.length ?? 0));
  const buttons = [
    ...actions.map(({ label, customId }) => button(label, customId)),
    ...linkButtons(withSearch(paper), LIMITS.componentsInRow - actions.length),
  ];
  const components: APIComponentInContainer[] = [
    ...(intro ? [text(`-# ${intro}`)] : []),
    text(head.join("\n")),
    ...(texts.length > 0 ? [separator()] : []),
    ...texts.map(text),
    ...(buttons.length > 0 ? [row(buttons)] : []),
  ];
  return reply([container(components)]);
}

function dealt({ about, poolSize, startsOver }: Deal): string {
  const words = about === "" ? "" : ` on “${escape(about, 110)}”`;
  if (!startsOver) return `A random paper${words}, one of ${many(poolSize)}`;
  return `A random paper${words} · all ${counted(poolSize, "paper")} had their turn here, so it starts over`;
}

/** A paper's title for a place without Markdown, at most `max` characters. */
export function plainTitle(paper: Paper, max: number): string {
  return plainWithin(titleOf(paper), max);
}

/** Authors, organisation, day and comments for a place without Markdown; empty if none is known. */
export function facts(paper: Paper): string {
  const { authorCount, organisation, published, comments } = paper;
  return [
    authorCount === null ? "" : counted(authorCount, "author"),
    organisation === null ? "" : plainWithin(prose(organisation), ORGANISATION),
    published === null ? "" : publishedDay(published),
    comments === null ? "" : counted(comments, "comment"),
  ]
    .filter((fact) => fact !== "")
    .join(" · ");
}

function titleOf({ displayTitle }: Paper): string {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(plain(displayTitle)) ? displayTitle : "Untitled paper";
}

function titleLink(paper: Paper, max: number): string {
  const url = paper.links.find((link) => linkTarget(link.url) !== null)?.url;
  return maskedLink(titleOf(paper), url, max);
}

function smallFacts(paper: Paper): string {
  const known = facts(paper);
  return known === "" ? "" : `-# ${escape(known, 2 * known.length)}`;
}

/** The text that has more of the words; Paperboy's summary, being plainer, where both have as many. */
function textToQuote({ summary, abstract }: Paper, words: readonly string[]): string {
  const texts = [summary, abstract].filter((one) => one !== null).map(prose);
  const counts = texts.map((one) => countMatches(one, words));
  return texts[counts.indexOf(Math.max(...counts))] ?? "";
}

function cardTexts({ summary, abstract }: Paper, room: number): string[] {
  const shownSummary = summary === null ? "" : labelled("Paperboy’s summary", summary, SUMMARY);
  const shownAbstract =
    abstract === null ? "" : labelled("Abstract", abstract, room - shownSummary.length);
  return [shownSummary, shownAbstract].filter((shown) => shown !== "");
}

function labelled(label: string, written: string, max: number): string {
  const whole = plain(prose(written));
  const shown = escape(whole, max - 40);
  if (shown === "") return "";
  const shortened = shown.endsWith("…") && !whole.endsWith("…");
  return `-# ${label}${shortened ? ", shortened" : ""}\n${shown}`;
}

/** As listed, for people. No message shows more of it, and a hostile text may be megabytes. */
function prose(written: string): string {
  return readable(written.slice(0, LONGEST_TEXT));
}

/** A code or project page is not the paper itself: a search for it is offered too. */
function withSearch({ title, links }: Paper): Link[] {
  return links.some(({ kind }) => kind === "search") ? links : [...links, searchLink(title)];
}

const LINK_LABELS = {
  paper: "Paper",
  code: "Code",
  project: "Project page",
  search: "Find on Hugging Face",
};

function linkButtons(links: Link[], room: number): APIButtonComponentWithURL[] {
  const usable = links
    .map(({ kind, url }) => ({ kind, url: linkTarget(url) }))
    .filter((link): link is Link => link.url !== null)
    .slice(0, room);
  return usable.map(({ kind, url }) => {
    const alike = usable.filter((other) => other.kind === kind);
    const number = alike.findIndex((other) => other.url === url) + 1;
    return linkButton(alike.length > 1 ? `${LINK_LABELS[kind]} ${number}` : LINK_LABELS[kind], url);
  });
}

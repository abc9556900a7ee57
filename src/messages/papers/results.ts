import { type APIComponentInContainer, ComponentType } from "discord-api-types/v10";
import type { Paper } from "../../papers/paper.ts";
import { cut, LIMITS, reply } from "../layout/budget.ts";
import { paperLine, plainTitle } from "./card.ts";
import { day } from "../layout/day.ts";
import { escape } from "../layout/escape.ts";
import { facts } from "./facts.ts";
import { button, container, row, separator, text } from "../layout/parts.ts";
import { type ShownVotes, withVoteButton } from "./votes.ts";
import type { Reply } from "../layout/reply.ts";
import { many, type PageNumber, shownRange, whichPage } from "../layout/wording.ts";
import * as say from "./wording.ts";

/** How a kind of list is spoken of. What it is about comes in quotation marks; null for everything. */
export interface ListWording {
  heading(quoted: string | null): string;
  /** Which of how many a page shows. */
  range(shown: string, total: string): string;
  /** That there is nothing within these limits, such as `since 17 Nov 2024`; without a full stop. */
  nothing(limits: readonly string[], quoted: string): string;
  /** What to do then, where no words were typed that could be changed; without a full stop. */
  advice?: string;
  /** What the menu says before a paper is picked. Default "Open a paper". */
  placeholder?: string;
}

/** One page of a list of papers, and what its reader has to know about it. */
export interface ResultPage extends PageNumber {
  wording: ListWording;
  /** The words typed, or the title of the paper that others are similar to; "" for everything. */
  about: string;
  hits: { paper: Paper; words: readonly string[] }[];
  /** Default: nobody can vote here. */
  votes?: ShownVotes;
  /** Papers on earlier pages, and papers on all pages. */
  before: number;
  total: number;
  /** Whether there are more than can be listed. */
  isMore: boolean;
  /** `2024-11-17`: where the list begins in time. */
  since: string | null;
  codeOnly: boolean;
  /** Papers left out because no day of theirs is known. */
  undated: number;
  corrected: Correction[];
  /** Words that were typed and that no paper has. */
  missing: readonly string[];
  /** What was searched for, where that is not what was typed. */
  understood: string | null;
  /** Filters that could not be read, and were left out. */
  unread: readonly Unread[];
  /** An author was asked for, and no paper names any. */
  lacksAuthors: boolean;
  /** What the order goes by, where that is not plain; without a full stop. */
  note?: string;
  /** Many papers are still on their way in. Default false. */
  isIncomplete?: boolean;
  /** Custom ids; null where there is no such page. */
  previous: string | null;
  next: string | null;
  open: string;
  /** Searches for the words as they were typed; null where that is what was done. */
  asTyped: string | null;
}

/** A typed word that no paper has, and what was searched for instead. */
export interface Correction {
  typed: string;
  used: string[];
}

/** A filter as it was typed, and what it takes instead. */
interface Unread {
  written: string;
  takes: string;
}

const LONGEST_ABOUT = 110;
const LONGEST_UNDERSTOOD = 150;
const LONGEST_CORRECTION = 40;
const LONGEST_FILTER = 40;
const LONGEST_UNREAD = 160;

export function resultPage(page: ResultPage): Reply {
  const head = [
    `### ${heading(page)}`,
    ...(page.note === undefined ? [] : [`-# ${page.note}`]),
    ...readingLines(page),
    ...correctionLines(page.corrected),
    ...missingLines(page.missing),
    ...incompleteLines(page),
  ].join("\n");
  const components: APIComponentInContainer[] = [text(head)];
  for (const { paper, words } of page.hits)
    components.push(
      separator(),
      withVoteButton(paperLine(paper, words), paper.id, page.votes ?? null),
    );
  components.push(
    separator(),
    text(`-# ${footer(page)}`),
    openMenu({ ...page, ...page.wording }),
    ...(page.previous || page.next ? [pageButtons(page)] : []),
    ...(page.asTyped === null ? [] : [row([button(say.labels.searchAsTyped, page.asTyped)])]),
  );
  return reply([container(components)]);
}

/** How a query was understood, where that is not just as it was typed. */
export function readingLines({
  understood,
  unread,
  lacksAuthors,
}: Pick<ResultPage, "understood" | "unread" | "lacksAuthors">): string[] {
  const query = understood === null ? "" : escape(understood, LONGEST_UNDERSTOOD);
  return [
    ...(query === "" ? [] : [`-# ${say.searchedFor(query)}`]),
    ...unread
      .slice(0, 1)
      .map((one) => `-# ${escape(say.leftOut(cannotBeRead(one)), LONGEST_UNREAD)}`),
    ...(lacksAuthors ? [`-# ${say.NO_AUTHORS_HERE}`] : []),
  ];
}

/** Not escaped yet. */
export function cannotBeRead({ written, takes }: Unread): string {
  const [name = ""] = written.split(":");
  return say.cannotBeRead(cut(written, LONGEST_FILTER), name, takes);
}

/** What was searched for instead of words that no paper has, two at most. */
export function correctionLines(corrected: readonly Correction[]): string[] {
  return corrected.slice(0, 2).map(({ typed, used }) => {
    const instead = used.slice(0, 3).map((word) => `*${escape(word, 30)}*`);
    return `-# ${say.shownInstead(escape(typed, LONGEST_CORRECTION), instead)}`;
  });
}

function missingLines(missing: readonly string[]): string[] {
  const words = missing.slice(0, 3).map((word) => escape(word, LONGEST_CORRECTION));
  return words.length === 0 ? [] : [`-# ${say.nothingMentions(words)}`];
}

/** What has to be known of an answer from a library that is not all there. */
export function incompleteLines({ isIncomplete }: Pick<ResultPage, "isIncomplete">): string[] {
  return isIncomplete ? [`-# ${say.LIBRARY_INCOMPLETE}`] : [];
}

function heading({ wording, about }: ResultPage): string {
  return wording.heading(about === "" ? null : `“${escape(about, LONGEST_ABOUT)}”`);
}

function footer(page: ResultPage): string {
  const { wording, hits, before, total, isMore, since, codeOnly, undated } = page;
  const range = shownRange(before, hits.length);
  return [
    wording.range(range, `${many(total)}${isMore ? "+" : ""}`) + whichPage(page),
    since === null ? "" : say.since(day(since)),
    codeOnly ? say.WITH_CODE : "",
    undated === 0 ? "" : say.undatedLeftOut(undated),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

/** The menu that opens the card of one of several papers, 25 at most; `isPlain` with titles alone. */
export function openMenu({
  hits,
  open,
  placeholder = say.labels.openPaper,
  isPlain = false,
}: Pick<ResultPage, "open"> &
  Pick<ListWording, "placeholder"> & {
    hits: readonly Pick<ResultPage["hits"][number], "paper">[];
    isPlain?: boolean;
  }) {
  return row([
    {
      type: ComponentType.StringSelect,
      custom_id: open,
      placeholder,
      options: hits.map(({ paper }) => {
        const description = isPlain ? "" : facts(paper, LIMITS.optionDescription);
        return {
          label: plainTitle(paper, LIMITS.optionLabel),
          value: paper.id,
          ...(description === "" ? {} : { description }),
        };
      }),
    },
  ]);
}

/** Disabled where there is no such page. */
export function pageButtons({ previous, next }: Pick<ResultPage, "previous" | "next">) {
  return row([
    previous === null
      ? button(say.labels.previous, "none.previous", { disabled: true })
      : button(say.labels.previous, previous),
    next === null
      ? button(say.labels.next, "none.next", { disabled: true })
      : button(say.labels.next, next),
  ]);
}

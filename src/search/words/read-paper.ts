import { readable } from "../../papers/text/clean.ts";
import { withoutHtml } from "../../papers/text/html.ts";
import type { Paper } from "../../papers/paper.ts";
import { type Token, tokenise } from "./analyse.ts";
import type { Field } from "./paper-fields.ts";

/** The title of a paper as people see it; what was stored by an earlier version may be as it was listed. */
export function shownTitle({ displayTitle }: Paper): string {
  return readable(displayTitle);
}

/** The prose of a paper as people see it. */
export function shownTexts(paper: Paper): string[] {
  return listedTexts(paper).map(readable);
}

/** The prose of a paper as it was listed, for comparing: of an endless text only the beginning. */
function listedBeginnings(paper: Paper): string[] {
  return listedTexts(paper).map((text) => text.slice(0, MAX_COMPARED_LETTERS));
}

/** All that a paper says in one text, for looking at its letters; of an endless text only the beginning. */
export function comparableText(paper: Paper): string {
  return [shownTitle(paper), ...listedBeginnings(paper), paper.organisation ?? ""].join(" ");
}

/** The prose of a paper as people see it, of an endless text only the beginning. */
export function shownBeginnings(paper: Paper): string[] {
  return listedBeginnings(paper).map(readable);
}

/** The words of a paper as people see them, of an endless text only the first. */
export function shownTokens(paper: Paper): Record<Field, readonly Token[]> {
  let tokens = shownTokensOf.get(paper);
  if (!tokens) {
    tokens = {
      title: tokenise(shownTitle(paper)),
      text: shownBeginnings(paper).flatMap(tokenise),
      organisation: tokenise(paper.organisation ?? ""),
    };
    shownTokensOf.set(paper, tokens);
  }
  return tokens;
}

/** Answers to most questions have some papers in common, and to read one takes longer than to find it. */
const shownTokensOf = new WeakMap<Paper, Record<Field, readonly Token[]>>();

/** All of a paper, read once: to clean and take apart what it says is most of the work of indexing it. */
export interface ReadPaper {
  title: ReadText;
  texts: readonly ReadText[];
  /**
   * The words under which it can be found: as people see them, and where cleaning the prose replaced
   * a word, as it was listed too.
   */
  searchable: Record<Field, readonly Token[]>;
  /** Whether these are those that people see, no more and no less. */
  isShownAsListed: boolean;
}

/** As people see it. */
export interface ReadText {
  shown: string;
  tokens: readonly Token[];
}

export function readPaper(paper: Paper): ReadPaper {
  const listed = listedTexts(paper);
  const title = readText(shownTitle(paper));
  const texts = listed.map((text) => readText(readable(text)));
  return {
    title,
    texts,
    searchable: {
      title: bothForms(paper.title, title),
      text: oneList(texts.map((text, i) => bothForms(listed[i] ?? "", text))),
      organisation: tokenise(paper.organisation ?? ""),
    },
    isShownAsListed:
      paper.title === title.shown &&
      texts.every(({ shown }, i) => shown.length <= MAX_COMPARED_LETTERS && shown === listed[i]),
  };
}

/** Most papers have one text, and need no other list. */
function oneList(lists: readonly (readonly Token[])[]): readonly Token[] {
  const [first = []] = lists;
  return lists.length < 2 ? first : lists.flat();
}

function readText(shown: string): ReadText {
  return { shown, tokens: tokenise(shown) };
}

/** As `ReadPaper.searchable`. */
export function searchableTokens(paper: Paper): ReadPaper["searchable"] {
  return readPaper(paper).searchable;
}

/** Ten times the longest abstract. */
const MAX_COMPARED_LETTERS = 20_000;

function listedTexts({ abstract, summary }: Paper): string[] {
  return [abstract, summary].filter((text) => text !== null);
}

function bothForms(listed: string, { shown, tokens }: ReadText): readonly Token[] {
  if (listed === shown) return tokens;
  const seen = new Set(tokens.map(({ written }) => written));
  return [...tokens, ...tokenise(withoutHtml(listed)).filter(({ written }) => !seen.has(written))];
}

import { reasonInWords } from "../../digests/reason-in-words.ts";
import type { CopiedPaper } from "../../digests/outlets/outlet-courier.ts";
import { searchLink } from "../../papers/links.ts";
import { fullDate, type Link, type Paper } from "../../papers/paper.ts";
import { authorsShown, linksShown, prose } from "../../papers/shown.ts";
import { visible } from "../../papers/text/clean.ts";
import * as say from "../wording.ts";
import { escaped, STYLES } from "./html.ts";
import { wrapped } from "./text.ts";

const LONGEST_TITLE = 300;
const LONGEST_TEXT = 420;
const LONGEST_NAME = 80;
const MAX_AUTHORS = 3;

/** A paper as a mail shows it: plain texts on one line each. */
interface ShownPaper {
  title: string;
  url: string;
  by: string;
  text: string;
  why: string;
  links: { label: string; url: string }[];
}

export function paperAsHtml(one: CopiedPaper): string {
  const { title, url, by, text, why, links } = shown(one);
  const linked = links.map(
    ({ label, url: target }) =>
      `<a href="${escaped(target)}" class="small-link" style="${STYLES.smallLink}">${escaped(label)}</a>`,
  );
  return (
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td style="padding:14px 0 0">` +
    `<p class="title" style="${STYLES.title}"><a href="${escaped(url)}" class="link" style="${STYLES.link}">${escaped(title)}</a></p>` +
    small(escaped(by)) +
    (text === "" ? "" : `<p class="text" style="${STYLES.text}">${escaped(text)}</p>`) +
    small([...(why === "" ? [] : [escaped(why)]), ...linked].join(" · ")) +
    `</td></tr></table>`
  );
}

/** `inside` is markup. */
function small(inside: string): string {
  return inside === "" ? "" : `<p class="small" style="${STYLES.small}">${inside}</p>`;
}

export function paperAsText(one: CopiedPaper): string {
  const { title, url, by, text, why, links } = shown(one);
  const indented = [by, text, why].filter((part) => part !== "");
  return [
    wrapped(title),
    ...indented.map((part) => wrapped(part, "  ")),
    `  ${url}`,
    ...links.map(({ label, url: target }) => `  ${label}: ${target}`),
  ].join("\n");
}

function shown({ paper, reason }: CopiedPaper): ShownPaper {
  const links = linksShown(paper);
  const ofKind = (wanted: Link["kind"]) => links.find(({ kind }) => kind === wanted)?.url;
  return {
    title: within(prose(paper.displayTitle), LONGEST_TITLE) || say.UNTITLED,
    url: ofKind("paper") ?? ofKind("search") ?? searchLink(paper.title).url,
    by: byline(paper),
    text: within(prose(paper.abstract) || prose(paper.summary), LONGEST_TEXT),
    why: reason === null ? "" : visible(reasonInWords(paper, reason)),
    links: (["code", "project"] as const).flatMap((kind) => {
      const url = ofKind(kind);
      return url === undefined ? [] : [{ label: say.LINKS[kind], url }];
    }),
  };
}

function byline(paper: Paper): string {
  const { names, more } = authorsShown(paper, MAX_AUTHORS);
  const shortNames = names.map((name) => within(name, LONGEST_NAME));
  const who =
    names.length > 0 ? say.authorsAndMore(shortNames, more) : more > 0 ? say.authors(more) : "";
  const where = within(prose(paper.organisation), LONGEST_NAME);
  const day = fullDate(paper);
  const when = day === null ? "" : say.published(say.day(day), paper.published?.inferred ?? false);
  return [who, where, when].filter((part) => part !== "").join(" · ");
}

/** Cut between words, if there are any near the end. */
function within(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text
    .slice(0, most - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, "");
  const blank = cut.lastIndexOf(" ");
  return `${(blank > most / 2 ? cut.slice(0, blank) : cut).trimEnd()}…`;
}

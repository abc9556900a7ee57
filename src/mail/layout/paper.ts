import { reasonInWords } from "../../digests/reason-in-words.ts";
import type { CopiedPaper } from "../../digests/outlets/outlet-courier.ts";
import { searchLink } from "../../papers/links.ts";
import type { Paper } from "../../papers/paper.ts";
import { readable, visible } from "../../papers/text/clean.ts";
import * as say from "../wording.ts";
import { escaped, safeUrl, STYLES } from "./html.ts";
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
      `<a href="${escaped(target)}" style="${STYLES.smallLink}">${escaped(label)}</a>`,
  );
  return (
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td style="padding:14px 0 0">` +
    `<p style="${STYLES.title}"><a href="${escaped(url)}" style="${STYLES.link}">${escaped(title)}</a></p>` +
    small(escaped(by)) +
    (text === "" ? "" : `<p style="${STYLES.text}">${escaped(text)}</p>`) +
    small([...(why === "" ? [] : [escaped(why)]), ...linked].join(" · ")) +
    `</td></tr></table>`
  );
}

/** `inside` is markup. */
function small(inside: string): string {
  return inside === "" ? "" : `<p style="${STYLES.small}">${inside}</p>`;
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
  const { links } = paper;
  const ofKind = (wanted: string) =>
    links.flatMap(({ kind, url }) => (kind === wanted ? (safeUrl(url) ?? []) : []));
  const [url = searchLink(paper.title).url] = [...ofKind("paper"), ...ofKind("search")];
  return {
    title: within(readable(paper.displayTitle), LONGEST_TITLE) || say.UNTITLED,
    url,
    by: byline(paper),
    text: within(readable(paper.abstract ?? paper.summary ?? ""), LONGEST_TEXT),
    why: reason === null ? "" : visible(reasonInWords(paper, reason)),
    links: (["code", "project"] as const).flatMap((kind) => {
      const [first] = ofKind(kind);
      return first === undefined ? [] : [{ label: say.LINKS[kind], url: first }];
    }),
  };
}

function byline({ authors = [], authorCount, organisation, published }: Paper): string {
  const names = authors.slice(0, MAX_AUTHORS).map((name) => within(visible(name), LONGEST_NAME));
  const count = Math.max(authorCount ?? 0, authors.length);
  const who =
    names.length > 0
      ? say.authorsAndMore(names, count - names.length)
      : count > 0
        ? say.authors(count)
        : "";
  const where = within(readable(organisation ?? ""), LONGEST_NAME);
  const when = published?.precision === "day" ? say.day(published.date) : "";
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

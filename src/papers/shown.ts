import type { Link, Paper } from "./paper.ts";
import { readable, visible } from "./text/clean.ts";

/** A hostile text may be megabytes. */
const LONGEST_TEXT = 20_000;

/** A collaboration has thousands. */
const MOST_AUTHORS = 20;

const MOST_LINKS = 5;

/** The paper's own page first. */
const KINDS: readonly Link["kind"][] = ["paper", "code", "project", "search"];

/** The names that are shown, and how many authors there are beside them. */
export function authorsShown(
  { authors = [], authorCount }: Pick<Paper, "authors" | "authorCount">,
  most: number = MOST_AUTHORS,
): { names: string[]; more: number } {
  const names = authors
    .slice(0, most)
    .map(visible)
    .filter((name) => name !== "");
  return { names, more: Math.max(authorCount ?? 0, authors.length) - names.length };
}

/** Those that lead where they seem to. */
export function linksShown({ links: all }: Pick<Paper, "links">): Link[] {
  return all
    .flatMap(({ kind, url }) => {
      const parsed = URL.parse(url);
      const isPlain = parsed?.username === "" && parsed.password === "";
      return isPlain && /^https?:$/.test(parsed.protocol) ? [{ kind, url: parsed.href }] : [];
    })
    .toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
    .slice(0, MOST_LINKS);
}

/** A text as people read it; "" where there is none. */
export function prose(text: string | null | undefined): string {
  return readable((text ?? "").slice(0, LONGEST_TEXT));
}

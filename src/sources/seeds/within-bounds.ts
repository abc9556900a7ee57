import type { Entry, Problem, Snapshot } from "../../papers/paper.ts";

/** What stands for a text where the machine would be kept busy for long by reading all of it. */
const LONGEST_KEPT_TEXT = 20_000;
const LONGEST_KEPT_TITLE = 2000;
/** How often a page may list one paper: each time costs as much as all times before. */
const MAX_LISTINGS_OF_PAPER = 20;

/** With each text as long as any real one at most, and each paper listed a few times at most. */
export function withinBounds(page: Snapshot): Snapshot {
  const problems: Problem[] = [];
  const bounded = (what: string, line: number, text: string, most: number) => {
    if (text.length <= most) return text;
    const done = `Kept the first ${most}`;
    problems.push({ line, what: `${what} of ${text.length} characters`, done });
    return text.slice(0, most).toWellFormed();
  };
  const listed = Map.groupBy(page.entries, ({ title }) => title);
  const left = new Set<Entry>();
  for (const alike of listed.values()) {
    const [first] = alike.splice(0, MAX_LISTINGS_OF_PAPER);
    const [next] = alike;
    if (!first || !next) continue;
    problems.push({
      line: next.line,
      what: `“${first.title.slice(0, 60)}” is listed ${MAX_LISTINGS_OF_PAPER + alike.length} times`,
      done: `Kept the first ${MAX_LISTINGS_OF_PAPER}`,
    });
    for (const entry of alike) left.add(entry);
  }
  const entries = page.entries
    .filter((entry) => !left.has(entry))
    .map((entry) => ({
      ...entry,
      title: bounded("A title", entry.line, entry.title, LONGEST_KEPT_TITLE),
      text: entry.text && bounded("A text", entry.line, entry.text, LONGEST_KEPT_TEXT),
    }));
  if (problems.length === 0) return page;
  const all = [...page.problems, ...problems].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { ...page, entries, problems: all };
}

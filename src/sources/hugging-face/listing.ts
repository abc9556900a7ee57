import type { Entry, Link, Problem, Snapshot } from "../../papers/paper.ts";
import { readArxivId } from "../../papers/arxiv-id.ts";
import { type ItemFacts, factsOf } from "./facts.ts";
import { parseShallow } from "./shallow-json.ts";

/** A page of the daily list: one item for each paper, as it came. Null where it is no list at all. */
export function readItems(body: string): unknown[] | null {
  try {
    const parsed = parseShallow(body);
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

/**
 * One day's list (`GET /api/daily_papers`), each paper once. What is not as expected leaves a gap in
 * its paper; only a paper without a title is left out. Lines count the papers of the list.
 */
export function readListing(items: readonly unknown[], day: Temporal.PlainDate): Snapshot {
  const entries = new Map<string, Entry>();
  const leftOut: Problem[] = [];
  const gaps: { name: string; line: number; paper: string }[] = [];
  for (const [i, item] of items.entries()) {
    const line = i + 1;
    const { facts, broken } = factsOf(item);
    const paper = facts.id ?? `the paper in place ${line}`;
    if (facts.title === undefined) {
      const what = `Can't read a title: ${paper}`;
      leftOut.push({ line, what, done: "Left out the paper" });
      continue;
    }
    if (liesAhead(facts.publishedAt, day)) {
      delete facts.publishedAt;
      broken.push("publishedAt");
    }
    gaps.push(...broken.map((name) => ({ name, line, paper })));
    const entry = toEntry(line, facts.title, facts, day);
    const key = entry.arxivId ?? facts.id ?? `title: ${entry.title}`;
    if (!entries.has(key)) entries.set(key, entry);
  }
  return {
    file: `Hugging Face, ${day.toString()}`,
    origin: "huggingface",
    savedOn: { date: day.toString(), precision: "day", inferred: false },
    textKind: "abstract",
    entries: [...entries.values()],
    problems: [...leftOut, ...problemsOf(gaps)],
  };
}

/** One for each fact: where the form of an answer changes, it changes in all of its papers. */
function problemsOf(gaps: { name: string; line: number; paper: string }[]): Problem[] {
  return [...Map.groupBy(gaps, ({ name }) => name)].map(([name, alike]) => {
    const where = alike.length === 1 ? alike[0]?.paper : `${alike.length} papers`;
    return {
      line: alike[0]?.line ?? null,
      what: `“${name}” isn't as expected: ${where}`,
      done: "Read the rest without it",
    };
  });
}

function toEntry(line: number, title: string, facts: ItemFacts, day: Temporal.PlainDate): Entry {
  const submitted = facts.publishedAt?.toString();
  const arxivId = readArxivId(facts.id ?? "")?.id;
  const authors = (facts.authors ?? [])
    .filter(({ hidden }) => hidden !== true)
    .map(({ name }) => name);
  const pages = [...pageOf("code", facts.githubRepo), ...pageOf("project", facts.projectPage)];
  return {
    line,
    title,
    text: facts.summary ?? null,
    authorCount: authors.length > 0 ? authors.length : null,
    organisation: facts.organization ?? null,
    published:
      submitted === undefined ? null : { date: submitted, precision: "day", inferred: false },
    comments: facts.numComments ?? null,
    dates: {
      ...(submitted !== undefined && { submitted }),
      listed: listedOn(facts.submittedOnDailyAt, day).toString(),
    },
    ...(arxivId !== undefined && { arxivId }),
    ...(facts.id !== undefined && {
      url: `https://huggingface.co/papers/${arxivId ?? encodeURIComponent(facts.id)}`,
    }),
    ...(authors.length > 0 && { authors }),
    ...(facts.upvotes !== undefined && { upvotes: facts.upvotes }),
    ...(facts.ai_summary !== undefined && { aiSummary: facts.ai_summary }),
    ...(facts.ai_keywords && facts.ai_keywords.length > 0 && { aiKeywords: facts.ai_keywords }),
    ...(pages.length > 0 && { pages }),
    ...(facts.thumbnail !== undefined && { thumbnail: facts.thumbnail }),
    // It is known even so: what no other source shall make news of, and what was sent before.
    ...(Boolean(facts.withdrawnAt) && { withdrawn: true }),
  };
}

function pageOf(kind: "code" | "project", url: string | undefined): Link[] {
  return url === undefined ? [] : [{ kind, url }];
}

/** The list of a day has papers that came to arXiv before; a clock may be some hours ahead. */
function liesAhead(submitted: Temporal.PlainDate | undefined, day: Temporal.PlainDate): boolean {
  return submitted !== undefined && Temporal.PlainDate.compare(submitted, day.add({ days: 1 })) > 0;
}

/** The day that the paper itself says, as far as it can be: a list may show what was listed before. */
function listedOn(
  ownDay: Temporal.PlainDate | undefined,
  day: Temporal.PlainDate,
): Temporal.PlainDate {
  return ownDay && Temporal.PlainDate.compare(ownDay, day) < 0 ? ownDay : day;
}

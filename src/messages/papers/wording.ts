import { counted, listed, listedOr, many } from "../layout/wording.ts";

// Names, titles and words come as they are to be shown: escaped, where Markdown is.

export const labels = {
  openPaper: "Open a paper",
  openAnotherPaper: "Open another paper",
  orDidYouMean: "Or did you mean…",
  searchAsTyped: "Search for the words as typed",
  previous: "Previous",
  next: "Next",
  showMore: "Show more",
  showAbstract: "Show abstract",
};

/** What links are called, in the order in which they stand on a card. */
export const LINKS = {
  paper: "Paper",
  code: "Code",
  project: "Project page",
  search: "Find on Hugging Face",
};

/** The second of two links of a kind, and so on. */
export function nthLink(kind: keyof typeof LINKS, number: number): string {
  return `${LINKS[kind]} ${number}`;
}

// A paper.

export const UNTITLED = "Untitled paper";
export const WITHDRAWN = "Withdrawn";
export const THIS_WAS_WITHDRAWN = "This paper was withdrawn.";

export function authors(count: number): string {
  return counted(count, "author");
}

/** The first of the authors, and how many more there are. */
export function authorsAndMore(names: readonly string[], more: number): string {
  return listed(more > 0 ? [...names, `${many(more)} more`] : names);
}

export function upvotes(count: number): string {
  return counted(count, "upvote");
}

export function comments(count: number): string {
  return counted(count, "comment");
}

export function arxiv(id: string): string {
  return `arXiv ${id}`;
}

/** Before a sentence of it. */
export const AI_SUMMARY = "AI summary: ";

/** Above its texts. */
export const TEXTS = {
  summary: "Paperboy’s summary",
  abstract: "Abstract",
  aiSummary: "AI summary from Hugging Face",
};

export function shortened(label: string): string {
  return `${label}, shortened`;
}

export function aiKeywords(words: readonly string[]): string {
  return `AI keywords from Hugging Face: ${words.join(", ")}`;
}

// A random paper.

/** `about`: the words it had to have, "" for any; `pool`: how many papers it could be. */
export function randomPaper(about: string, pool: number, startsOver: boolean): string {
  const words = about === "" ? "" : ` on “${about}”`;
  return startsOver
    ? `A random paper${words} · you've seen all ${many(pool)} here, so they start over`
    : `A random paper${words}, out of ${many(pool)}`;
}

// How a question was read.

export function searchedFor(what: string): string {
  return `Searched for ${what}`;
}

export function leftOut(what: string): string {
  return `Left out: ${what}`;
}

export function cannotBeRead(written: string, filter: string, takes: string): string {
  return `${written} can't be read. ${filter}: takes ${takes}`;
}

export const NO_AUTHORS_HERE = "No papers here list their authors, so author: finds nothing";

export function shownInstead(typed: string, words: readonly string[]): string {
  return `No results for “${typed}”, showing ${words.join(", ")}`;
}

export function nothingMentions(words: readonly string[]): string {
  return `No papers mention ${words.map((word) => `“${word}”`).join(" or ")}`;
}

/** `count`: how many papers match, such as `25+`. */
export function bestMatch(count: string, about: string): string {
  return `Best match of ${count} for “${about}”`;
}

// Below a list.

/** In small print, under an answer. */
export const LIBRARY_INCOMPLETE =
  "Paperboy is still reading its library, so more papers will turn up in a few minutes";

export function since(day: string): string {
  return `since ${day}`;
}

export const WITH_CODE = "with code";

export function undatedLeftOut(count: number): string {
  return `${counted(count, "undated paper")} left out`;
}

// A paper that is asked for by an id.

export const IDENTIFIERS = {
  arxiv: (id: string) => `the arXiv id ${id}`,
  doi: (id: string) => `the DOI ${id}`,
  openreview: (id: string) => `the OpenReview id ${id}`,
};

export function foundBy(identifier: string): string {
  return `Found by ${identifier}`;
}

export function either(identifiers: readonly string[]): string {
  return identifiers.join(" or ");
}

export function noneHereHas(identifiers: string): string {
  return `No paper here has ${identifiers}`;
}

export function noPaperWith(identifiers: string): string {
  return `Paperboy has no paper with ${identifiers}.`;
}

export const TRY_THE_TITLE = "Try the title: some listings leave the id out";

/** Who is asked for a paper that is not here, by its identifier. */
export const ASKED = { arxiv: "arXiv", doi: "doi.org", openreview: "OpenReview" };

export function asking(whom: string, identifiers: string): string {
  return `Asking ${whom} for the paper with ${identifiers}. It'll be here in a moment.`;
}

export const ASKED_TOO_OFTEN =
  "You've looked up 3 new papers in the last minute. Try again in a minute";

export function nobodyHas(whom: string, identifiers: string): string {
  return `Neither Paperboy nor ${whom} has a paper with ${identifiers}.`;
}

export function couldNotGet(whom: string, identifiers: string): string {
  return `Couldn't get the paper with ${identifiers} from ${whom}. Try again in a few minutes.`;
}

// The top papers of a period.

export const PERIODS = { week: "This week", month: "This month", year: "This year", ever: "Ever" };

const OF = { week: "this week", month: "this month", year: "this year", ever: "ever" };

export const TOP = {
  description: "See the papers with most votes here, then those with most upvotes at their source",
  period: "How far back to look; this week if you leave it out",
  topic: "Only papers that match these words",
};

export function top(period: keyof typeof PERIODS, quoted: string | null): string {
  return `Top papers ${OF[period]}${quoted === null ? "" : ` on ${quoted}`}`;
}

export function ofTotal(shown: string, total: string): string {
  return `${shown} of ${total}`;
}

export function noneOnTop(period: keyof typeof PERIODS): string {
  return `No papers with votes or upvotes ${OF[period]}`;
}

export const VOTE_FIRST = "Vote for papers with the button next to them";

export const ORDERED_BY = {
  votes: "By votes in this server, then by upvotes at the source",
  "no votes yet": "Nobody here has voted for these yet, so by upvotes at the source",
  "nobody votes": "By upvotes at the source",
};

// How a query was read.

const ALL_PAPERS = "all papers";

/** What a query asks for, clause by clause. */
export const READING = {
  papers: "papers",
  papersOn: (what: string) => `papers on ${what}`,
  quoted: (text: string) => `“${text}”`,
  title: (text: string) => `with “${text}” in the title`,
  author: (names: string) => `by ${names}`,
  organisation: (names: string) => `from ${names}`,
  either: (name: string) => `by or from ${name}`,
  moreNames: (count: number) => `${many(count)} more`,
  code: "with code",
  not: (clause: string) => `not ${clause}`,
  since: (date: string) => `since ${date}`,
  before: (date: string) => `before ${date}`,
  /** The first and the last of its years, months or days, or only one. */
  within: (dates: readonly string[]) => `from ${dates.join(" to ")}`,
  inTheLast: ({ count, unit }: Ago) =>
    count === 0 ? "since today" : `in the last ${lengthOf({ count, unit })}`,
  olderThan: ({ count, unit }: Ago) =>
    count === 0 ? "before today" : `older than ${counted(count, UNITS[unit])}`,
};

export const UNITS = { d: "day", w: "week", m: "month", y: "year" };

interface Ago {
  count: number;
  unit: keyof typeof UNITS;
}

/** `7 days`, but only `week` for one. */
function lengthOf({ count, unit }: Ago): string {
  return count === 1 ? UNITS[unit] : counted(count, UNITS[unit]);
}

export function allOf(clauses: readonly string[]): string {
  return listed(clauses);
}

export function anyOf(clauses: readonly string[]): string {
  return listedOr(clauses);
}

/** `“diffusion” by Ada Lovelace, not “video”, from 2024`: whose papers, what they are not, and their limits. */
export function reading(
  subjects: readonly string[],
  { whose, except, limits }: Record<"whose" | "except" | "limits", readonly string[]>,
): string {
  const narrowed = whose.length + limits.length > 0 ? READING.papers : ALL_PAPERS;
  const subject = subjects.length > 0 ? listed(subjects) : narrowed;
  const clauses = limitsRead({ whose, except, limits });
  const isExceptFirst = whose.length === 0 && except.length > 0;
  return [subject, ...(clauses === "" ? [] : [clauses])].join(isExceptFirst ? ", " : " ");
}

/** `by Ada Lovelace, not “video”, from 2024` */
export function limitsRead({
  whose,
  except,
  limits,
}: Record<"whose" | "except" | "limits", readonly string[]>): string {
  const not = except.length > 0 ? [READING.not(listedOr(except))] : [];
  // "From Stanford, from 1999" would say one word for two things.
  const isFromSomewhere = whose.some((clause) => clause.startsWith(READING.organisation("")));
  const times = isFromSomewhere ? limits.map((limit) => limit.replace(/^from /, "dated ")) : limits;
  return [...whose, ...not, ...times].join(", ");
}

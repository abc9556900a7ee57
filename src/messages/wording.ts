import { counted, many } from "./layout/wording.ts";

// Names and times come as they are to be shown: escaped, and as Discord's timestamps.

export const labels = {
  addToDiscord: "Add Paperboy to Discord",
};

// Errors.

export function errorNumber(id: string): string {
  return `Error ${id}`;
}

// An empty list.

export const NO_PAPERS_YET =
  "There are no papers yet. They show up here once Paperboy has read its sources.";

/** `papers`: which they are besides, such as `papers on “marmots”`; `what` comes from `LACKING`. */
export function noPapersThat(papers: string, what: string): string {
  return `No ${papers} ${what}.`;
}

/** What is true of no paper. */
export const LACKING = {
  since: "are that new",
  before: "are that old",
  code: "have code",
  title: (text: string) => `have “${text}” in the title`,
  organisation: (text: string) => `are from “${text}”`,
  author: (text: string) => `are by “${text}”`,
  time: (text: string) => `are ${text}`,
  several: (limits: string) => limits,
};

/** The limits of a list, one after the other. */
export const limits = {
  on: (quoted: string) => `on ${quoted}`,
  since: (day: string) => `since ${day}`,
  withCode: "with code",
};

/** Without some filters, how many papers there are. */
export function without(filters: string, papers: number, undated: number): string {
  const leftOut = undated > 0 ? `, ${many(undated)} of them undated` : "";
  return `Without ${filters}: ${counted(papers, "paper")}${leftOut}`;
}

export const THAT_FILTER = "that filter";
export const THESE_FILTERS = "these filters";

export function withoutDate(papers: number): string {
  return `${counted(papers, "paper")} without a date`;
}

export const DID_YOU_MEAN = "Did you mean:";
export const TRY_OTHER_WORDS = "Try fewer words, or words you'd expect in a title";

// Help.

export const WHAT_PAPERBOY_IS =
  "### Paperboy\nFind research papers, and get new ones on your topics once a day.";

export const WHO_SETS_UP_DIGESTS =
  "Digests are set up by members with Manage Server. In a direct message with Paperboy, `/digest subscribe` sets up your own.";

export const HIDE_AND_READ_MORE =
  "Set `hide` to True to keep an answer to yourself. Use `/help topic:` to read more about searching and digests.";

/** `newest`: the day of the newest listing, null where there is none. */
export function librarySize(papers: number, listings: number, newest: string | null): string {
  const size = `${counted(papers, "paper")} from ${counted(listings, "listing page")}`;
  return newest === null ? size : `${size}, the newest from ${newest}`;
}

/** Numbered from 0 on, as in the log. */
export function shards(its: {
  shard: number;
  shards: number;
  connected: number;
  held: number;
}): string {
  const connected =
    its.connected === its.held
      ? "all connected"
      : `${its.connected} of this process's ${its.held} connected`;
  return `You're on shard ${its.shard} of 0–${its.shards - 1}; ${connected}`;
}

export const SEARCH_HELP = `### How to search
Type what you're looking for, such as \`federated learning\`. The last word can be unfinished, typos are corrected, and \`FL\` finds "federated learning" too. Plain English works as well: \`papers by LeCun since March\`, \`newest mamba papers\`, \`diffusion but not video\`. An arXiv id, a DOI or a link opens that paper.

**Exact phrase** \`"state space"\`, with any word endings
**Leave something out** \`-survey\` or \`-"large language"\`
**Either one** \`mamba OR state space models\`. A \`-survey\` next to it applies to both.
**Groups** \`pruning (vision OR speech)\`
**Title, organisation, author** \`title:mamba\`, \`org:stanford\` or \`author:lovelace\`, with quotes around more than one word: \`title:"state space"\`. Only papers from Hugging Face and arXiv list their authors.
**With code** \`has:code\`
**By date** \`since:2024\`, \`since:2024-05\`, \`since:7d\` or \`before:1y\`. Papers without a full date are left out, and the answer says how many.

There are no syntax errors: anything Paperboy can't read is searched as plain words, and the answer says so. Topics for digests are written the same way, but not in plain English.`;

export const DIGEST_HELP = `### How digests work
**Topics** \`/digest subscribe\` adds a topic to a channel, written like a \`/paper search\`. In a direct message with Paperboy, the digest is just for you.
**New papers** A paper is new if Paperboy first sees it after you subscribe, whatever its date. Everything before that is the archive.
**Schedule** The channel gets one digest a day, at the time set in \`/digest settings\`. If Paperboy is offline then, the digest comes late and says so.
**What's in it** Your topics are the headings, with the best matches first. Each paper comes once, with the words that matched and where they were found.
**Too many papers** The rest wait for the next digest. Use the button under the digest to see them right away.
**Nothing new** The digest is a single line that says so, unless you pick something else in \`/digest settings\`.
**Problems** If Paperboy is missing a permission, the digest waits and Paperboy messages whoever set it up.
**More** Use \`/digest status\` to see how recent digests went, or \`/digest why\` to find out what happened to a paper.`;

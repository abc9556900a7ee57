import { inQuotes } from "../../src/messages/layout/wording.ts";

// What the commands of `/paper` are called, take and answer. Titles and words come quoted, where they are.

export const labels = {
  showAnother: "Show another",
  follow: "Follow…",
  findSimilar: "Find similar",
  searchWithout: (limits: string) => `Search without ${inQuotes(limits)}`,
  searchAll: "Search all papers",
};

export const descriptions = {
  paper: "Find and read research papers",
  search: "Search for papers by topic, title, author or organisation",
  latest: "See the most recently published papers",
  random: "Open a random paper, with no repeats until a channel has seen them all",
  show: "Open a paper with its abstract, summary and links",
  similar: "Find papers similar to another one",
  missed: "See papers that matched a topic here but didn't fit in a digest",
  topics: "See a channel's topics and when its next digest comes",
};

export const options = {
  query: "What to look for; the last word can be unfinished",
  onlyQuery: "Only papers that match these words",
  since: (examples: string) => `Only papers published since a date, such as ${examples}`,
  codeOnly: "Only papers with a link to their code",
  paper: "Title or words from it, arXiv id, or a link to arXiv or Hugging Face",
  hide: "Show the answer only to you",
};

// Options, in the form of what to do.

export const TYPE_A_FEW_WORDS = "type a few words to search for";
export const TYPE_A_TITLE = "type a title, some of its words, or an arXiv id";

export function typeADate(examples: string): string {
  return `since: type a date or a length of time, such as ${examples}`;
}

// What is gone.

export const PAPER_IS_GONE = "Paperboy no longer has this paper.";
export const CARD_HAS_EXPIRED = "This card has expired. Run the command again.";
export const LIST_HAS_EXPIRED = "This list has expired. Run the command again.";
export const LIST_IS_SHORTER = "This list is shorter now. Run the command again.";

export function noPaperWith(identifier: string): string {
  return `Paperboy has no paper with ${identifier}. Try the title: some listings leave the id out.`;
}

// Lists. `limits` are such as `since 17 Nov 2024`; what says that there is nothing has no full stop.

export const SEARCH = {
  heading: (quoted: string | null) => `Papers on ${quoted}`,
  range: (shown: string, total: string) => `${shown} of ${total}`,
  nothing: (limits: readonly string[]) => ["No papers", ...limits].join(" "),
};

export const LATEST = {
  heading: (quoted: string | null) =>
    quoted === null ? "Latest papers" : `Latest papers on ${quoted}`,
  range: (shown: string, total: string) => `${shown} of ${total}`,
  nothing: (limits: readonly string[]) => ["No dated papers", ...limits].join(" "),
};

export const SIMILAR = {
  heading: (quoted: string | null) => `Papers like ${quoted}`,
  range: (shown: string, total: string) => `${shown} of the ${total} most similar`,
  nothing: (_limits: readonly string[], quoted: string) => `No papers similar to ${quoted}`,
  advice: "Similar papers may show up as the library grows",
};

/** A list that asks which paper is meant. */
export const CHOICE = {
  heading: (quoted: string | null) => `Which paper do you mean by ${quoted}?`,
  placeholder: "Choose a paper",
};

// How a question was read.

/** `but`: what the papers are about besides; null for nothing. */
export function papersLike(title: string, but: string | null): string {
  return `papers like “${title}”${but === null ? "" : `, those with ${but} first`}`;
}

export function newestFirst(what: string): string {
  return `${what}, newest first`;
}

// Citations, and catching up.

export const CITE = {
  description: "Get a paper's citation as BibTeX, RIS or plain text",
  style: "How to write it; BibTeX if you leave it out",
  chooseStyle: "choose one of the styles in the list",
};

export const CATCH_UP = {
  description: "See what this channel was sent since you last caught up, most voted first",
  since: "Start from a date instead, such as 2024-05-17 or 3d",
  unreadable: "since: type a date or a length of time, such as 2024-05-17, May 2024 or 3d",
};

import { channelOn, NAME, NOT_PUBLIC_ANY_MORE } from "../wording.ts";

// What the pages say. Names of channels, topics and papers come as they are.

export const labels = { search: "Search" };

export const SKIP = "Skip to content";
export const SEARCH_LABEL = "Search papers";
export const SEARCH_HINT = "Find papers";
export const LONGEST_QUERY = 300;

export const FOOTER =
  "Digests that Paperboy posts on Discord, from channels whose managers made them public.";

export function windowTitle(title: string): string {
  return `${title} · ${NAME}`;
}

// The front page.

export const FRONT = {
  heading: "New papers, once a day",
  lead: "These Discord channels get a daily digest of new research papers, and share it with everyone.",
  description: "Daily digests of new research papers from public Discord channels",
};
export const NO_CHANNELS =
  "No public channels yet. Managers can add one with /digest settings public in Discord.";

export function newest(day: string): string {
  return `Newest digest: ${day}`;
}

export const NO_DIGEST_YET = "No digest yet";

// A channel.

export function aboutChannel(name: string, server: string): string {
  return `New research papers from the digests in ${channelOn(name, server)}`;
}

export const FEEDS = "Follow this channel";
export const ATOM = "Atom feed";
export const JSON_FEED = "JSON feed";
export const LATEST = "Latest digest";
export const EARLIER = "Earlier digests";
export const ALL_MONTHS = "All months";
export const NOTHING_YET = "No digests yet. The next one shows up here when it's posted.";

export function papers(count: number): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? "paper" : "papers"}`;
}

export function digests(count: number): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? "digest" : "digests"}`;
}

// A month, and a digest.

export function digestOf(day: string): string {
  return `Digest of ${day}`;
}

export function aboutDigest(papersInWords: string, day: string, place: string): string {
  return `${papersInWords} in the digest of ${day} in ${place}`;
}

export function windowTitleOfMonth(month: string, channelName: string): string {
  return `${month} in ${channelName}`;
}

export function aboutMonth(month: string, place: string): string {
  return `Digests of ${month} in ${place}`;
}

export const OTHER_PAPERS = "Papers";
export const PAPERS_ARE_GONE = "The papers of this digest aren't available any more.";
export const ALSO = "More digests";
export const BREADCRUMBS = "Where this is";

export function earlier(day: string): string {
  return `Earlier: ${day}`;
}

export function later(day: string): string {
  return `Later: ${day}`;
}

// Pages in a row.

export const PAGES = "Pages";
export const PREVIOUS_PAGE = "Previous page";
export const NEXT_PAGE = "Next page";

export function pageOf(page: number, pages: number): string {
  return `Page ${page} of ${pages}`;
}

// A paper.

/** `isProbable`: whether the year was worked out. */
export function published(day: string, isProbable: boolean): string {
  return isProbable ? `probably ${day}` : day;
}

export const ABSTRACT = "Abstract";
export const NO_TEXT = "There's no abstract for this paper yet.";
export const CITE = "Cite";
export const SHOW_BIBTEX = "Show BibTeX";
export const CITATION_FILES = { bib: "BibTeX", ris: "RIS", txt: "plain text" };

export function citationFile(format: string): string {
  return `Download ${format}`;
}

export const IN_DIGESTS = "Digests with this paper";

export function moreDigests(count: number): string {
  return `and ${count} more`;
}

// A search.

export const SEARCH_HEADING = "Search papers";
export const HOW_TO_SEARCH =
  "Type what you're looking for. Add author:, org:, title:, since: or before: to narrow it down, -word to leave something out, and “quotes” for a phrase.";

export function found(total: number, query: string): string {
  return `${papers(total)} for “${query}”`;
}

export function nothingFound(query: string): string {
  return `No papers for “${query}”. Try fewer or different words.`;
}

/** How it was read, where that is not just as it was typed. */
export function searchedFor(what: string): string {
  return `Searched for ${what}`;
}

/** A filter that was left out, as it was typed, and what it takes. */
export function leftOut(written: string, filter: string, takes: string): string {
  return `Left out: ${written} can't be read. ${filter}: takes ${takes}`;
}

export const NOT_SO_FAST = {
  title: "Too many searches",
  text: "Wait a moment, then search again.",
};

export const NOTHING_HERE = {
  title: "Nothing here",
  text: "There's no such page. It may have moved, or the address has a typo.",
};

export const CLOSED = {
  title: "No longer public",
  text: NOT_PUBLIC_ANY_MORE,
};

export const OUR_FAULT = {
  title: "Something went wrong",
  text: "This page couldn't be loaded. Try again in a moment.",
};

export const TOO_LARGE = {
  title: "Too large",
  text: "That's more than this page accepts.",
};

export const ONLY_READ = {
  title: "This page is read-only",
  text: "It doesn't accept anything.",
};

/** For whoever opens the link in a mail that stops it. */
export const stopMail = {
  TITLE: "Stop these emails",
  QUESTION: "You won't get them any more. To start again, use /mail start in Discord.",
  BUTTON: "Stop emails",
  done: { title: "Stopped", text: "You won't get these emails any more." },
};

// What the API says to programs, and to those who read its documentation.

export const about = {
  title: "Paperboy",
  text:
    "Digests that channels made public, and their papers. No key needed. " +
    "Too many requests get a 429, and Retry-After says how long to wait. " +
    "Answers have an ETag. Fields may be added, but never change meaning.",
  findPapers: "Search the papers of public digests, best match first",
  q: "What to search for, in the language of Paperboy's search",
  page: "The page, from 1",
  paperPage: "A page of papers",
  total: "How many papers were found",
  next: "Where the next page is; null on the last",
  readPaper: "Get a paper",
  paperId: "The id of the paper",
  readDigests: "Get the digests of a public channel, newest first",
  digestPage: "A page of whole digests, about 100 papers in all",
  channelId: "The channel's id on Discord, as in the address of its page",
  before: "Get the digests that were due before this",
  unchanged: "Nothing changed since the answer with this ETag",
  problem: "What went wrong (RFC 9457)",
  problemTitle: "What went wrong, the same for every problem of its kind",
  problemStatus: "The HTTP status",
  problemDetail: "What to do about it",
  retryAfter: "How many seconds to wait",
};

export const problems = {
  badRequest: "Bad request",
  notFound: "Nothing here",
  gone: "No longer public",
  notAllowed: "Method not allowed",
  tooMany: "Too many requests",
  ourFault: "Something went wrong",
};

export const NO_SUCH_PATH = "No such path. See /api/openapi.json for all of them.";
export const NO_SUCH_PAPER = "No public digest has such a paper.";
export const NO_SUCH_CHANNEL = "No public channel has this id.";
export const ONLY_READ = "Only GET, HEAD and OPTIONS are supported.";
export const TRY_AGAIN = "This couldn't be answered. Try again in a moment.";

export function comeBack(seconds: number): string {
  return `Try again in ${seconds} s.`;
}

export function cantRead(parameter: string, why: string): string {
  return `${parameter}: ${why}.`;
}

export const parameters = {
  q: "needs something to search for, 300 characters at most",
  page: "needs a number from 1 to 10,000",
  before: "needs a time, such as 2026-11-21T08:00:00Z",
};

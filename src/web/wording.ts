// What pages and feeds say of channels and papers. Names, titles and topics come as they are.

export const NAME = "Paperboy";

const UNNAMED_SERVER = "A server on Discord";
const UNNAMED_CHANNEL = "channel";

/** `#papers` */
export function channel(name: string): string {
  return `#${name || UNNAMED_CHANNEL}`;
}

export function server(name: string): string {
  return name || UNNAMED_SERVER;
}

export function channelOn(name: string, serverName: string): string {
  return `${channel(name)} on ${server(serverName)}`;
}

/** What a channel that was public says, to people and to programs. */
export const NOT_PUBLIC_ANY_MORE = "This channel's digests aren't public any more.";

export const UNTITLED = "Untitled paper";
export const WITHDRAWN = "This paper was withdrawn.";

/** Above texts that are not the authors'. */
export const SUMMARY = "Paperboy’s summary";
export const AI_SUMMARY = "AI summary from Hugging Face";

/** What links are called. */
export const LINKS = {
  paper: "Paper",
  code: "Code",
  project: "Project page",
  search: "Find on Hugging Face",
};

export function authors(names: readonly string[], more: number): string {
  if (names.length === 0) return `${more} ${more === 1 ? "author" : "authors"}`;
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
}

// What keeps the pages from being served, for whoever runs Paperboy.

const NO_SUCH_ADDRESS = "this machine has no such address";

/** By what the system calls it. */
export const WHY_NOT_LISTENING: Record<string, string> = {
  EADDRINUSE: "it is in use",
  EACCES: "it is not allowed",
  EADDRNOTAVAIL: NO_SUCH_ADDRESS,
  ENOTFOUND: NO_SUCH_ADDRESS,
  EAI_AGAIN: NO_SUCH_ADDRESS,
};

export function cannotListen(at: {
  setting: string;
  host: string;
  port: number;
  why: string;
}): string {
  return `${at.setting}: can't listen on ${at.host}, port ${at.port}: ${at.why}`;
}

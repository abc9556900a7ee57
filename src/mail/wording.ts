// What mails say. Titles, names and topics come as they are to be shown.

const numbers = new Intl.NumberFormat("en-GB");
const list = new Intl.ListFormat("en-GB");

/** `1 new paper`, `12 new papers` */
function newPapers(count: number): string {
  return `${numbers.format(count)} new paper${count === 1 ? "" : "s"}`;
}

export const subject = {
  inChannel: (papers: number, channel: string, on: string) =>
    `${newPapers(papers)} in ${channel} · ${on}`,
  onTopics: (papers: number, topics: readonly string[], on: string) =>
    `${newPapers(papers)} on ${list.format(topics)} · ${on}`,
  roundUp: (channel: string, on: string) => `Round-up of the week in ${channel} · ${on}`,
  plain: (papers: number, on: string) => `${newPapers(papers)} · ${on}`,
  code: (digits: string) => `${digits} is your code for Paperboy`,
};

export function moreTopics(count: number): string {
  return `${count} more topic${count === 1 ? "" : "s"}`;
}

/** What a channel is called where its name isn't known. */
export const A_CHANNEL = "a channel";

export function day(date: string): string {
  const [year = "", month = "", dayOfMonth = ""] = date.split("-");
  return [Number(dayOfMonth) || "", MONTHS[Number(month) - 1] ?? "", year === "" ? "" : year]
    .filter((part) => part !== "")
    .join(" ");
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

export function authorsAndMore(names: readonly string[], more: number): string {
  return more === 0 ? names.join(", ") : `${names.join(", ")} and ${numbers.format(more)} more`;
}

export function authors(count: number): string {
  return `${numbers.format(count)} author${count === 1 ? "" : "s"}`;
}

/** `isProbable`: whether the year was worked out. */
export function published(on: string, isProbable: boolean): string {
  return isProbable ? `probably ${on}` : on;
}

export const UNTITLED = "Untitled";

export const LINKS = { code: "Code", project: "Project page" };

export const late = (due: string) => `This digest is late. It was due ${due} UTC.`;

export const WHY_YOU_GET_IT = {
  channel: (channel: string) =>
    `You asked Paperboy in Discord to email you the digest of ${channel}.`,
  direct: "You asked Paperboy in Discord to email you the digest of your direct messages.",
  topics: "You asked Paperboy in Discord to email you papers on these topics.",
};

export const STOP = "Stop these emails";
/** Behind the link, and under it where each has a line. */
export const OR_USE = "or use /mail stop in Discord.";
export const OR_USE_ALONE = "Or use /mail stop in Discord.";
export const HOW_TO_STOP = "To stop these emails, use /mail stop in Discord.";
/** Beside a link into Discord, in a header. */
export const STOP_THERE = "Use /mail stop there";

export const code = {
  INTRO: "Someone, hopefully you, asked Paperboy to send papers to this address.",
  TYPE_IT: (digits: string) =>
    `To start, type this in Discord within an hour: /mail code ${digits}`,
  NOT_YOU: "If that wasn't you, ignore this email and nothing will happen.",
};

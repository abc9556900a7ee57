import { counted, many } from "../layout/wording.ts";

/** What people read about votes. */
export const VOTES = {
  voted: "You voted for this.",
  takeBack: "Take back vote",
  takenBack: "Your vote was taken back.",
  none: "You haven't voted for this.",
};

/** What people read about discussions; titles and links in them are ready to be shown. */
export const DISCUSS = "Discuss";
export const OPEN_THREAD = "Open thread";
export const SHOW_PAPER = "Show abstract";
export const THREAD_INVITATION = "Discuss this paper in the thread below.";
export const POST_INVITATION = "Discuss this paper here.";

export const discussionLine = (thread: string, messages: number | null) =>
  `-# Discussion: ${thread}${messages === null ? "" : ` · ${counted(messages, "message")}`}`;

export const discussionReply = {
  opened: (thread: string) => `Opened ${thread} to discuss this paper.`,
  found: (thread: string) => `This paper is discussed in ${thread}.`,
  revived: (thread: string) => `Reopened ${thread}, where this paper is discussed.`,
  locked: (thread: string) => `This paper was discussed in ${thread}, which is locked.`,
};

/** What people read about a journal club; titles, times and links in them are ready to be shown. */
export const club = {
  NAME: "Journal club",
  ballotHeading: "## Journal club · vote for the next papers",
  ballotClosedHeading: "## Journal club · the vote",
  agendaHeading: (date: string) => `## Journal club · ${date}`,
  ballotFrame: (meeting: string, closes: string, places: number) =>
    `Meeting ${meeting}. Voting ends ${closes}. Everyone has ${counted(places, "vote")}.`,
  votingEnded: (meeting: string) => `Meeting ${meeting}. Voting has ended.`,
  meetingAt: (meeting: string) => `Meeting ${meeting}`,
  votes: (votes: number) => counted(votes, "vote"),
  NOMINATED: "nominated",
  UPVOTED_HERE: "upvoted here",
  GONE_PAPER: "A paper that Paperboy no longer has",
  pickPapers: (places: number) =>
    places === 1 ? "Vote for a paper" : `Vote for up to ${places} papers`,
  OPEN_PAPER: "Open a paper",
  SHOW_MY_VOTES: "Show my votes",
  REMOVE_MY_VOTES: "Remove my votes",
  discussedIn: (thread: string) => `Discussion: ${thread}`,
  eventDescription: (titles: string) => `Papers: ${titles}`,
  lines: {
    "no nominations": (meeting: string) =>
      `No one nominated a paper for the journal club ${meeting}, so there's no agenda. Use \`/club nominate\` for the next one.`,
    "no votes": (meeting: string) =>
      `No one voted for a paper for the journal club ${meeting}, so there's no agenda.`,
    missed: (meeting: string) =>
      `Paperboy was offline when it was time to vote for the journal club ${meeting}, so there's no agenda. Nominations are kept for the next one.`,
    skipped: (meeting: string) => `The journal club ${meeting} is cancelled.`,
  },
  cannotPost: (channel: string, needs: string) =>
    `The journal club in ${channel} is on hold, because Paperboy needs ${needs}. It goes on when this is fixed.`,
  myVotes: (titles: readonly string[]) =>
    titles.length === 0 ? "You haven't voted yet." : `You voted for:\n${titles.join("\n")}`,
  VOTES_REMOVED: "Your votes are removed.",
  VOTING_OVER: "Voting has ended, so your votes count.",
  started: (its: { channel: string; rhythm: string; first: string; ballot: string }) =>
    `Started a journal club in ${its.channel}. It meets ${its.rhythm}, first ${its.first}.\n` +
    `Voting starts ${its.ballot}. Use \`/club nominate\` to put papers on the ballot.`,
  ended: (channel: string) =>
    `The journal club in ${channel} has ended. Its history is kept, and so are nominations.`,
  skipped: (meeting: string, next: string) =>
    `Cancelled the meeting ${meeting}. The next one is ${next}.`,
  nominated: (title: string, ballot: string) => `Nominated ${title}. Voting starts ${ballot}.`,
  next: (meeting: string) => `Next meeting ${meeting}.`,
  votingFrom: (at: string) => `Voting starts ${at}.`,
  votingUntil: (at: string, link: string) => `Voting ends ${at}: ${link}`,
  BALLOT_LINK: "Go to the ballot",
  AGENDA_LINK: "Go to the agenda",
  NOT_POSTED_YET: "not posted yet",
  nominationsHeading: (count: number) => `**${counted(count, "nomination")}**`,
  NO_NOMINATIONS: "No nominations yet. Use `/club nominate` to put a paper on the ballot.",
  andMore: (count: number) => `…and ${count} more`,
  historyHeading: (channel: string) => `### Journal club in ${channel}`,
  NO_HISTORY: "No meetings yet. Use `/club agenda` to see when the next one is.",
  outcomes: {
    held: "held",
    "no nominations": "no nominations",
    "no votes": "no votes",
    skipped: "cancelled",
    missed: "missed, because Paperboy was offline or couldn't post",
    ended: "not held, because the club ended",
  },
  PREVIOUS: "Previous",
  NEXT: "Next",
  days: {
    monday: "Monday",
    tuesday: "Tuesday",
    wednesday: "Wednesday",
    thursday: "Thursday",
    friday: "Friday",
    saturday: "Saturday",
    sunday: "Sunday",
  },
  rhythms: {
    week: (day: string) => `every ${day}`,
    "two weeks": (day: string) => `every other ${day}`,
    month: (day: string) => `on a ${day} once a month`,
  },
  rhythm: (when: string, time: string, zone: string) => `${when} at ${time} (${zone})`,
};
// Titles, notes and times come as they are to be shown: escaped, and as Discord's timestamps.

export const labels = {
  save: "Save",
  undo: "Undo",
  remove: "Remove",
  saveAgain: "Save again",
  addNote: "Add a note",
  changeNote: "Change the note",
  note: "Note",
  showInChannel: "Show in this channel",
  goOn: "Continue",
  deleteData: "Delete my data",
};

// Saved papers.

export function savedNow(title: string): string {
  return `Saved ${title}.`;
}

export const IN_YOUR_LIST = "It's in `/saved list`, which only you can see.";

export function savedBefore(title: string, when: string): string {
  return `You saved ${title} ${when}.`;
}

export function savedNote(note: string): string {
  return `Note: ${note}`;
}

export function noLongerSaved(title: string): string {
  return `Removed ${title} from your saved papers.`;
}

export function noteKept(title: string): string {
  return `Your note on ${title}:`;
}

export function noteRemoved(title: string): string {
  return `Removed your note on ${title}.`;
}

export const NOTHING_SAVED =
  "No saved papers yet. Select **Save** under a paper to keep it in this list.";

export function noneSavedOn(quoted: string): string {
  return `None of your saved papers match ${quoted}. Use \`/saved list\` to see them all.`;
}

export function savedHeading(total: number, quoted: string | null): string {
  const papers = counted(total, "saved paper");
  return quoted === null ? papers : `${papers} on ${quoted}`;
}

export function shownOf(range: string, total: number): string {
  return `${range} of ${many(total)}`;
}

export const NOTE_FORM = {
  title: "Note on a saved paper",
  description: "Only you can see it. Leave it empty to remove the note",
};

export function savedExported(papers: number, format: string): string {
  return `Exported ${counted(papers, "saved paper")} as ${format}`;
}

// Citations.

export function citationHeading(title: string): string {
  return `Citation for ${title}`;
}

// Catching up with a channel.

export function caughtUpHeading(papers: number): string {
  return `${counted(papers, "paper")} to catch up on`;
}

export function postedAt(inPlace: string, since: string): string {
  return `Posted ${inPlace} since ${since}`;
}

export function nothingSince(inPlace: string, since: string): string {
  return `Nothing was posted ${inPlace} since ${since}. To see earlier papers, use \`/paper catch-up since:\`.`;
}

// What is kept about people.

export const OWN_DATA =
  "### Everything Paperboy keeps about you\nWhat you posted on Discord isn't part of it.";

export const FORGET = {
  what: [
    "### Delete everything Paperboy keeps about you?",
    "- Your saved papers, notes and drafts, and how far you caught up with channels",
    "- Your votes and nominations, which still count without your name",
    "- Digests in your direct messages with Paperboy, and everything you get by email",
    "- Your name on topics, settings and changes in servers. The topics stay, and alerts go to the other person in `/digest settings`, if there is one",
    "-# Use `/privacy export` first if you want a copy",
  ].join("\n"),
  forGood: "This can't be undone. Delete your data now?",
  done: "Deleted. Paperboy keeps nothing about you until you use it again. Backups made earlier stay as they are.",
};

// Papers that a message names.

export const NOTHING_NAMED =
  "This message has no arXiv ID, DOI or link to a paper on arXiv, alphaXiv, Hugging Face or OpenReview.";

export function namedInMessage(papers: number): string {
  return papers === 0
    ? "No papers found in this message"
    : `${counted(papers, "paper")} in this message`;
}

export function askingFor(whom: string, identifier: string): string {
  return `Asking ${whom} for the paper with ${identifier}`;
}

const WHY_NOT_FOUND = {
  unknown: (identifier: string) => `Paperboy has no paper with ${identifier}`,
  nowhere: (identifier: string, whom: string) =>
    `Neither Paperboy nor ${whom} has a paper with ${identifier}`,
  failed: (identifier: string, whom: string) =>
    `Couldn't get the paper with ${identifier} from ${whom}`,
  "asked too often": (identifier: string) =>
    `Not looked up yet: the paper with ${identifier}. Try again in a minute`,
};

/** `whom`: who is asked for such a paper. */
export function notFound(
  identifier: string,
  why: keyof typeof WHY_NOT_FOUND,
  whom: string,
): string {
  return WHY_NOT_FOUND[why](identifier, whom);
}

/** What people read about emails; addresses, topics and times in them are ready to be shown. */
export const MAIL = {
  codeSent: (address: string) =>
    `A code is on its way to ${address}. Enter it with \`/mail code\` within an hour.`,
  started: {
    channel: (address: string) =>
      `You'll now get this channel's digest at ${address} too. Use \`/mail stop\` to stop it.`,
    topic: (topic: string, address: string, when: string) =>
      `You'll now get new papers on ${topic} at ${address}${when}. Use \`/mail stop\` to stop it.`,
  },
  atTime: (time: string, zone: string) =>
    `, in an email at ${time} (${zone}) on days with new ones`,
  stopped: (mails: number) =>
    mails === 1
      ? "Stopped. You won't get that email any more."
      : "Stopped. You won't get any more of these emails.",
  NOTHING_TO_STOP: "You don't get anything by email.",
  NONE: "You don't get anything by email. Use `/mail start` to get this channel's digest, or papers on a topic of your own.",
  HEADING: "### What you get by email",
  line: (what: string, address: string) => `${what} to ${address}`,
  more: (mails: number) => `and ${many(mails)} more`,
  moreTopics: (topics: number) => counted(topics, "more topic"),
  YOUR_TOPICS: "your topics",
  YOUR_DIRECT_MESSAGES: "the digest of your direct messages",
  NO_DIGESTS: "no email yet",
  next: (when: string) => `next digest ${when}`,
  outcomes: {
    waiting: "an email is on its way",
    sent: "last email sent",
    "sent late": "last email sent late",
    failed: "the last email couldn't be sent",
    empty: "nothing was left to send",
    ended: "stopped",
  },
  troubles: {
    refused: "the mail server rejects your address; Paperboy keeps trying for 3 days",
    outage: "email can't be sent right now; it's waiting",
    invalid: "the mail server didn't accept the last email",
    later: "Paperboy will retry the last email",
    "too late": "the last email waited too long",
  },
  ended: {
    refused: "stopped: the address was rejected for 3 days",
    "no access": "stopped: you can't see the channel any more",
    unwanted: "stopped",
  },
  endedBecause: {
    refused: (what: string, address: string) =>
      `Emails about ${what} to ${address} have stopped: the mail server rejected them for 3 days. Use \`/mail start\` to start again.`,
    "no access": (_what: string, address: string) =>
      `Paperboy no longer emails you a digest at ${address}, because you can't see its channel any more.`,
    unwanted: (what: string, address: string) => `Emails about ${what} to ${address} have stopped.`,
  },
  lost: {
    topics: (what: string, address: string) =>
      `The last email about ${what} to ${address} couldn't be delivered. Its papers will be in the next one.`,
    digest: (what: string, address: string) =>
      `The last email about ${what} to ${address} couldn't be delivered. You'll still get later ones.`,
  },
  NO_SECOND_ALERT: "You won't get this message again until an email has been delivered.",
};

import { counted } from "../layout/wording.ts";

/** What people read about votes. */
export const VOTES = {
  voted: "You voted for this.",
  takeBack: "Take back vote",
  takenBack: "Your vote was taken back.",
  none: "There is no vote of yours to take back.",
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

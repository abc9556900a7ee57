// What the pages outside of Discord say. Names of channels and papers come as they are.

export const NAME = "Paperboy";

export const ALL_CHANNELS = "All channels";

export const NOTHING_HERE = {
  title: "Nothing here",
  text: "There's no such page. It may have moved, or the address has a typo.",
};

export const CLOSED = {
  title: "No longer public",
  text: "This channel's digests aren't public any more.",
};

export const OUR_FAULT = {
  title: "Something went wrong",
  text: "This page couldn't be made. Try again in a moment.",
};

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

/** For whoever opens the link in a mail that stops it. */
export const stopMail = {
  TITLE: "Stop these mails",
  QUESTION: "You won't get them any more. To start again, use /mail start in Discord.",
  BUTTON: "Stop mails",
  done: { title: "Stopped", text: "You won't get these mails any more." },
};

export const COMMAND = "Get digests by mail";

export const descriptions = {
  start: "Get this channel's digest by mail, or papers on a topic of your own",
  code: "Start your mails with the code that came to your address",
  stop: "Stop getting mail",
  status: "See what you get by mail",
};

export const options = {
  address: "Your mail address",
  topic: "A topic of your own, written like a search; leave it out for this channel's digest",
  code: "The six digits in the mail",
  mail: "Which one to stop; leave it out to stop all",
};

export const NOT_AN_ADDRESS = "isn't a mail address. Use one such as name@example.org";
export const NOT_A_CODE = "is six digits. They're in the mail that Paperboy sent you";
export const PICK_A_MAIL = "Pick one of your mails, or leave it out to stop all of them.";

export const NOT_SET_UP = "Mail isn't set up here. Whoever runs Paperboy can turn it on.";

export const NOTHING_HERE =
  "There are no digests here that could come by mail. Add a topic to get papers on it.";

export const errors = {
  already: "You get that at this address already.",
  full: "That's as much as one person can get by mail. Stop something first.",
  tooManyCodes:
    "There were 3 codes for you or this address in the last 24 hours. Try again tomorrow.",
  refused: "The mail server doesn't know this address. Check it for typos.",
  notSent: "The code couldn't be sent. Try again in a few minutes.",
  noCode: "There's no code to type, or its hour or its 5 tries are over.",
  wrong: (triesLeft: number) =>
    triesLeft === 0
      ? "That's not the code, and there are no tries left."
      : `That's not the code. ${triesLeft === 1 ? "1 try is" : `${triesLeft} tries are`} left.`,
};

export const advice = {
  status: "Use `/mail status` to see what you get.",
  stop: "Use `/mail stop`.",
  startAgain: "Use `/mail start` to get another.",
};

/** A choice: what it is, and where it goes. */
export const choice = {
  channel: (name: string, address: string) => `#${name} to ${address}`,
  someChannel: (address: string) => `A channel's digest to ${address}`,
  direct: (address: string) => `Your direct messages' digest to ${address}`,
  topics: (topics: readonly string[], address: string) => `${topics.join(", ")} to ${address}`,
};

export const COMMAND = "Get digests by email";

export const descriptions = {
  start: "Get this channel's digest by email, or papers on a topic of your own",
  code: "Start getting email with the code you got",
  stop: "Stop getting email",
  status: "See what you get by email",
};

export const options = {
  address: "Your email address",
  topic: "A topic of your own, written like a search; leave it out for this channel's digest",
  time: "Time of day for your own topics, such as 9, 09:00 or 9am",
  zone: "Time zone for your own topics; type a city, a country or an offset",
  code: "The 6 digits in the email",
  mail: "Which one to stop; leave it out to stop all",
};

export const NOT_AN_ADDRESS = "type an email address, such as name@example.org";
export const NOT_A_CODE = "type the 6 digits from the email that Paperboy sent you";
export const PICK_A_MAIL = "mail: pick one from the list, or leave it out to stop all.";

export const TIME_NEEDS_A_TOPIC =
  "A channel's digest comes by email when it's posted. Add `topic:` to choose the time of your own topics.";

export const NOT_SET_UP = "Email isn't set up here. Whoever runs Paperboy can turn it on.";

export const NOTHING_HERE =
  "This channel has no digests. Add `topic:` to get papers on a topic by email.";

export const errors = {
  already: "You already get that at this address.",
  full: "That's as much as one person can get by email.",
  tooManyCodes:
    "There were 3 codes for you or this address in the last 24 hours. Try again tomorrow.",
  refused: "The mail server doesn't know this address. Check it for typos.",
  notSent: "The code couldn't be sent. Try again in a few minutes.",
  noCode: "There's no code to enter, or it has expired or used up its 5 tries.",
  wrong: (triesLeft: number) =>
    triesLeft === 0
      ? "That's not the code, and there are no tries left."
      : `That's not the code. ${triesLeft === 1 ? "1 try is" : `${triesLeft} tries are`} left.`,
};

export const advice = {
  status: "Use `/mail status` to see what you get.",
  stop: "Use `/mail stop` to make room.",
  startAgain: "Use `/mail start` to get another.",
};

/** A choice: what it is, and where it goes. */
export const choice = {
  channel: (name: string, address: string) => `#${name} to ${address}`,
  someChannel: (address: string) => `A channel's digest to ${address}`,
  direct: (address: string) => `Your direct messages' digest to ${address}`,
  topics: (topics: readonly string[], address: string) => `${topics.join(", ")} to ${address}`,
};

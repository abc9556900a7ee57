// What the playground's server says to its page, which shows it. The page's own words stand with the page.

/** Who and what is there. */
export const names = {
  bot: "Paperboy",
  manager: "Ada",
  member: "Ben",
  server: "Playground",
  channel: "papers",
  role: "readers",
};

// What people can do something about.

export const MESSAGE_CHANGED = "This message has changed. Take another look.";
export const FORM_CLOSED = "This form was closed. Open it again.";
export const THREAD_GONE = "This thread is no longer here.";
export const PAGE_OUTDATED = "This page is out of date. Reload it.";

// What only other programs and pages come upon.

export const NOTHING_HERE = "There's nothing at this address.";
export const NOBODY_HERE = "No one here has this id.";
export const NOT_AN_ADDRESS = "That isn't a valid address.";
export const OWN_ADDRESS_ONLY = "This playground only answers at its own address.";
export const NO_OTHER_SITES = "Other sites can't use this playground.";
export const SEND_JSON = "Send JSON, with content-type application/json.";
export const NOT_JSON = "That isn't JSON.";
export const TOO_LARGE = "That request is too large for the playground.";
export const ONLY_THESE_METHODS = "Only GET, HEAD and POST work here.";

export const OUR_FAULT = "Something went wrong in the playground.";

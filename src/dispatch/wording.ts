// What is told where no command could answer. A sentence about what happened, and one about what to do.

export const TAKES_LONG =
  "This is taking longer than usual, so Paperboy keeps working in the background.";
export const CHECK_LATER = "Check again in a few minutes; for digests, use `/digest status`.";

export const OUR_FAULT = "Something went wrong on our end. Try again in a moment.";

export const RESTARTED = "Paperboy restarted before it had the answer. Run the command again.";

export const COMMAND_IS_GONE = "This command no longer exists. Type / to see the current ones.";
export const BUTTON_IS_GONE = "This button no longer works. Run the command again.";
export const OPTIONS_CLASH = "These options don't work together.";

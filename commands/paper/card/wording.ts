/** Why no thread was opened, and what to do. */
export const cannotDiscuss = {
  here: "Paperboy can open threads only in servers that it was added to as a bot.",
  unsupported: (what: string) =>
    `Paperboy can't open a thread here because it's ${what}. Open the paper in another channel.`,
  refused:
    "Discord didn't accept the thread. The server's AutoMod rules may block the paper's title.",
  tooOften: "You've opened several threads just now. Wait a minute, then try again.",
  unavailable: "Discord isn't responding right now. Try again in a few minutes.",
  underWay:
    "Discord is taking longer than usual. Select Discuss again in a moment to get to the thread.",
};

export const VOTES_OFF = "Votes are off here.";
export const HOW_TO_TURN_VOTES_ON = "Managers can turn them on with `/digest settings`.";

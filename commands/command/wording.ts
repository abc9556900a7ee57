// What commands of several kinds say. Permissions come as Discord calls them.

// Options, in the form of what to do.

export const PICK_A_CHANNEL = "pick a channel";
export const PICK_FROM_THE_LIST = "pick one of the options in the list";
export const TRUE_OR_FALSE = "choose True or False";
export const CHOOSE_A_FILE = "choose a file";

export function atMostCharacters(count: number): string {
  return `use at most ${count} characters`;
}

export const CHANNEL_OPTION = "Channel to use instead of this one";

// Channels that cannot be used.

export const LEAVE_OUT_CHANNEL =
  "In a direct message, digests always come here. Leave out channel.";

export const UNSEEN_CHANNEL =
  "Either you or Paperboy can't see that channel. Check that it's in this server and that Paperboy was added as a bot.";
export const WHERE_THE_LINK_IS = "The link is in `/help`.";

export const NO_TOPICS_YET = "There are no topics yet.";
export const ADD_A_TOPIC = "Use `/digest subscribe` to add one.";

/** `why` is a sentence, or nothing. */
export function digestsHaveEnded(where: "here" | "there", why: string): string {
  return `Digests have ended ${where}. ${why}`.trim();
}

export const START_AGAIN = "Use `/digest subscribe` to start again.";

export const DISCORD_IS_AWAY =
  "Discord isn't responding right now, so nothing was changed. Try again in a few minutes.";

export function unsupportedChannel(what: string): string {
  return `Digests can't be posted there because it's ${what}. Pick another channel.`;
}

export function permissionAt(permission: string, where: string): string {
  return `${permission} (${where})`;
}

/** Something else that is in the way, and what to do about it. */
export function obstacle(what: string, remedy: string): string {
  return `${what}. ${remedy}`;
}

/** `permissions` are missing, `others` are what else is in the way. */
export function nothingChanged(permissions: readonly string[], others: readonly string[]): string {
  const needed = permissions.length > 0 ? [`Paperboy needs ${permissions.join(" and ")}`] : [];
  const then = others.length > 0 ? "Then" : "Grant it, then";
  return `Nothing was changed: ${[...needed, ...others].join("; and ")}. ${then} try again.`;
}

// Who may manage digests.

export const NEEDS_MANAGE_SERVER = "You need the Manage Server permission to manage digests here.";
export const WHO_CAN_MANAGE =
  "Ask someone who has it, or use `/digest` in a direct message with Paperboy.";

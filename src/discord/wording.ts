// What keeps Paperboy from posting, and what to do about it. Names come cut, but as they are; it is stored
// with pauses and digests, so older ones keep older words. Permissions and settings are called as Discord's own
// pages call them.

/** In a forum some go by another name. */
export const PERMISSIONS = {
  ViewChannel: { usual: "View Channel", forum: "View Channel" },
  SendMessages: { usual: "Send Messages", forum: "Create Posts" },
  CreatePublicThreads: { usual: "Create Public Threads", forum: "Create Posts" },
  SendMessagesInThreads: { usual: "Send Messages in Threads", forum: "Send Messages in Posts" },
  ReadMessageHistory: { usual: "Read Message History", forum: "Read Post History" },
  ManageThreads: { usual: "Manage Threads", forum: "Manage Posts" },
  MentionEveryone: {
    usual: "Mention @everyone, @here, and All Roles",
    forum: "Mention @everyone, @here, and All Roles",
  },
};

/** What is no permission, as a clause that goes on after "blocked:". */
export const CAUSES = {
  "time-out": "Paperboy is timed out in this server",
  "private thread": "this is a private thread, and Paperboy isn't in it",
  "hidden thread": "Paperboy can't see this thread",
  "locked thread": "this thread is locked",
  "no tag": "posts need a tag, and this forum has none that everyone can use",
};

/** The same, where only Discord's refusal tells. */
export const REFUSED_BECAUSE = {
  kindOfChannel: "Paperboy can't post in this kind of channel",
  activeThreads: "the server has reached Discord's limit of active threads",
  privacySettings: "your privacy settings block direct messages from Paperboy",
  closedThread: "this thread is closed",
  threadMembers: "this thread has reached Discord's limit of members",
  verificationLevel: "the server’s verification level keeps Paperboy out",
  twoFactor: "the server requires two-factor authentication",
  blockedTitle: "AutoMod blocks the post's title",
  disallowedTitle: "the server doesn't allow the post's title",
};

export const NO_SHARED_SERVER =
  "Discord no longer lets Paperboy message you, because you don't share a server with it any more.";

/** What can't be posted in, after "this is". */
export const GROUP_CONVERSATION = "a group conversation";
export const OTHER_KIND_OF_CHANNEL = "a kind of channel that Paperboy can't post in";

// What to do about it.

/** `role`: Paperboy's. */
export function inPermissions(role: string): string {
  return `Edit Channel → Permissions → ${role}`;
}

/** Where its name isn't known. */
export const PAPERBOYS_ROLE = "Paperboy’s role";

export const EDIT_TAGS = "Edit Channel → Tags";

export function orUnlockIt(where: string): string {
  return `${where}; or unlock the thread`;
}

export function unlockIt(where: string): string {
  return `Unlock the thread, or give Paperboy Manage Threads (${where})`;
}

export function addToThread(bot: string): string {
  return `Mention @${bot} in the thread to add it`;
}

export function addOrShow(bot: string): string {
  return `If it is private, mention @${bot} in the thread to add it; if not, give Paperboy View Channel in the channel that the thread belongs to`;
}

/** Of a time-out. */
export function endsOn(day: string, time: string): string {
  return `It ends on ${day} at ${time} UTC; a moderator can remove it sooner`;
}

export function orMentionable(where: string, role: string): string {
  return `${where}; or Server Settings → Roles → ${role} → Allow anyone to @mention this role`;
}

/** After Discord's refusal. */
export const TO_DO = {
  subscribeElsewhere: "use /digest subscribe in another channel",
  closeThreads: "close some of its threads",
  allowDirectMessages:
    "allow direct messages in the privacy settings of a server that you share with Paperboy",
  openAgain: "open it again",
  anotherThread: "use another thread",
  verificationLevel: "Server Settings → Safety Setup → Verification Level",
  twoFactor: "the bot's owner has to turn it on",
  letThrough: "Server Settings → AutoMod: let Paperboy’s role through",
  autoMod: "Server Settings → AutoMod",
};

/** To what no command or button explains. */
export const NO_ANSWER = "Paperboy can't answer this. Type / to see its commands.";

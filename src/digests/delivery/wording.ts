// What is told of digests that met with trouble: in `/digest status`, and in the posts of forums. Titles and
// permissions come as they are to be shown. It is stored with the digest, so older ones keep older words.

// Titles of forum posts.

export const titles = {
  alert: "A digest has a problem",
  running: (since: string) => `New papers since ${since}`,
  daily: (day: string) => `New papers · ${day}`,
  archive: (day: string) => `From the archive · ${day}`,
};

// A message, where no title says more.

export function messageNumber(number: number): string {
  return `message ${number}`;
}

// What was left out.

export function notAccepted(what: string): string {
  return `Left out, because Discord didn't accept it: ${what}`;
}

export function withdrawn(what: string): string {
  return `Withdrawn by its authors, so it was left out: ${what}`;
}

// What may have arrived.

export function mayBePosted(what: string): string {
  return `May already have been posted, so it won't be sent again: ${what}`;
}

export function mayBePostedTwice(number: number, permission: string): string {
  return `Message ${number} may have been posted twice: without ${permission}, Paperboy can't tell whether it arrived.`;
}

export function cannotTell(number: number, permission: string): string {
  return `Message ${number} may have been posted: without ${permission}, Paperboy can't tell.`;
}

export const COULD_NOT_CHECK = "Paperboy couldn't check whether all of it was posted.";

// What it waits for.

/** Holds while a digest waits, and afterwards. */
export const DISCORD_HAD_TROUBLE = "Discord had trouble with this digest.";

export const DATABASE_UNAVAILABLE = "Paperboy’s database was unavailable for a while.";
export const OUR_FAULT = "Something went wrong in Paperboy. Its log has the details.";

export function waitingForPermission(permission: string, where: string): string {
  return `Waiting for the permission ${permission} (${where})`;
}

/** `clause`: what is in the way, as a clause. */
export function waiting(clause: string, howToFix: string): string {
  return `Waiting: ${clause}. ${howToFix}`;
}

/** In place of where it is granted. */
export const REFUSED_WITHOUT = "Discord refused a message without it";

/** As a clause. */
export function thisIs(kindOfChannel: string): string {
  return `this is ${kindOfChannel}`;
}

export const SUBSCRIBE_ELSEWHERE = "Use /digest subscribe in another channel";

// Why it ended.

export const TOPICS_ENDED = "This channel's topics have ended.";
export const CHANNEL_GONE = "The channel was deleted, or Paperboy was removed from the server.";
export const WAITED_FOR_A_WEEK = "It waited for a week. Its papers will be in the next digest.";
export const NO_MESSAGES_FOR_A_WEEK = "Paperboy couldn't send you direct messages for a week.";
export const NOT_ACCEPTED_FOR_AN_HOUR =
  "Discord didn't accept it for an hour. Its papers will be in the next digest.";

// Publishing and mentions.

export function notPublished(number: number): string {
  return `Message ${number} couldn't be published.`;
}

export const PARTLY_PUBLISHED =
  "Only part of it is published: Discord allows 10 published messages an hour in a channel.";

export function noOneMentioned(permission: string, where: string): string {
  return `No one was mentioned, because Paperboy needs ${permission} (${where})`;
}

/** For `/digest log`. */
export function roleDeleted(channel: string): string {
  return `${channel} no longer mentions anyone, because the role was deleted`;
}

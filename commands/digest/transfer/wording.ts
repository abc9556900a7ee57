// What is wrong with a file of digests, or with what a copy or a file wants. Names come as they are.

// Fields of a file.

export const NO_ID = "isn't a Discord id in quotation marks";
export const TOO_LONG = "is too long";
export const NEEDS_AN_ID = "it needs an id, and may have a name";
export const TRUE_OR_FALSE = "it's true or false";
export const PERSON_OR_CHANNEL = "it's person or channel";
export const DAY_AND_TIME = "it needs a day and a time";
export const WISHES = "it's what a topic gets, in braces";
export const CANNOT_BE_READ = "it can't be read";
export const NO_TOPIC = "it has no topic";

/** What a field is called, by what it is of. */
export const FIELDS = { settings: "Setting", topic: "Field", wishes: "Wish" };

export function isUnknown(field: string, name: string): string {
  return `${field} ${name} isn't known here`;
}

export function inField(name: string, what: string): string {
  return `${name}: ${what}`;
}

export function aboutTopic(called: string, what: string): string {
  return `Topic ${called}: ${what}`;
}

export function quoted(name: string): string {
  return `“${name}”`;
}

// A file.

export const NOT_OURS = "file: that isn't a file of Paperboy's.";
export const NO_JSON = "file: that isn't a JSON file.";
export const USE_AN_EXPORT = "Use one from `/digest export`.";
export const NO_CHANNELS = "file: it has no list of channels.";

export function anotherVersion(version: number, ours: number): string {
  return (
    `file: it has version ${version}, but this Paperboy reads version ${ours}. ` +
    "Use a file from a Paperboy of the same version."
  );
}

export function onlyTheFirst(channels: number): string {
  return `Only the first ${channels} channels are read`;
}

export function inChannel(number: number, what: string): string {
  return `Channel ${number} in the file: ${what}`;
}

// Channels.

/** `whyNot` says that there is no channel of that name, or several. */
export function thatYouCanSee(whyNot: string): string {
  return `${whyNot} that you can see`;
}

export const TWICE_IN_THE_FILE = "the file has this channel twice; the first is used";

export function noneIsThatChannel(channels: number): string {
  return `file: it has ${channels} channels, and none of them is that one. Leave out channel to import them all.`;
}

// What a channel cannot have.

export function noRoom(topic: string, most: number): string {
  return `Topic “${topic}”: the channel has ${most} topics, the most it can have`;
}

export function isTwice(topic: string): string {
  return `Topic “${topic}”: it's there twice; the first is used`;
}

export const ROLE_IS_GONE = "role: it no longer exists";

export function role(why: string): string {
  return `role: ${why}`;
}

export function alerts(why: string): string {
  return `alerts: ${why}`;
}

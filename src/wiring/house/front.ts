import type { ReadAttachment } from "../../../commands/command/attachment.ts";
import type { Events } from "../../community/clubs/events.ts";
import type { Threads } from "../../community/posting/threads.ts";
import type { Courier } from "../../digests/courier.ts";
import type { NamedServer } from "../../digests/server-names.ts";
import type { MaySee } from "../../mail/courier.ts";
import type { ConnectionState } from "../../messages/help.ts";

/** Discord, or the playground. */
export interface Front {
  /** Through whom digests are delivered. */
  courier: Courier;
  threads: Threads;
  events: Events;
  readAttachment: ReadAttachment;
  serverNames: (guildId: string) => NamedServer;
  /** Whether a channel of a server is shown to all its members, whatever roles they have. */
  isOpenToAll: (guildId: string, channelId: string) => boolean;
  /** Whether somebody is shown a channel who does not ask just now. */
  maySee: MaySee;
  /** Whether a server, or direct messages, are for this process to serve. Default: all are. */
  isOurs?: (guildId: string | null) => boolean;
  /** What link invites the bot, if any. */
  inviteUrl: string | null;
  /** How it tells of a server, or of direct messages. Default: not at all. */
  connection?: (guildId: string | null) => ConnectionState;
}

/** A front that comes when all rooms are wired: requests may come in before, and what they ask of it waits. */
export interface FrontToCome {
  courier: Courier;
  threads: Threads;
  events: Events;
  readAttachment: ReadAttachment;
  serverNames: (guildId: string) => Promise<NamedServer>;
  isOpenToAll: (guildId: string, channelId: string) => Promise<boolean>;
  /** The same for many channels, told one after the other. */
  whichAreOpen: () => Promise<Front["isOpenToAll"]>;
  maySee: MaySee;
  /** Everything is, until it comes. */
  isOurs: (guildId: string | null) => boolean;
  /** Null until it comes, as what `connection` says. */
  readonly inviteUrl: string | null;
  connection: (guildId: string | null) => ConnectionState | null;
  open(front: Front): void;
}

export function createFrontToCome(): FrontToCome {
  const { promise: front, resolve } = Promise.withResolvers<Front>();
  let opened: Front | null = null;
  const courier = front.then((its) => its.courier);
  const threads = front.then((its) => its.threads);
  const events = front.then((its) => its.events);
  return {
    courier: {
      probe: async (...request) => await (await courier).probe(...request),
      isOpenPost: async (...request) => await (await courier).isOpenPost(...request),
      send: async (...request) => await (await courier).send(...request),
      find: async (...request) => await (await courier).find(...request),
      publish: async (...request) => await (await courier).publish(...request),
      change: async (...request) => (await (await courier).change?.(...request)) ?? false,
      tell: async (...request) => await (await courier).tell(...request),
      get time() {
        return opened?.courier.time ?? null;
      },
    },
    threads: {
      start: async (...request) => await (await threads).start(...request),
      look: async (...request) => await (await threads).look(...request),
      revive: async (...request) => await (await threads).revive(...request),
    },
    events: {
      ensure: async (...request) => await (await events).ensure(...request),
      cancel: async (...request) => await (await events).cancel(...request),
    },
    readAttachment: async (...asked) => await (await front).readAttachment(...asked),
    serverNames: async (guildId) => (await front).serverNames(guildId),
    isOpenToAll: async (...asked) => (await front).isOpenToAll(...asked),
    whichAreOpen: async () => (await front).isOpenToAll,
    maySee: async (...asked) => await (await front).maySee(...asked),
    isOurs: (guildId) => opened?.isOurs?.(guildId) ?? true,
    get inviteUrl() {
      return opened?.inviteUrl ?? null;
    },
    connection: (guildId) => opened?.connection?.(guildId) ?? null,
    open(its) {
      opened = its;
      resolve(its);
    },
  };
}

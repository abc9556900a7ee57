import type { Logger } from "pino";
import type { Book } from "../book.ts";
import type { Courier } from "../courier.ts";
import type { Channel } from "../digest.ts";
import { followNames, type NameServices } from "./follow-names.ts";
import { dropRole } from "../delivery/drop-role.ts";

/** What became of a server or a channel. */
export type PresenceChange =
  /** Discord has told which of these servers the bot is in, and what they have. */
  | { kind: "session began"; isOf: (guildId: string) => boolean }
  | { kind: "server lost"; guildId: string }
  /** The bot was invited, again or for the first time; if not, the server can be reached again. */
  | { kind: "server here"; guildId: string; isInvited: boolean }
  | { kind: "channel lost"; channelId: string }
  /** A thread was opened again, or is shown to the bot. */
  | { kind: "channel here"; channelId: string }
  | { kind: "role lost"; guildId: string; roleId: string }
  /** A server, or something in it, may be called something else. */
  | { kind: "renamed"; guildId: string };

export interface Presence {
  /** Ends the subscriptions of what is lost, and brings back those of what is back. Never fails. */
  note(change: PresenceChange): Promise<void>;
  /**
   * Looks at every channel of every server that `isOf` knows, default all: for what happened while the bot was
   * down. Channels that ended are not asked for again: those that are back are known.
   */
  check(isOf?: (guildId: string) => boolean): Promise<void>;
}

export interface PresenceOptions extends NameServices {
  book: Pick<Book, "subscriptions" | "changes">;
  courier: Courier;
  /** Forgets what was kept of a server or a channel that is gone for good. Default: there is nothing. */
  forget?: (gone: { guildId: string } | { channelId: string }) => Promise<void>;
  now: () => Temporal.Instant;
  log: Logger;
}

/** Subscriptions that ended are kept for a while (`WHAT_GOES`), so they can come back. */
export function createPresence({
  book,
  courier,
  forget = () => Promise.resolve(),
  now,
  log,
  ...naming
}: PresenceOptions): Presence {
  const { subscriptions } = book;

  async function end({ id, guildId }: Channel): Promise<void> {
    await subscriptions.end(id, now());
    await forget({ channelId: id });
    log.info({ channelId: id, guildId }, "A channel is gone, so its subscriptions have ended");
  }

  async function bringBack({ id, guildId, pause }: Channel): Promise<void> {
    await subscriptions.end(id, null);
    if (pause?.why === "blocked") await subscriptions.pause(id, null);
    log.info({ channelId: id, guildId }, "A channel is back, with its subscriptions");
  }

  const dropFrom = (channel: Channel, roleId: string) =>
    dropRole(channel, roleId, { book, courier, now, log });

  async function look(channel: Channel, { onlyKnown = channel.endedAt !== null } = {}) {
    const { id, guildId, endedAt, settings } = channel;
    const { roleId } = settings;
    try {
      const probe = await courier.probe(id, { roleId, publish: false, guildId, onlyKnown });
      if (probe.kind === "gone" && endedAt === null) await end(channel);
      if (probe.kind !== "here") return;
      if (endedAt !== null) await bringBack(channel);
      if (probe.roleIsGone && roleId !== null) await dropFrom(channel, roleId);
    } catch (error) {
      log.error({ err: error, channelId: channel.id }, "Could not check a channel");
    }
  }

  async function check(isOf: (guildId: string) => boolean = () => true): Promise<void> {
    const all = [
      ...(await subscriptions.channels()),
      ...(await subscriptions.channels({ ended: true })),
    ];
    // A direct message cannot be lost, and each would cost a request.
    const its = all.filter(({ guildId }) => guildId !== null && isOf(guildId));
    await Promise.all(its.map((one) => look(one)));
    await followNames(null, naming);
  }

  async function follow(change: PresenceChange): Promise<void> {
    if (change.kind === "session began") return await check(change.isOf);
    if (change.kind === "channel lost") {
      await forget({ channelId: change.channelId });
      const channel = await subscriptions.channel(change.channelId);
      if (channel && channel.endedAt === null) await end(channel);
      return;
    }
    if (change.kind === "channel here") {
      const channel = await subscriptions.channel(change.channelId);
      if (channel && channel.endedAt !== null) await look(channel);
      return;
    }
    const { guildId } = change;
    if (change.kind === "renamed") return await followNames(guildId, naming);
    if (change.kind === "server lost") await forget({ guildId });
    const channels = await subscriptions.channels({ guildId });
    if (change.kind === "server lost") for (const channel of channels) await end(channel);
    if (change.kind === "role lost")
      for (const channel of channels) await dropFrom(channel, change.roleId);
    if (change.kind !== "server here") return;
    for (const channel of channels) await look(channel);
    for (const channel of await subscriptions.channels({ guildId, ended: true }))
      await look(channel, { onlyKnown: !change.isInvited });
    await followNames(guildId, naming);
  }

  return {
    async note(change) {
      try {
        await follow(change);
      } catch (error) {
        log.error({ err: error, ...change }, "Could not handle a change to a server");
      }
    },

    check,
  };
}

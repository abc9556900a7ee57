import type { Logger } from "pino";
import type { Book } from "./book.ts";
import type { Courier } from "./courier.ts";
import type { Channel } from "./digest.ts";

/** What became of a server or a channel. */
export type PresenceChange =
  | { kind: "server lost"; guildId: string }
  /** The bot was invited, again or for the first time, or the server can be reached again. */
  | { kind: "server here"; guildId: string }
  | { kind: "channel lost"; channelId: string };

export interface Presence {
  /** Ends the subscriptions of what is lost, and brings back those of what is back. Never fails. */
  note(change: PresenceChange): Promise<void>;
  /** Looks at every channel of every server: for what happened while the bot was down. */
  check(): Promise<void>;
}

export interface PresenceOptions {
  book: Pick<Book, "subscriptions">;
  courier: Pick<Courier, "probe">;
  now: () => Temporal.Instant;
  log: Logger;
}

/** Subscriptions that ended are kept for a while (`Subscriptions.forgetEnded`), so they can come back. */
export function createPresence({ book, courier, now, log }: PresenceOptions): Presence {
  const { subscriptions } = book;

  async function end({ id, guildId }: Channel): Promise<void> {
    await subscriptions.end(id, now());
    log.info({ channelId: id, guildId }, "The subscriptions of a lost channel have ended");
  }

  async function bringBack({ id, guildId, pause }: Channel): Promise<void> {
    await subscriptions.end(id, null);
    if (pause?.why === "blocked") await subscriptions.pause(id, null);
    log.info({ channelId: id, guildId }, "A channel is back, with its subscriptions");
  }

  async function look(channel: Channel): Promise<void> {
    try {
      const { kind } = await courier.probe(channel.id, { roleId: null, publish: false });
      if (kind === "gone" && channel.endedAt === null) await end(channel);
      if (kind === "here" && channel.endedAt !== null) await bringBack(channel);
    } catch (error) {
      log.error({ err: error, channelId: channel.id }, "A channel could not be looked at");
    }
  }

  async function follow(change: PresenceChange): Promise<void> {
    if (change.kind === "channel lost") {
      const channel = await subscriptions.channel(change.channelId);
      if (channel && channel.endedAt === null) await end(channel);
      return;
    }
    const { guildId } = change;
    if (change.kind === "server lost")
      for (const channel of await subscriptions.channels({ guildId })) await end(channel);
    else
      for (const channel of await subscriptions.channels({ guildId, ended: true }))
        await look(channel);
  }

  return {
    async note(change) {
      try {
        await follow(change);
      } catch (error) {
        log.error({ err: error, ...change }, "Could not follow what became of a server");
      }
    },

    async check() {
      const all = [
        ...(await subscriptions.channels()),
        ...(await subscriptions.channels({ ended: true })),
      ];
      // A direct message cannot be lost, and each would cost a request.
      await Promise.all(all.filter(({ guildId }) => guildId !== null).map(look));
    },
  };
}

import { RESTJSONErrorCodes, Routes } from "discord-api-types/v10";
import { type REST, SnowflakeUtil } from "discord.js";
import { z } from "zod";
import type { Courier, LookResult, Needs, Probe, Target } from "../../digests/courier.ts";
import type { DiscordClock } from "../connection/clock.ts";
import { carriesCustomId } from "../../messages/layout/custom-id.ts";
import { asking, RequestFailure } from "../api/failure.ts";
import { refusalOf } from "../api/refusals.ts";

/** Discord's servers may be so far apart: one dates its answers, another makes the ids. */
const SERVERS_DIFFER_MS = 60_000;

/**
 * A digest is looked for within a day of its attempt: where the time of that lies ahead of Discord’s
 * clock, it was in the last day.
 */
const LONGEST_AGO_MS = 24 * 60 * 60_000;

/** As many as Discord gives at once. */
const MESSAGES_PER_PAGE = 100;

const message = z.object({
  id: z.string(),
  author: z.object({ id: z.string() }),
  components: z.array(z.unknown()).default([]),
});

const threadList = z.object({
  threads: z.array(
    z.object({ id: z.string(), parent_id: z.string().nullish(), owner_id: z.string().nullish() }),
  ),
});

export interface HistoryOptions {
  rest: Pick<REST, "get">;
  userId: string;
  look: (channelId: string, needs: Needs) => Promise<Probe>;
  clock?: DiscordClock;
}

/** Looks for what we posted. Discord keeps no nonce, so a custom id says which message it is. */
export function createHistory({
  rest,
  userId,
  look,
  clock,
}: HistoryOptions): Pick<Courier, "find"> {
  /** The first id that a message may have which was sent after an instant. */
  function firstIdSince(since: Temporal.Instant): bigint {
    const now = clock?.now()?.epochMilliseconds ?? Infinity;
    const isAhead = since.epochMilliseconds > now + SERVERS_DIFFER_MS;
    const fromMs = isAhead ? now - LONGEST_AGO_MS : since.epochMilliseconds;
    return SnowflakeUtil.generate({
      timestamp: Math.max(fromMs - SERVERS_DIFFER_MS, Number(SnowflakeUtil.epoch)),
    });
  }

  /** From the oldest on, since what we look for came soon after. */
  async function findMessage(channelId: string, mark: string, since: bigint) {
    let after = since;
    for (;;) {
      const query = new URLSearchParams({ after: String(after), limit: String(MESSAGES_PER_PAGE) });
      const page = z
        .array(message)
        .parse(
          await asking("a look at the history", () =>
            rest.get(Routes.channelMessages(channelId), { query }),
          ),
        );
      const found = page.find(({ author, components }) => {
        return author.id === userId && carriesCustomId(components, mark);
      });
      if (found) return found.id;
      if (page.length < MESSAGES_PER_PAGE) return null;
      after = page.map(({ id }) => BigInt(id)).reduce((one, id) => (id > one ? id : one), after);
    }
  }

  /** Among our posts in a forum, those that are archived already too. */
  async function findPost(forumId: string, guildId: string, mark: string, since: bigint) {
    const routes = [Routes.guildActiveThreads(guildId), Routes.channelThreads(forumId, "public")];
    for (const route of routes) {
      const { threads } = threadList.parse(
        await asking("a look at the posts", () => rest.get(route)),
      );
      const ours = threads.filter(
        ({ id, parent_id, owner_id }) =>
          parent_id === forumId && owner_id === userId && BigInt(id) >= since,
      );
      for (const { id } of ours) if (await opensWith(id, mark)) return id;
    }
    return null;
  }

  async function opensWith(postId: string, mark: string): Promise<boolean> {
    const route = Routes.channelMessage(postId, postId);
    try {
      const first = message.parse(await asking("a look at a post", () => rest.get(route)));
      return carriesCustomId(first.components, mark);
    } catch (error) {
      const isDeleted =
        error instanceof RequestFailure && error.code === RESTJSONErrorCodes.UnknownMessage;
      if (isDeleted) return false;
      throw error;
    }
  }

  async function find(target: Target, mark: string, since: Temporal.Instant): Promise<LookResult> {
    const { channelId, kind, postId } = target;
    const around = await look(channelId, { roleId: null, publish: false });
    if (around.kind === "unavailable") return around;
    if (around.kind !== "here") return { kind: "absent" };
    // Without it Discord shows an empty channel, and no error.
    const [lacking] = around.advised ?? [];
    if (lacking) return { kind: "cannot look", permission: lacking.permission };
    const from = firstIdSince(since);
    if (kind === "forum" && postId === null && around.guildId !== null) {
      const found = await findPost(channelId, around.guildId, mark, from);
      return found === null
        ? { kind: "absent" }
        : { kind: "found", messageId: found, postId: found };
    }
    const found = await findMessage(postId ?? channelId, mark, from);
    return found === null ? { kind: "absent" } : { kind: "found", messageId: found, postId };
  }

  return {
    async find(target, mark, since) {
      try {
        return await find(target, mark, since);
      } catch (error) {
        if (!(error instanceof RequestFailure)) throw error;
        const refusal = refusalOf(error);
        if (refusal.kind === "blocked")
          return { kind: "cannot look", permission: refusal.permission };
        // Sending will tell what is wrong with the channel.
        return refusal.kind === "gone"
          ? { kind: "absent" }
          : { kind: "unavailable", reason: error.message };
      }
    },
  };
}

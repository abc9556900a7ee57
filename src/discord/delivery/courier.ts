import { randomBytes } from "node:crypto";
import { RESTJSONErrorCodes, Routes, ThreadAutoArchiveDuration } from "discord-api-types/v10";
import { RateLimitError, REST } from "discord.js";
import type { Logger } from "pino";
import { z } from "zod";
import type { Courier, Outgoing, Sent, Target } from "../../digests/courier.ts";
import { tagOfPosts } from "../../digests/forum-tag.ts";
import type { Reply } from "../../messages/layout/reply.ts";
import type { Connection } from "../connection/connection.ts";
import { asking, RequestFailure } from "../api/failure.ts";
import { createHistory, type HistoryOptions } from "./history.ts";
import { isClosed, postState } from "./post-state.ts";
import { type Pace, paced } from "./pace.ts";
import { CLOSES_A_POST, refusalOf, UNREACHABLE } from "../api/refusals.ts";
import { lookAtChannel } from "./channel-state.ts";

export interface CourierOptions extends HistoryOptions {
  rest: Pick<REST, "get" | "post" | "patch">;
  /** Repeats nothing by itself: for what Discord would do twice. */
  onceRest: Pick<REST, "post">;
  /** A message as Discord gets it, with commands that can be clicked. */
  toClickable: (payload: Reply) => Reply;
  log: Logger;
}

const created = z.object({ id: z.string() });

/** A post's first message has the post's id. */
const post = z.object({ id: z.string() });

/** The courier of a client that is logged in. */
export function courierOf(
  connection: Pick<Connection, "client" | "clock" | "shards">,
  {
    now,
    pace,
    ...rest
  }: Pick<CourierOptions, "toClickable" | "log"> & { now: () => Temporal.Instant; pace: Pace },
): Courier {
  const { client, clock } = connection;
  const onceRest = new REST({ ...client.rest.options, retries: 0 }).setToken(client.token);
  return createCourier({
    rest: paced(client.rest, pace),
    onceRest: paced(onceRest, pace),
    userId: client.user.id,
    look: (channelId, needs) => lookAtChannel(connection, channelId, needs, now),
    clock,
    ...rest,
  });
}

/**
 * Posts messages with their nonce, which makes the library's own repeats harmless. A forum post
 * takes no nonce, so that request is made once; whoever repeats it looks first.
 */
export function createCourier(options: CourierOptions): Courier {
  const { rest, onceRest, look, clock, toClickable, log } = options;
  const history = createHistory(options);
  const bodyOf = ({ payload, roleId }: Pick<Outgoing, "payload" | "roleId">) =>
    mentioning(roleId, toClickable(payload));

  /** Into a channel, a thread, or the post that an earlier message opened. */
  async function sendMessage(channelId: string, { nonce, ...outgoing }: Outgoing) {
    const body = { ...bodyOf(outgoing), nonce, enforce_nonce: true };
    const route = Routes.channelMessages(channelId);
    const { id } = await asking("a message", async () =>
      created.parse(await rest.post(route, { body })),
    );
    return id;
  }

  async function openPost(
    { channelId, title, tagId, tagIds = [], isRunning }: Target,
    outgoing: Outgoing,
  ): Promise<string> {
    const around = await look(channelId, { roleId: null, publish: false });
    const tags = around.kind === "here" ? around.forum : undefined;
    const wanted = tags?.tags.filter(({ id, isUsable }) => isUsable && tagIds.includes(id)) ?? [];
    const tag = tags && wanted.length === 0 ? tagOfPosts(tags, tagId) : null;
    const body = {
      name: title,
      message: bodyOf(outgoing),
      applied_tags: [...wanted, ...(tag ? [tag] : [])].map(({ id }) => id),
      ...(isRunning && { auto_archive_duration: ThreadAutoArchiveDuration.OneWeek }),
    };
    const { id } = await asking("a forum post", async () =>
      post.parse(await onceRest.post(Routes.threads(channelId), { body })),
    );
    return id;
  }

  /** Asked for each time: the client's cache doesn't hear of a post that was closed while it was away. */
  async function isOpenPost(postId: string): Promise<boolean> {
    try {
      const state = await asking("a look at a post", async () =>
        postState.parse(await rest.get(Routes.channel(postId))),
      );
      return !isClosed(state);
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error;
      return !UNREACHABLE.has(error.code);
    }
  }

  async function sendToForum(target: Target, outgoing: Outgoing): Promise<Sent> {
    if (target.postId !== null) {
      try {
        const messageId = await sendMessage(target.postId, outgoing);
        return { kind: "sent", messageId, postId: target.postId };
      } catch (error) {
        if (error instanceof RequestFailure && CLOSES_A_POST.has(error.code))
          return { kind: "closed post" };
        throw error;
      }
    }
    const postId = await openPost(target, outgoing);
    return { kind: "sent", messageId: postId, postId };
  }

  return {
    probe: look,

    isOpenPost,

    async send(target, outgoing) {
      try {
        if (target.kind === "forum") return await sendToForum(target, outgoing);
        const messageId = await sendMessage(target.channelId, outgoing);
        return { kind: "sent", messageId, postId: null };
      } catch (error) {
        if (error instanceof RequestFailure) return refusalOf(error);
        throw error;
      }
    },

    get time() {
      return clock?.now() ?? null;
    },
    find: history.find,

    async publish(channelId, messageId) {
      const route = Routes.channelMessageCrosspost(channelId, messageId);
      try {
        await asking("a publication", () => rest.post(route));
        return "published";
      } catch (error) {
        if (error instanceof RateLimitError) return "limited";
        if (isCode(error, RESTJSONErrorCodes.ThisMessageWasAlreadyCrossposted)) return "published";
        if (!(error instanceof RequestFailure)) throw error;
        log.warn({ channelId, messageId, reason: error.message }, "Could not publish a message");
        return "refused";
      }
    },

    async change(channelId, messageId, payload) {
      const route = Routes.channelMessage(channelId, messageId);
      try {
        await asking("an edit", () =>
          rest.patch(route, { body: bodyOf({ payload, roleId: null }) }),
        );
        return true;
      } catch (error) {
        if (!(error instanceof RequestFailure)) throw error;
        log.info({ channelId, messageId, reason: error.message }, "Could not change a message");
        return false;
      }
    },

    async tell(personId, payload) {
      try {
        const channel = await asking("a direct message's channel", async () =>
          created.parse(
            await rest.post(Routes.userChannels(), { body: { recipient_id: personId } }),
          ),
        );
        // For the library's own repeats.
        const nonce = randomBytes(12).toString("hex");
        const body = { ...bodyOf({ payload, roleId: null }), nonce, enforce_nonce: true };
        await asking("a direct message", () =>
          rest.post(Routes.channelMessages(channel.id), { body }),
        );
        return true;
      } catch (error) {
        if (!(error instanceof RequestFailure)) throw error;
        log.warn({ userId: personId, reason: error.message }, "Could not message a person");
        return false;
      }
    },
  };
}

/** Nobody is mentioned but the one role, and that only where the message names it. */
function mentioning(roleId: string | null, payload: Reply): Reply {
  const [named] = payload.allowed_mentions.roles ?? [];
  const isWanted = roleId !== null && named === roleId;
  return {
    ...payload,
    allowed_mentions: isWanted ? { parse: [], roles: [roleId] } : { parse: [] },
  };
}

function isCode(error: unknown, code: RESTJSONErrorCodes): boolean {
  return error instanceof RequestFailure && error.code === code;
}

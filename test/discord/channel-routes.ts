import { ChannelType, PermissionFlagsBits } from "discord-api-types/v10";
import * as spec from "discord-api-spec/zod";
import { ApiError, type Flaw, invalidFormBody } from "./api-error.ts";
import { type MessageBody, messageFlaws } from "./check-message.ts";
import { shapeFlaws } from "./check-shape.ts";
import type { DirectMessages } from "./direct-messages.ts";
import { channelJson, type Guild, type GuildChannel, isThread, takesPosts } from "./guild.ts";
import { type Message, messageData, type Messages } from "./messages.ts";
import type { Call, Route } from "./rest.ts";
import { trusted } from "./trusted.ts";
import { snowflake, world } from "./world.ts";

const {
  CreatePublicThreads,
  ManageThreads,
  ReadMessageHistory,
  SendMessages,
  SendMessagesInThreads,
  ViewChannel,
} = PermissionFlagsBits;

/** Of which kind the threads of a channel are that are started from its messages. */
const THREADS_OF = new Map<ChannelType, ChannelType>([
  [ChannelType.GuildText, ChannelType.PublicThread],
  [ChannelType.GuildAnnouncement, ChannelType.AnnouncementThread],
]);

interface Options {
  guild: Guild;
  directMessages: DirectMessages;
  messages: Messages;
  now: () => number;
  /** For how long a nonce stops a second message. */
  nonceMemoryMs: number;
  /** Messages with one of these texts are refused as invalid. */
  disliked: ReadonlySet<string>;
  /** Called for each message that the bot posts by itself. */
  onPost: (message: Message) => void;
}

interface NewPost {
  name: string;
  message: MessageBody;
  applied_tags?: string[];
  auto_archive_duration?: number;
}

interface NewMessage extends MessageBody {
  nonce?: string;
  enforce_nonce?: boolean;
}

const HOUR_MS = 3_600_000;

/** Discord tells that there is a limit, and not which. */
const OLD_EDITS_AN_HOUR = 3;

/** An id tells when (Discord's reference, "Snowflakes"). */
function sentAt({ id }: Message): number {
  return Number(BigInt(id) >> 22n) + 1_420_070_400_000;
}

/** What a bot does in channels by itself: posting, reading back, publishing, opening posts. */
export function channelRoutes(options: Options): Route[] {
  const { guild, directMessages, messages, now, nonceMemoryMs, disliked, onPost } = options;
  const byNonce = new Map<string, { message: Message; at: number }>();

  function flawsOf(body: unknown): Flaw[] {
    const written = JSON.stringify(body);
    const found = [...disliked].filter((text) => written.includes(text));
    return [
      ...messageFlaws("channel message", body),
      ...found.map((text) => ({ path: ["components"], message: `has ${text}` })),
    ];
  }

  function post(channelId: string, { nonce, enforce_nonce, ...body }: NewMessage): Message {
    const earlier = nonce !== undefined && enforce_nonce ? byNonce.get(nonce) : undefined;
    if (earlier && now() - earlier.at <= nonceMemoryMs) {
      if (earlier.message.deleted) throw new ApiError(404, 10008, "Unknown Message");
      return earlier.message;
    }
    const message = messages.add({ channelId, onlyFor: null, body });
    if (nonce !== undefined) byNonce.set(nonce, { message, at: now() });
    onPost(message);
    return message;
  }

  function send({ parameters: { channel: id = "" }, body }: Call): object {
    const flaws = flawsOf(body);
    if (directMessages.has(id)) {
      if (flaws.length > 0) throw invalidFormBody(flaws);
      directMessages.demandOpen(id);
    } else {
      const channel = guild.channel(id);
      guild.demand(channel, isThread(channel) ? SendMessagesInThreads : SendMessages);
      if (channel.isLocked && !guild.may(channel, ManageThreads))
        throw new ApiError(400, 160005, "Thread is locked");
      if (takesPosts(channel))
        throw new ApiError(400, 50008, "Cannot send messages in a non-text channel");
      if (flaws.length > 0) throw invalidFormBody(flaws);
      channel.isArchived = false;
    }
    const nonce = trusted<NewMessage>(body).nonce;
    const before = messages.all.length;
    const message = post(id, trusted(body));
    if (!directMessages.has(id)) {
      const channel = guild.channel(id);
      channel.lastMessageId = message.id;
      if (isThread(channel) && messages.all.length > before) channel.messageCount += 1;
    }
    return { ...messageData(message), ...(nonce !== undefined && { nonce }) };
  }

  /** The page after an id, or the newest; as Discord does, newest first. */
  function history({ parameters: { channel: id = "" }, query }: Call): object[] {
    if (!directMessages.has(id)) {
      const channel = guild.channel(id);
      guild.demand(channel, ViewChannel);
      // Documented: without the permission there is no error, and no message.
      if (!guild.may(channel, ReadMessageHistory)) return [];
    }
    const limit = Number(query.get("limit") ?? 50);
    const after = query.get("after");
    const here = messages.all
      .filter((message) => message.channelId === id && !message.deleted && message.onlyFor === null)
      .filter((message) => after === null || BigInt(message.id) > BigInt(after))
      .toSorted((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1));
    const page = after === null ? here.slice(-limit) : here.slice(0, limit);
    return page.toReversed().map(messageData);
  }

  function openPost({ parameters: { channel: id = "" }, body }: Call): object {
    const forum = guild.channel(id);
    guild.demand(forum, SendMessages);
    if (!takesPosts(forum))
      throw new ApiError(400, 50024, "Cannot execute action on this channel type");
    const shape = shapeFlaws(spec.CreateForumThreadRequestSchema, body);
    if (shape.length > 0) throw invalidFormBody(shape);
    const given = trusted<NewPost>(body);
    const flaws = flawsOf(given.message);
    if (flaws.length > 0) throw invalidFormBody(flaws);
    const { applied_tags: tagIds = [] } = given;
    if (forum.isTagRequired && tagIds.length === 0)
      throw new ApiError(400, 40067, "A tag is required to create a forum post in this channel");
    for (const tagId of tagIds) {
      const tag = forum.tags.find(({ id: known }) => known === tagId);
      if (!tag) throw new ApiError(404, 10087, "Unknown tag");
      if (tag.moderated) guild.demand(forum, ManageThreads);
    }
    const postId = snowflake(now());
    const thread = guild.addChannel({
      type: ChannelType.PublicThread,
      name: given.name,
      parentId: forum.id,
      ownerId: world.botId,
      id: postId,
      lastMessageId: postId,
      appliedTags: tagIds,
      autoArchiveMinutes: given.auto_archive_duration ?? 1440,
    });
    // The first message of a post has the post's id.
    const about = { id: postId, channelId: postId, onlyFor: null, body: given.message };
    const message = messages.add(about);
    onPost(message);
    return { ...channelJson(thread), message: messageData(message) };
  }

  /** A thread that is started from a message has the message's id. */
  function startThread({
    parameters: { channel: id = "", message: from = "" },
    body,
  }: Call): object {
    const channel = guild.channel(id);
    guild.demand(channel, CreatePublicThreads);
    const type = THREADS_OF.get(channel.type);
    if (type === undefined)
      throw new ApiError(400, 50024, "Cannot execute action on this channel type");
    messageIn(id, from);
    if (guild.channels.some((one) => one.id === from))
      throw new ApiError(400, 160004, "A thread has already been created for this message");
    const shape = shapeFlaws(spec.CreateTextThreadWithMessageRequestSchema, body);
    if (shape.length > 0) throw invalidFormBody(shape);
    const { name, auto_archive_duration: minutes = 1440 } =
      trusted<Pick<NewPost, "name" | "auto_archive_duration">>(body);
    const thread = guild.addChannel({
      type,
      name,
      parentId: id,
      ownerId: world.botId,
      id: from,
      autoArchiveMinutes: minutes,
    });
    return channelJson(thread);
  }

  /** Opening an archived thread again takes no more than writing there, unless it is locked. */
  function changeThread({ parameters: { channel: id = "" }, body }: Call): object {
    const thread = guild.channel(id);
    guild.demand(thread, ViewChannel);
    const shape = shapeFlaws(spec.UpdateThreadRequestPartialSchema, body);
    if (shape.length > 0) throw invalidFormBody(shape);
    const changes = trusted<{ archived?: boolean; locked?: boolean }>(body);
    const isOpening = Object.keys(changes).join() === "archived" && !changes.archived;
    guild.demand(thread, isOpening && !thread.isLocked ? SendMessagesInThreads : ManageThreads);
    thread.isArchived = changes.archived ?? thread.isArchived;
    thread.isLocked = changes.locked ?? thread.isLocked;
    return { ...channelJson(thread), guild_id: world.guildId };
  }

  function threads(where: (thread: GuildChannel) => boolean): object {
    const found = guild.channels.filter((channel) => isThread(channel) && where(channel));
    return { threads: found.map(channelJson), members: [], has_more: false };
  }

  /** When messages older than an hour were edited by the bot itself, by channel. */
  const oldEdits = new Map<string, number[]>();

  /** An interaction's own edit of its message comes another way, and is not limited so. */
  function edit({ parameters: { channel = "", message: which = "" }, body, uploads }: Call) {
    if (!directMessages.has(channel)) guild.demand(guild.channel(channel), ViewChannel);
    const message = messageIn(channel, which);
    if (message.authorId !== world.botId)
      throw new ApiError(403, 50005, "Cannot edit a message authored by another user");
    if (now() - sentAt(message) > HOUR_MS) {
      const lately = (oldEdits.get(channel) ?? []).filter((at) => now() - at < HOUR_MS);
      if (lately.length >= OLD_EDITS_AN_HOUR)
        throw new ApiError(
          429,
          30046,
          "Maximum number of edits to messages older than 1 hour reached. Try again later",
        );
      oldEdits.set(channel, [...lately, now()]);
    }
    messages.edit(message, trusted(body), uploads);
    return messageData(message);
  }

  function messageIn(channelId: string, id: string): Message {
    const message = messages.find(id);
    if (message.channelId !== channelId) throw new ApiError(404, 10008, "Unknown Message");
    return message;
  }

  return [
    {
      method: "GET",
      path: "/channels/:channel",
      run({ parameters: { channel: id = "" } }) {
        if (directMessages.has(id)) return directMessages.data(id);
        const channel = guild.channel(id);
        guild.demand(channel, ViewChannel);
        return { ...channelJson(channel), guild_id: world.guildId };
      },
    },
    { method: "GET", path: "/channels/:channel/messages", run: history },
    { method: "POST", path: "/channels/:channel/messages", run: send },
    {
      method: "GET",
      path: "/channels/:channel/messages/:message",
      run({ parameters: { channel = "", message = "" } }) {
        if (!directMessages.has(channel)) guild.demand(guild.channel(channel), ReadMessageHistory);
        return messageData(messageIn(channel, message));
      },
    },
    {
      method: "PATCH",
      path: "/channels/:channel/messages/:message",
      run: edit,
    },
    {
      method: "POST",
      path: "/channels/:channel/messages/:message/crosspost",
      run({ parameters: { channel: id = "", message: which = "" } }) {
        const channel = guild.channel(id);
        guild.demand(channel, SendMessages);
        if (channel.type !== ChannelType.GuildAnnouncement)
          throw new ApiError(400, 50024, "Cannot execute action on this channel type");
        const message = messageIn(id, which);
        if (message.published)
          throw new ApiError(400, 40033, "This message has already been crossposted.");
        message.published = true;
        return messageData(message);
      },
    },
    { method: "POST", path: "/channels/:channel/threads", run: openPost },
    { method: "POST", path: "/channels/:channel/messages/:message/threads", run: startThread },
    { method: "PATCH", path: "/channels/:channel", run: changeThread },
    {
      method: "GET",
      path: "/channels/:channel/thread-members/:person",
      run({ parameters: { channel: id = "", person = "" } }) {
        const thread = guild.channel(id);
        guild.demand(thread, ViewChannel);
        if (!thread.members.has(person)) throw new ApiError(404, 10013, "Unknown User");
        return { id, user_id: person, flags: 0, join_timestamp: "2026-04-17T09:00:00.000Z" };
      },
    },
    {
      method: "GET",
      path: "/guilds/:guild/members/:person",
      run({ parameters: { person = "" } }) {
        const roles = guild.rolesOf(person);
        if (roles === null) throw new ApiError(404, 10007, "Unknown Member");
        return { user: { id: person, username: "somebody", discriminator: "0" }, roles, flags: 0 };
      },
    },
    {
      method: "GET",
      path: "/guilds/:guild/threads/active",
      run: () => threads(({ isArchived }) => !isArchived),
    },
    {
      method: "GET",
      path: "/channels/:channel/threads/archived/public",
      run({ parameters: { channel = "" } }) {
        guild.demand(guild.channel(channel), ReadMessageHistory);
        return threads(
          ({ isArchived, parentId, type }) =>
            isArchived && parentId === channel && type !== ChannelType.PrivateThread,
        );
      },
    },
    {
      method: "POST",
      path: "/users/@me/channels",
      run: ({ body }) => directMessages.open(trusted<{ recipient_id: string }>(body).recipient_id),
    },
  ];
}

import { once } from "node:events";
import type { APIInteraction, Client } from "discord.js";
import type { Logger } from "pino";
import type { ReadAttachment } from "../../commands/command/attachment.ts";
import { type Command, declarationsOf } from "../../commands/command/command.ts";
import type { Courier } from "../digests/courier.ts";
import type { Events } from "../community/clubs/events.ts";
import type { Threads } from "../community/posting/threads.ts";
import type { PresenceChange } from "../digests/subscriptions/presence.ts";
import type { NamedServer } from "../digests/server-names.ts";
import type { Dispatcher } from "../dispatch/dispatch.ts";
import type { Responder } from "../dispatch/request.ts";
import { clickable } from "../messages/layout/clickable.ts";
import type { CommandIds } from "../messages/layout/command-mention.ts";
import type { Reply } from "../messages/layout/reply.ts";
import type { ConnectionState } from "../messages/help.ts";
import { errorNotice } from "../messages/notices.ts";
import { areMoreRecommended } from "./connection/recommended.ts";
import { connect } from "./connection/connection.ts";
import { eventsOf } from "./community/events.ts";
import { threadsOf } from "./community/threads.ts";
import { courierOf } from "./delivery/courier.ts";
import { createPace, DISCORDS_LIMIT, type Pace } from "./delivery/pace.ts";
import { createSharedPace, type RequestTurns } from "./delivery/shared-pace.ts";
import { RequestFailure } from "./api/failure.ts";
import { FatalError } from "./connection/fatal.ts";
import { NoSessionsLeft, type SharedMemory } from "./connection/session-gate.ts";
import { connectionAt, type ShardHealth, type ShardSpan } from "./connection/shards.ts";
import { FOR_GOOD, type Tenure } from "./connection/tenure.ts";
import { findLeftovers, leftoversOf, type ServerMemory } from "./registration/leftovers.ts";
import { type AttachmentReaderOptions, createAttachmentReader } from "./requests/attachments.ts";
import { toRequest } from "./requests/interactions.ts";
import { inviteUrl } from "./registration/invite.ts";
import { persist } from "./api/persist.ts";
import { registerCommands } from "./registration/register.ts";
import { createResponder, responderAt } from "./requests/responder.ts";
import { sightOf } from "./requests/sight.ts";
import { isOpenToAll } from "./connection/open-channels.ts";
import { maySee } from "./connection/member-sight.ts";
import { serverNames } from "./connection/server-names.ts";
import { watchServers } from "./connection/servers.ts";
import * as say from "./wording.ts";

export interface BotOptions {
  token: string;
  /** Of the REST API, without version: `https://discord.com/api`. */
  apiBase: string;
  commands: readonly Command[];
  dispatcher: Dispatcher;
  log: Logger;
  /** Told the HTTP status of each answer to a request; null where it got none. */
  onAnswer?: ((status: number | null) => void) | undefined;
  /** Ends the start, which otherwise goes on until Discord can be reached. */
  signal?: AbortSignal;
  /** The shards that this process holds. Default: all that the gateway recommends. */
  span?: ShardSpan | null;
  /** For how long it may speak for these. Default: for good. */
  tenure?: Tenure;
  /** Between the starts of two sessions. Default: Discord's. */
  startPauseMs?: number;
  /**
   * What earlier starts found out about servers, and which sessions all processes of the bot have started. Without it
   * nothing is looked for, and this process counts alone.
   */
  memory?: ServerMemory & SharedMemory;
  /** When requests may be sent, where several processes are the bot. Default: this one alone is. */
  turns?: RequestTurns | null;
  /** Tells when a time-out has ended. Default: the machine's clock. */
  now?: () => Temporal.Instant;
  /** How files that people upload are read. Default: from Discord's hosts alone. */
  attachments?: AttachmentReaderOptions;
  /** Between attempts to reach Discord, and to register the commands; the last one is repeated. */
  pausesMs?: readonly number[];
}

export interface Bot {
  /** The page on which somebody adds the bot to a server. */
  inviteUrl: string;
  /** Posts by itself, where nobody asked. */
  courier: Courier;
  threads: Threads;
  events: Events;
  readAttachment: ReadAttachment;
  /** By the address of an answer that an earlier process gave; null where it was not given in Discord. */
  responderAt: (address: string) => Responder | null;
  serverNames: (guildId: string) => NamedServer;
  isOpenToAll: (guildId: string, channelId: string) => boolean;
  /** As `maySee` of member-sight.ts. */
  maySee: (
    userId: string,
    place: { guildId: string; channelId: string },
  ) => Promise<boolean | null>;
  /** Whether a server, or direct messages, are told of to this process. */
  isOurs: (guildId: string | null) => boolean;
  /** Whether all shards of this process are connected just now. */
  isConnected: () => boolean;
  /**
   * Tells what comes and goes from now on; what happened before, `Presence.check` finds out for the servers that
   * are `known` by now.
   */
  watchServers(onChange: (change: PresenceChange) => void): void;
  known: (guildId: string) => boolean;
  /** How the shards of this process are. */
  shards: () => ShardHealth[];
  /** The shard that tells of a server, or of direct messages, and how many are connected. */
  connection: (guildId: string | null) => ConnectionState;
  /** Whether a start anew helps after this end: Discord wants, and recommends, more shards than there are. */
  mayHaveMoreShards(end: FatalError): Promise<boolean>;
  /** Resolves when Discord has turned the bot away for good, with the reason; else never. */
  ended: Promise<FatalError>;
  /** Leaves Discord, in 1.5 s at most. Answers to requests in flight still get through. */
  stop(): Promise<void>;
}

/**
 * Logs in, and from then on hands to the dispatcher whatever people do. It is there with its first shard; what
 * is about servers of the others waits for these. Fails with `FatalError` when
 * Discord turns the bot away, or with the reason of `signal`; while Discord cannot be reached it
 * logs so and tries again. The commands are registered meanwhile: when that fails the old list
 * stays, and people are answered.
 */
export async function startBot({
  token,
  apiBase,
  commands,
  dispatcher,
  log,
  onAnswer,
  signal,
  span = null,
  tenure = FOR_GOOD,
  startPauseMs,
  memory,
  turns = null,
  now = Temporal.Now.instant,
  attachments,
  pausesMs = [1000, 2000, 5000, 15_000, 60_000],
}: BotOptions): Promise<Bot> {
  const stopping = new AbortController();
  const until = signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal;
  /** None until the commands are registered. */
  let ids: CommandIds = new Map();
  const toClickable = (reply: Reply) => clickable(reply, ids);
  const onInteraction = (interaction: APIInteraction, client: Client) =>
    void answer(interaction, { client, dispatcher, toClickable, log });

  const sessions = { span, memory: memory ?? null, startPauseMs };
  const connecting = { token, apiBase, ...sessions, tenure, now, onInteraction, onAnswer, log };
  let isToldOfNone = false;
  const connection = await persist(() => connect({ ...connecting, signal: until }), {
    pausesMs,
    signal: until,
    onFailure(error, nextInMs) {
      if (error instanceof FatalError) throw error;
      if (!(error instanceof NoSessionsLeft)) {
        log.warn({ reason: reasonOf(error), nextInMs }, "Can't reach Discord; trying again");
      } else if (!isToldOfNone) {
        isToldOfNone = true;
        log.warn(
          { reason: error.message, until: error.until },
          "Paperboy started so often that Discord lets it start too few sessions now; waiting until it does",
        );
      }
    },
  });
  const { client, shards, ended, close } = connection;
  const invitation = inviteUrl(client.application.id);
  log.info(
    { bot: client.user.tag, inviteUrl: invitation },
    "Ready; use this link to invite the bot",
  );

  const declared = declarationsOf(commands);
  // Of several processes one writes them.
  const mayWrite = client.ws.shards.has(0) && tenure.isOn();
  const registry = { rest: client.rest, mayWrite, log };
  const registering = persist(() => registerCommands(declared, registry), {
    pausesMs,
    signal: until,
    onFailure(error, nextInMs) {
      if (!(error instanceof RequestFailure && error.passing)) throw error;
      log.warn(
        { reason: error.message, nextInMs },
        "Could not register the commands yet; trying again",
      );
    },
  })
    .then((registered) => void (ids = registered))
    .catch((error: unknown) => {
      if (until.aborted) return;
      log.error(
        { reason: reasonOf(error) },
        "Could not register the commands; Discord keeps the old list. Fix the reason and restart Paperboy",
      );
    });

  const lookAround = async () => {
    if (until.aborted) return;
    await Promise.all([registering, Promise.race([shards.complete, once(until, "abort")])]);
    if (!memory || until.aborted || !tenure.isOn()) return;
    const applicationId = client.application.id;
    const guildIds = [...client.guilds.cache.keys()];
    const leftovers = leftoversOf(applicationId, client.rest);
    await findLeftovers({ applicationId, guildIds, leftovers, memory, log, signal: until });
  };
  // Nothing depends on it.
  const lookingAround = lookAround().catch((error: unknown) => {
    if (!until.aborted) log.error({ err: error }, "Could not look for commands left in servers");
  });

  const ownPace = createPace(DISCORDS_LIMIT);
  const sharedPace = turns && createSharedPace({ turns, log });
  const pace: Pace = sharedPace ? (request) => sharedPace(() => ownPace(request)) : ownPace;
  return {
    inviteUrl: invitation,
    courier: courierOf(connection, { now, pace, toClickable, log }),
    threads: threadsOf(client, pace),
    events: eventsOf(connection, pace),
    readAttachment: createAttachmentReader(attachments),
    responderAt(address) {
      const plain = responderAt(address, { rest: client.rest, log });
      return plain && withClickable(plain, toClickable);
    },
    serverNames: (guildId) => serverNames(client, guildId),
    isOpenToAll: (...asked) => isOpenToAll(client, ...asked),
    maySee: (...asked) => maySee(client, ...asked),
    // Direct messages always come by the first (discord-api-docs, "Sharding").
    isOurs: (guildId) => client.ws.shards.has(guildId === null ? 0 : shards.of(guildId)),
    isConnected: () => {
      const health = shards.health();
      return health.length > 0 && health.every(({ state }) => state === "connected");
    },
    watchServers: (onChange) => watchServers(connection, onChange),
    known: (guildId) => shards.whereIs(guildId) === "here",
    shards: () => shards.health(),
    connection: (guildId) => connectionAt(guildId, shards),
    mayHaveMoreShards: async ({ wantsMoreShards }) =>
      wantsMoreShards && span === null && (await areMoreRecommended(connection, log)),
    ended,
    async stop() {
      stopping.abort();
      await Promise.all([close(), registering, lookingAround]);
    },
  };
}

interface Answering extends Pick<BotOptions, "dispatcher" | "log"> {
  client: Client;
  /** A message as Discord gets it, with commands that can be clicked. */
  toClickable: (reply: Reply) => Reply;
}

async function answer(
  interaction: APIInteraction,
  { client, dispatcher, toClickable, log }: Answering,
): Promise<void> {
  const responder = withClickable(
    createResponder(interaction, { rest: client.rest, log }),
    toClickable,
  );
  const isGuest =
    interaction.guild_id !== undefined && !client.guilds.cache.has(interaction.guild_id);
  const request = toRequest(interaction, sightOf(interaction, client), isGuest);
  if (request) return await dispatcher.handle(request, responder);
  log.warn({ type: interaction.type }, "Got an unknown kind of interaction");
  try {
    await responder.reply(errorNotice(say.NO_ANSWER), "private");
  } catch (error) {
    log.warn({ reason: reasonOf(error) }, "Could not show the error");
  }
}

function withClickable(plain: Responder, toClickable: (reply: Reply) => Reply): Responder {
  return {
    ...plain,
    reply: (reply, visibility) => plain.reply(toClickable(reply), visibility),
    amend: (reply) => plain.amend(toClickable(reply)),
    update: (reply) => plain.update(toClickable(reply)),
  };
}

/** Connection errors of Node can have an empty message and a telling code. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  return error.message || code || error.name;
}

import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import {
  ApplicationCommandType,
  ComponentType,
  InteractionType,
  PermissionFlagsBits,
} from "discord-api-types/v10";
import { inTime } from "../in-time.ts";
import { anotherServer } from "./another-server.ts";
import { type Application, createApplication } from "./application.ts";
import { createAttachments } from "./attachments.ts";
import type { ComponentBody } from "./check-message.ts";
import { channelRoutes } from "./channel-routes.ts";
import { createDirectMessages, type DirectMessages } from "./direct-messages.ts";
import { createEvents, type ServerEvents } from "./events.ts";
import { createFaults, type Fault } from "./faults.ts";
import { createGateway, type Gateway, type Joined } from "./gateway.ts";
import { channelJson, createGuild, type Guild } from "./guild.ts";
import { callbackData, type Choice, createInteractions, type Form } from "./interactions.ts";
import { type Answers, invocation } from "./invocation.ts";
import { listen } from "./loopback.ts";
import {
  componentOf,
  createMessages,
  menuOf,
  type Message,
  messageData,
  type Messages,
} from "./messages.ts";
import { createRateLimits, type RateLimits } from "./rate-limits.ts";
import { createRest, type Refusal, type Route } from "./rest.ts";
import { trusted } from "./trusted.ts";
import {
  botUser,
  channelIdOf,
  personId,
  type Place,
  snowflake,
  whoAndWhere,
  world,
} from "./world.ts";

export interface StandInOptions {
  /** Default: any free one. */
  port?: number;
  /** Its own clock: for ids, the `Date` of answers, nonces and the life of interaction tokens. */
  now?: () => number;
  /** How long a first answer may take; Discord's 3 s by default. */
  answerWithinMs?: number;
  /** For how long a nonce stops a second message: "the past few minutes", says Discord. */
  nonceMemoryMs?: number;
  /** Whether it turns away what is too much; default false. */
  isLimited?: boolean;
}

/** Who does something, and where; `ada` in the server by default. */
export interface Who {
  as?: string;
  in?: Place;
  /** Another channel of the server than the first. */
  channelId?: string;
}

/**
 * Discord for one bot, on loopback: REST, gateway, and the people in front of it. It refuses what
 * Discord refuses; `refusals` has what it refused, so that a test can demand that there was nothing.
 */
export interface StandIn {
  readonly token: string;
  readonly apiBase: string;
  readonly gateway: Gateway;
  readonly application: Application;
  readonly messages: Messages;
  readonly guild: Guild;
  readonly directMessages: DirectMessages;
  readonly events: ServerEvents;
  /**
   * Lets the bot be in another server, of which only the gateway tells: a shard of so many. Gives the ids of
   * the server, of its channels, and of the first of these.
   */
  addServer(
    shard: number,
    count: number,
    channels?: number,
  ): { guildId: string; channelId: string; channelIds: string[] };
  /** Nobody tells of it. */
  removeServer(guildId: string): void;
  /** Null where nothing is limited. */
  readonly limits: RateLimits | null;
  readonly requests: readonly { name: string; body: unknown }[];
  readonly refusals: readonly Refusal[];
  /** Lets something go wrong with requests to come. */
  fail(fault: Fault): void;
  /** Ends what `fail` began. */
  mend(): void;
  /** From now on it refuses, as invalid, what the bot posts with this text. */
  dislike(text: string): void;
  /** The next time that commands are written. */
  registration(): Promise<void>;
  /** The next time that a request like `POST /interactions/…/callback` has been dealt with. */
  handled(request: RegExp): Promise<void>;
  /** The next time that one comes in. */
  arrival(request: RegExp): Promise<void>;
  /** The next time that the bot posts a message by itself. */
  post(): Promise<Message>;

  /**
   * Somebody sends `/paper search`. Resolves with the message that answers, once it says more than
   * "is thinking…"; fails when Discord would say that the application did not respond.
   */
  command(path: string, options?: Answers, who?: Who): Promise<Message>;
  /** Somebody types into an option. */
  suggest(
    path: string,
    option: string,
    typed: string,
    who?: Who,
    others?: Answers,
  ): Promise<Choice[]>;
  /** Somebody presses the button with this label or custom id; resolves as `command` does. */
  press(message: Message, button: string, who?: Who): Promise<Message>;
  /** Somebody claims to have pressed a button with this custom id on a message that may not have it. */
  pretend(message: Message, customId: string, who?: Who): Promise<Message>;
  /** Somebody presses a button that opens a form. */
  openForm(message: Message, button: string, who?: Who): Promise<Form>;
  /** Somebody fills in a form that they opened from a message, and sends it; resolves as `command` does. */
  submit(message: Message, form: Form, fields: Record<string, string>, who?: Who): Promise<Message>;
  /** Somebody picks from the only menu of a message: one of its options, several, or a channel by its id. */
  pick(message: Message, values: string | string[], who?: Who): Promise<Message>;
  /** What stands in the file of a message with this name, downloaded from its address. */
  download(message: Message, name: string): Promise<string>;
  /** Somebody chooses a file; gives what they fill into an option for it. */
  upload(name: string, contents: string | Buffer, contentType?: string): string;
  /** Somebody picks from the menu, of texts or of roles, with this custom id. */
  choose(message: Message, customId: string, value: string, who?: Who): Promise<Message>;
  /** Picks a command in the menu of a message with this content, which somebody else wrote. */
  pickFromMenu(name: string, content: string, who?: Who): Promise<Message>;
  /** An interaction of any kind, as raw as the gateway tells it. */
  interact(data: object, who?: Who): Promise<Message>;
  stop(): Promise<void>;
}

export async function startStandIn({
  port = 0,
  now = Date.now,
  answerWithinMs = 3000,
  nonceMemoryMs = 180_000,
  isLimited = false,
}: StandInOptions = {}): Promise<StandIn> {
  const token = `${Buffer.from(botUser.id).toString("base64")}.StandIn.not-a-secret`;
  const requests: { name: string; body: unknown }[] = [];
  const refusals: Refusal[] = [];
  const traffic = new EventEmitter<{
    arrived: [name: string];
    handled: [name: string];
    posted: [message: Message];
  }>();
  const faults = createFaults();
  const disliked = new Set<string>();
  const attachments = createAttachments(() => address, now);
  const messages = createMessages(now, attachments);
  const interactions = createInteractions({ messages, now, answerWithinMs });
  const application = createApplication();
  const limits = isLimited ? createRateLimits(() => performance.now()) : null;
  const directMessages = createDirectMessages(now);
  const guild = createGuild(now, (type, data) => {
    gateway.tell(type, data);
  });

  const otherServers: Joined[] = [];
  const events = createEvents(guild, now);

  const http = createServer();
  const address = `127.0.0.1:${await listen(http, port)}`;
  const gateway = createGateway(http, {
    token,
    url: `ws://${address}`,
    servers() {
      const data = guild.data();
      return [...(data ? [{ id: world.guildId, data }] : []), ...otherServers];
    },
  });
  const channels = channelRoutes({
    guild,
    directMessages,
    messages,
    now,
    nonceMemoryMs,
    disliked,
    onPost: (message) => traffic.emit("posted", message),
  });
  http.on(
    "request",
    createRest({
      token,
      faults,
      limits,
      now,
      attachments,
      routes: [...application.routes, ...channels, ...events.routes, ...routes()],
      onRequest(name, body) {
        requests.push({ name, body });
        traffic.emit("arrived", name);
      },
      onRefusal: (refusal) => refusals.push(refusal),
      onHandled: (name) => traffic.emit("handled", name),
    }),
  );

  function routes(): Route[] {
    const original = "/webhooks/:application/:token/messages/:message";
    return [
      {
        method: "GET",
        path: "/gateway/bot",
        run: () => ({
          url: `ws://${address}`,
          shards: gateway.limits.recommended,
          session_start_limit: {
            total: gateway.limits.total,
            remaining: gateway.limits.remaining,
            reset_after: gateway.limits.resetAfterMs,
            max_concurrency: gateway.limits.maxConcurrency,
          },
        }),
      },
      { method: "GET", path: "/users/@me", run: () => botUser },
      {
        method: "POST",
        path: "/interactions/:id/:token/callback",
        open: true,
        run({ parameters: { id = "", token: its = "" }, query, body, uploads }) {
          const interaction = interactions.answer(id, its, body, uploads);
          return query.get("with_response") === "true" ? callbackData(interaction) : undefined;
        },
      },
      {
        method: "POST",
        path: "/webhooks/:application/:token",
        open: true,
        run: ({ parameters: { token: its = "" }, body, uploads }) =>
          messageData(interactions.followUp(its, body, uploads)),
      },
      {
        method: "GET",
        path: original,
        open: true,
        run: ({ parameters: { token: its = "", message = "" } }) =>
          messageData(interactions.messageBehind(its, message)),
      },
      {
        method: "PATCH",
        path: original,
        open: true,
        run({ parameters: { token: its = "", message: which = "" }, body, uploads }) {
          const message = interactions.messageBehind(its, which);
          messages.edit(message, trusted(body), uploads);
          interactions.edited(its, message);
          return messageData(message);
        },
      },
      {
        method: "DELETE",
        path: original,
        open: true,
        run({ parameters: { token: its = "", message = "" } }) {
          messages.remove(interactions.messageBehind(its, message));
        },
      },
    ];
  }

  const channelType = (id: string) => guild.channels.find((one) => one.id === id)?.type;

  function next(moment: "arrived" | "handled", pattern: RegExp): Promise<void> {
    const request = new Promise<void>((resolve) => {
      const listener = (name: string) => {
        if (!pattern.test(name)) return;
        traffic.off(moment, listener);
        resolve();
      };
      traffic.on(moment, listener);
    });
    return inTime(request, () => {
      const last = requests.slice(-20).map(({ name }) => name);
      return `a request like ${String(pattern)}; the last were:\n${last.join("\n")}`;
    });
  }

  /** Begins an interaction and tells the bot; what comes of it is for the caller. */
  function begin(
    type: InteractionType,
    data: object,
    { as = "ada", in: place = "server", channelId: given }: Who,
    source: Message | null = null,
  ) {
    const channelId = given ?? source?.channelId ?? channelIdOf(place);
    const member = place === "server" ? memberIn(channelId, as) : null;
    const begun = interactions.begin({
      id: snowflake(now()),
      type,
      channelId,
      personId: personId(as),
      source,
    });
    gateway.dispatch("INTERACTION_CREATE", {
      id: begun.interaction.id,
      token: begun.interaction.token,
      application_id: world.applicationId,
      type,
      version: 1,
      data,
      ...(source && { message: messageData(source) }),
      ...whoAndWhere(as, place, member),
    });
    return begun.outcome;
  }

  /** Nobody does anything in a channel that they do not see. */
  function memberIn(channelId: string, name: string) {
    const channel = guild.channel(channelId);
    const { roles, permissions } = guild.member(personId(name), channel);
    if (
      (permissions & (PermissionFlagsBits.ViewChannel | PermissionFlagsBits.Administrator)) ===
      0n
    )
      throw new Error(`${name} does not see this channel`);
    return { roles, permissions, channel: { ...channelJson(channel), id: channelId } };
  }

  async function shown(outcome: ReturnType<typeof begin>): Promise<Message> {
    const seen = await outcome;
    if (seen.kind === "shown") return seen.message;
    throw new Error("The application did not respond");
  }

  function use(message: Message, type: InteractionType, data: object, who: Who) {
    if (message.deleted) throw new Error("This message was deleted");
    if (message.onlyFor !== null && message.onlyFor !== personId(who.as ?? "ada"))
      throw new Error("Nobody else sees this message");
    return begin(type, data, who, message);
  }

  function press(message: Message, button: string, who: Who) {
    const { type, custom_id, disabled } = componentOf(message, button);
    if (type !== ComponentType.Button || !custom_id || disabled)
      throw new Error(`${button} cannot be pressed`);
    const data = { component_type: type, custom_id };
    return use(message, InteractionType.MessageComponent, data, who);
  }

  /** Discord offers channels by their kinds. */
  function isOffered({ options = [], channel_types: kinds }: ComponentBody, value: string) {
    const kind = channelType(value);
    return kinds
      ? kind !== undefined && kinds.includes(kind)
      : options.some((one) => one.value === value);
  }

  return {
    token,
    apiBase: `http://${address}/api`,
    gateway,
    application,
    messages,
    guild,
    directMessages,
    events,
    addServer(shard, count, channelCount = 1) {
      const { guildId, channelIds, data } = anotherServer(shard, count, channelCount);
      otherServers.push({ id: guildId, data });
      gateway.tell("GUILD_CREATE", data);
      return { guildId, channelId: channelIds[0] ?? "", channelIds };
    },
    removeServer(guildId) {
      const place = otherServers.findIndex(({ id }) => id === guildId);
      if (place >= 0) otherServers.splice(place, 1);
    },
    limits,
    requests,
    refusals,
    fail: (fault) => faults.add(fault),
    mend: () => faults.clear(),
    dislike: (text) => void disliked.add(text),
    registration: () => next("handled", /^PUT .*commands$/),
    handled: (request) => next("handled", request),
    arrival: (request) => next("arrived", request),
    async post() {
      const [message] = await inTime(once(traffic, "posted"), () => "the bot posts a message");
      return message;
    },

    async command(path, options = {}, who = {}) {
      const place = who.in ?? "server";
      const data = invocation(application.commands, {
        path,
        options,
        place,
        channelType,
        attachment: (id) => attachments.find(id),
      });
      return await shown(begin(InteractionType.ApplicationCommand, data, who));
    },
    async suggest(path, option, typed, who = {}, others = {}) {
      const data = invocation(application.commands, {
        path,
        options: { ...others, [option]: typed },
        place: who.in ?? "server",
        focused: option,
        channelType,
        attachment: (id) => attachments.find(id),
      });
      const seen = await begin(InteractionType.ApplicationCommandAutocomplete, data, who);
      if (seen.kind === "choices") return seen.choices;
      throw new Error("Loading options failed");
    },
    press: async (message, button, who = {}) => await shown(press(message, button, who)),
    async pretend(message, customId, who = {}) {
      const data = { component_type: ComponentType.Button, custom_id: customId };
      return await shown(use(message, InteractionType.MessageComponent, data, who));
    },
    async openForm(message, button, who = {}) {
      const seen = await press(message, button, who);
      if (seen.kind === "form") return seen.form;
      throw new Error(`${button} opened no form`);
    },
    async submit(message, form, fields, who = {}) {
      const data = { custom_id: form.custom_id, components: fillIn(form, fields) };
      return await shown(use(message, InteractionType.ModalSubmit, data, who));
    },
    async pick(message, picked, who = {}) {
      const menu = menuOf(message);
      const { type, custom_id, min_values = 1, max_values = 1 } = menu;
      const values = [picked].flat();
      for (const value of values)
        if (!isOffered(menu, value)) throw new Error(`${value} is not in the menu`);
      if (values.length < min_values || values.length > max_values)
        throw new Error(`${values.length} values cannot be picked`);
      const data = { component_type: type, custom_id, values };
      return await shown(use(message, InteractionType.MessageComponent, data, who));
    },
    async download({ attachments: its }, name) {
      const found = its.find(({ filename }) => filename === name);
      if (!found) throw new Error(`No file called ${name}`);
      return await (await fetch(found.url)).text();
    },
    upload(name, contents, contentType = "application/json") {
      const [kept] = attachments.keep([{ name, contentType, contents: Buffer.from(contents) }]);
      return kept?.id ?? "";
    },
    async choose(message, customId, value, who = {}) {
      const { type, custom_id, options = [] } = componentOf(message, customId);
      const role = type === ComponentType.RoleSelect ? guild.role(value) : null;
      if (!role && !options.some((option) => option.value === value))
        throw new Error(`${value} is not in the menu`);
      const resolved = role && { resolved: { roles: { [value]: role } } };
      const data = { component_type: type, custom_id, values: [value], ...resolved };
      return await shown(use(message, InteractionType.MessageComponent, data, who));
    },
    async pickFromMenu(name, content, who = {}) {
      const command = application.commands.find((one) => one.name === name);
      if (command?.type !== ApplicationCommandType.Message)
        throw new Error(`No ${name} in the menu`);
      const id = snowflake(now());
      const message = { id, type: 0, content, embeds: [], components: [], attachments: [] };
      const target = { target_id: id, resolved: { messages: { [id]: message } } };
      const data = { id: application.commandId(name), name, type: command.type, ...target };
      return await shown(begin(InteractionType.ApplicationCommand, data, who));
    },
    async interact(data, who = {}) {
      return await shown(begin(InteractionType.ApplicationCommand, data, who));
    },
    async stop() {
      gateway.stop();
      http.closeAllConnections();
      http.close();
      await once(http, "close");
    },
  };
}

/** What Discord sends of a form: people cannot leave out what is required, nor type too much. */
function fillIn({ components }: Form, fields: Record<string, string>): object[] {
  return components.map((label) => {
    if (label.type !== ComponentType.Label || label.component.type !== ComponentType.TextInput)
      throw new Error("The stand-in fills in labelled texts only");
    const {
      custom_id,
      type,
      value: before = "",
      required = true,
      max_length = 4000,
    } = label.component;
    const value = fields[custom_id] ?? before;
    if ((required && value === "") || value.length > max_length)
      throw new Error(`Discord takes no ${JSON.stringify(value)} for ${custom_id}`);
    return { type: label.type, component: { type, custom_id, value } };
  });
}

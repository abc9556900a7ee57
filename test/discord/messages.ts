import { type APIAttachment, ComponentType, MessageFlags } from "discord-api-types/v10";
import { ApiError, invalidFormBody } from "./api-error.ts";
import { type Attachments, named, type Upload } from "./attachments.ts";
import {
  allComponents,
  type ComponentBody,
  type MessageBody,
  messageFlaws,
} from "./check-message.ts";
import { botUser, snowflake, world } from "./world.ts";

/** A message as it stands, for whoever looks at the channel. It changes when it is edited. */
export interface Message {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  /** Who alone sees it; null when everybody does. */
  readonly onlyFor: string | null;
  body: MessageBody;
  /** Its files, as the API tells of them. */
  attachments: APIAttachment[];
  /** Shows "is thinking…" until the answer comes. */
  thinking: boolean;
  edits: number;
  deleted: boolean;
  /** In an announcement channel: whether other servers that follow it have it too. */
  published: boolean;
}

export interface Messages {
  add(
    message: Pick<Message, "channelId" | "onlyFor"> & Partial<Message>,
    uploads?: readonly Upload[],
  ): Message;
  find(id: string): Message;
  /** Checks, then applies. Fails with `ApiError`. */
  edit(message: Message, patch: MessageBody, uploads?: readonly Upload[]): void;
  /** Applies what has been checked. */
  change(message: Message, patch: MessageBody, uploads: readonly Upload[]): void;
  remove(message: Message): void;
  readonly all: readonly Message[];
}

export function createMessages(now: () => number, files: Pick<Attachments, "keep">): Messages {
  const all: Message[] = [];

  function change(message: Message, patch: MessageBody, uploads: readonly Upload[]): void {
    message.body = merge(message.body, patch);
    // Those that an edit does not list are gone.
    if (patch.attachments) message.attachments = files.keep(named(patch.attachments, uploads));
    message.edits += 1;
  }

  return {
    all,
    change,
    add(given, uploads = []) {
      const message: Message = {
        id: snowflake(now()),
        authorId: world.botId,
        published: false,
        body: {},
        attachments: files.keep(named(given.body?.attachments ?? [], uploads)),
        thinking: false,
        edits: 0,
        deleted: false,
        ...given,
      };
      all.push(message);
      return message;
    },
    find(id) {
      const message = all.find((candidate) => candidate.id === id && !candidate.deleted);
      if (!message) throw new ApiError(404, 10008, "Unknown Message");
      return message;
    },
    edit(message, patch, uploads = []) {
      const flaws = messageFlaws("edit", patch, message.body, uploads);
      if (flaws.length > 0) throw invalidFormBody(flaws);
      change(message, patch, uploads);
      message.thinking = false;
    },
    remove(message) {
      message.deleted = true;
    },
  };
}

/** A message keeps what an edit leaves out, and Components V2 once it has them. */
function merge(before: MessageBody, patch: MessageBody): MessageBody {
  return { ...before, ...patch, flags: (before.flags ?? 0) | (patch.flags ?? 0) };
}

/** What a person reads: all texts, labels and placeholders, in order, a line each. */
export function textOf({ body }: Message): string {
  const inComponents = allComponents(body.components ?? []).flatMap((component) => [
    component.content,
    component.label,
    component.placeholder,
    ...(component.options ?? []).flatMap(({ label, description }) => [label, description]),
  ]);
  return [body.content, ...inComponents].filter(Boolean).join("\n");
}

/** The button with this label, or the component with this custom id. */
export function componentOf(message: Message, name: string): ComponentBody {
  const component = allComponents(message.body.components ?? []).find(
    ({ label, custom_id }) => label === name || custom_id === name,
  );
  if (!component) throw new Error(`No ${name} on this message:\n${textOf(message)}`);
  return component;
}

/** The only menu of a message. */
export function menuOf(message: Message): ComponentBody {
  const menus = allComponents(message.body.components ?? []).filter(
    ({ type }) => type === ComponentType.StringSelect || type === ComponentType.ChannelSelect,
  );
  const [menu] = menus;
  if (!menu || menus.length > 1) throw new Error(`${menus.length} menus on this message`);
  return menu;
}

/** As the API gives it. */
export function messageData({
  id,
  channelId,
  authorId,
  onlyFor,
  body,
  attachments,
}: Message): object {
  return {
    id,
    channel_id: channelId,
    author: { ...botUser, id: authorId, bot: authorId === world.botId },
    content: body.content ?? "",
    timestamp: "2026-04-17T09:00:00.000Z",
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments,
    embeds: body.embeds ?? [],
    components: body.components ?? [],
    pinned: false,
    type: 0,
    flags: (body.flags ?? 0) | (onlyFor === null ? 0 : MessageFlags.Ephemeral),
  };
}

import {
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
} from "discord-api-types/v10";
import * as spec from "discord-api-spec/zod";
import { ApiError, type Flaw, invalidFormBody } from "./api-error.ts";
import type { Upload } from "./attachments.ts";
import { type MessageBody, messageFlaws, messageOf } from "./check-message.ts";
import { shapeFlaws } from "./check-shape.ts";
import { trusted } from "./trusted.ts";
import { type Message, messageData, type Messages } from "./messages.ts";

export interface Choice {
  name: string;
  value: string;
}

export type Form = APIModalInteractionResponseCallbackData;

/** What became of an interaction, as the person who began it sees it. */
export type Outcome =
  | { kind: "shown"; message: Message }
  | { kind: "choices"; choices: Choice[] }
  | { kind: "form"; form: Form }
  /** "The application did not respond". */
  | { kind: "failed" };

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly channelId: string;
  readonly personId: string;
  /** The message whose component was pressed, or from which the form was opened. */
  readonly source: Message | null;
  /** What the first answer made or changed, `@original`. */
  original: Message | null;
  /** Of the first answer, once there is one. */
  answeredAs: InteractionResponseType | null;
  followUps: Message[];
}

export interface Interactions {
  begin(about: Pick<Interaction, "id" | "type" | "channelId" | "personId" | "source">): {
    interaction: Interaction;
    /** Resolves once there is something to see, or when nothing came in time. */
    outcome: Promise<Outcome>;
  };
  /** `POST /interactions/{id}/{token}/callback` */
  answer(id: string, token: string, payload: unknown, uploads?: readonly Upload[]): Interaction;
  /** `POST /webhooks/{application}/{token}` */
  followUp(token: string, payload: unknown, uploads?: readonly Upload[]): Message;
  /** `@original` or the id of a follow-up, for GET, PATCH and DELETE. */
  messageBehind(token: string, which: string): Message;
  edited(token: string, message: Message): void;
}

interface Options {
  messages: Messages;
  now: () => number;
  /** Discord waits 3 s for a first answer. */
  answerWithinMs: number;
}

/** An interaction's token is good for this long. */
const TOKEN_LIFE_MS = 15 * 60_000;

interface Life {
  interaction: Interaction;
  begunAt: number;
  isOver: boolean;
  show: (outcome: Outcome) => void;
}

export function createInteractions({ messages, now, answerWithinMs }: Options): Interactions {
  const lives = new Map<string, Life>();

  function byToken(token: string): Life {
    const life = lives.get(token);
    if (!life) throw new ApiError(404, 10015, "Unknown Webhook");
    if (now() - life.begunAt > TOKEN_LIFE_MS)
      throw new ApiError(401, 50027, "Invalid Webhook Token");
    if (life.interaction.answeredAs === null) throw new ApiError(404, 10015, "Unknown Webhook");
    return life;
  }

  function newMessage(
    { interaction }: Life,
    body: MessageBody,
    uploads: readonly Upload[],
  ): Message {
    const isPrivate = ((body.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
    const onlyFor = isPrivate ? interaction.personId : null;
    return messages.add({ channelId: interaction.channelId, onlyFor, body }, uploads);
  }

  return {
    begin(about) {
      // Real tokens are as unlike the id as this and longer.
      const token = `token-of-${about.id}`;
      const interaction: Interaction = {
        ...about,
        token,
        original: null,
        answeredAs: null,
        followUps: [],
      };
      const { promise, resolve } = Promise.withResolvers<Outcome>();
      const life: Life = { interaction, begunAt: now(), isOver: false, show: resolve };
      lives.set(token, life);
      const deadline = setTimeout(() => {
        life.isOver = interaction.answeredAs === null;
        if (life.isOver) resolve({ kind: "failed" });
      }, answerWithinMs);
      void promise.then(() => clearTimeout(deadline));
      return { interaction, outcome: promise };
    },

    answer(id, token, payload, uploads = []) {
      const life = lives.get(token);
      if (!life || life.interaction.id !== id || life.isOver)
        throw new ApiError(404, 10062, "Unknown interaction");
      const { interaction } = life;
      if (interaction.answeredAs !== null)
        throw new ApiError(400, 40060, "Interaction has already been acknowledged.");
      const { type } = trusted<{ type: InteractionResponseType }>(payload);
      const flaws = answerFlaws(interaction, type, payload, uploads);
      if (flaws.length > 0) throw invalidFormBody(flaws);
      interaction.answeredAs = type;
      if (isChoices(type)) {
        const { data } = trusted<{ data: { choices: Choice[] } }>(payload);
        life.show({ kind: "choices", choices: data.choices });
        return interaction;
      }
      if (type === InteractionResponseType.Modal) {
        life.show({ kind: "form", form: trusted<{ data: Form }>(payload).data });
        return interaction;
      }
      const body = messageOf("reply", payload);
      const { source } = interaction;
      if (source && isUpdate(type)) {
        interaction.original = source;
        if (type === InteractionResponseType.UpdateMessage) messages.change(source, body, uploads);
      } else interaction.original = newMessage(life, body, uploads);
      interaction.original.thinking =
        type === InteractionResponseType.DeferredChannelMessageWithSource;
      if (!isDeferral(type)) life.show({ kind: "shown", message: interaction.original });
      return interaction;
    },

    followUp(token, payload, uploads = []) {
      const life = byToken(token);
      const flaws = messageFlaws("follow-up", payload, {}, uploads);
      if (flaws.length > 0) throw invalidFormBody(flaws);
      const { original, followUps } = life.interaction;
      const body = messageOf("follow-up", payload);
      let message: Message;
      if (original?.thinking && !original.deleted) {
        // The first follow-up takes the place of a deferred answer, and its visibility too.
        message = original;
        message.body = {};
        const flags = (body.flags ?? 0) & ~MessageFlags.Ephemeral;
        messages.change(message, { ...body, flags }, uploads);
        message.edits -= 1;
        message.thinking = false;
      } else {
        message = newMessage(life, body, uploads);
        followUps.push(message);
      }
      life.show({ kind: "shown", message });
      return message;
    },

    messageBehind(token, which) {
      const { interaction } = byToken(token);
      const message =
        which === "@original"
          ? interaction.original
          : interaction.followUps.find(({ id }) => id === which);
      return messages.find(message?.id ?? "none");
    },

    edited(token, message) {
      byToken(token).show({ kind: "shown", message });
    },
  };
}

/** What `with_response` tells of a first answer. */
export function callbackData({ id, type, answeredAs, original }: Interaction): object {
  return {
    interaction: {
      id,
      type,
      response_message_id: original?.id,
      response_message_loading: original?.thinking,
    },
    resource: { type: answeredAs, ...(original && { message: messageData(original) }) },
  };
}

/** What is wrong with a first answer, for this kind of interaction. */
function answerFlaws(
  { type: asked, source }: Interaction,
  type: InteractionResponseType,
  payload: unknown,
  uploads: readonly Upload[],
): Flaw[] {
  if (isChoices(type) !== (asked === InteractionType.ApplicationCommandAutocomplete))
    return [
      { path: ["type"], message: "Autocomplete, and nothing else, is answered with choices" },
    ];
  if (isUpdate(type) && !source) return [{ path: ["type"], message: "There is nothing to update" }];
  if (isChoices(type))
    return shapeFlaws(spec.ApplicationCommandAutocompleteCallbackRequestSchema, payload);
  if (type === InteractionResponseType.Modal)
    return asked === InteractionType.ModalSubmit
      ? [{ path: ["type"], message: "A form cannot be answered with a form" }]
      : shapeFlaws(spec.ModalInteractionCallbackRequestSchema, payload);
  if (isDeferral(type)) {
    const { flags, ...rest } = messageOf("reply", payload);
    const isPlain = ((flags ?? 0) & ~MessageFlags.Ephemeral) === 0;
    return isPlain && Object.keys(rest).length === 0
      ? []
      : [{ path: ["data"], message: "A deferral may be ephemeral and carries nothing else" }];
  }
  if (type === InteractionResponseType.ChannelMessageWithSource)
    return messageFlaws("reply", payload, {}, uploads);
  if (type === InteractionResponseType.UpdateMessage)
    return messageFlaws("update", payload, source?.body, uploads);
  return [{ path: ["type"], message: "is not a kind of answer that the stand-in knows" }];
}

function isChoices(type: InteractionResponseType): boolean {
  return type === InteractionResponseType.ApplicationCommandAutocompleteResult;
}

function isUpdate(type: InteractionResponseType): boolean {
  return (
    type === InteractionResponseType.UpdateMessage ||
    type === InteractionResponseType.DeferredMessageUpdate
  );
}

function isDeferral(type: InteractionResponseType): boolean {
  return (
    type === InteractionResponseType.DeferredMessageUpdate ||
    type === InteractionResponseType.DeferredChannelMessageWithSource
  );
}

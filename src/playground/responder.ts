import type { APIModalInteractionResponseCallbackData } from "discord-api-types/v10";
import type { Responder } from "../dispatch/request.ts";
import type { Choice, Visibility } from "../messages/layout/reply.ts";
import type { PlaygroundChannel } from "./channel.ts";
import type { ChannelMessage, Person } from "./protocol.ts";
import { show } from "./show.ts";

/** What somebody did that is to be answered in the channel. */
export interface Occasion {
  person: Person;
  /** `paper search`; null for a press. What a modal is filled in for, it has from there. */
  command: string | null;
  /** Whose message a command was used on. */
  of?: string;
  /** The id of the message whose component was pressed; null for a command. */
  pressed: string | null;
}

/** The far end of one request that is answered in the channel, or by a modal for the answer to the page. */
export function channelResponder(
  channel: PlaygroundChannel,
  { person, command, of, pressed }: Occasion,
): Responder & { readonly opened: APIModalInteractionResponseCallbackData | null } {
  let deferred: ChannelMessage | null = null;
  let answered: ChannelMessage | null = null;
  let opened: APIModalInteractionResponseCallbackData | null = null;

  const begin = (visibility: Visibility, shown: ChannelMessage["shown"]) =>
    channel.add({
      asked: command === null ? null : { by: person, command, ...(of !== undefined && { of }) },
      onlyFor: visibility === "private" ? person.id : null,
      shown,
    });

  return {
    get opened() {
      return opened;
    },
    reply(reply, visibility) {
      const before = deferred;
      deferred = null;
      // As in Discord, a message that began as public cannot become private: it goes instead.
      if (before && (before.onlyFor !== null) === (visibility === "private")) {
        channel.change(before.id, show(reply));
        answered = before;
      } else {
        if (before) channel.remove(before.id);
        answered = begin(visibility, show(reply));
      }
      return Promise.resolve();
    },
    amend(reply) {
      if (answered) channel.change(answered.id, show(reply));
      return Promise.resolve();
    },
    address: () => answered && answered.id,
    update(reply) {
      if (pressed !== null) channel.change(pressed, show(reply));
      return Promise.resolve();
    },
    deferReply(visibility) {
      deferred = begin(visibility, null);
      return Promise.resolve();
    },
    // The page shows by itself that a press is on its way.
    deferUpdate: () => Promise.resolve(),
    modal(modal) {
      opened = modal;
      return Promise.resolve();
    },
    choices: () => Promise.reject(new Error("Choices are no answer to this request")),
  };
}

/** The far end of one autocomplete request: keeps the choices for the answer to the page. */
export function suggestResponder(): Responder & { readonly chosen: Choice[] } {
  let chosen: Choice[] = [];
  return {
    get chosen() {
      return chosen;
    },
    choices(choices) {
      chosen = choices;
      return Promise.resolve();
    },
    reply: refuse,
    amend: refuse,
    address: () => null,
    update: refuse,
    deferReply: refuse,
    deferUpdate: refuse,
    modal: refuse,
  };
}

/** Of a request that an earlier run answered, in a message that is still there; nothing else can be done with it. */
export function answeredResponder(channel: PlaygroundChannel, messageId: string): Responder {
  return {
    amend(reply) {
      channel.change(messageId, show(reply));
      return Promise.resolve();
    },
    address: () => messageId,
    choices: refuseAgain,
    reply: refuseAgain,
    update: refuseAgain,
    deferReply: refuseAgain,
    deferUpdate: refuseAgain,
    modal: refuseAgain,
  };
}

function refuseAgain(): Promise<never> {
  return Promise.reject(new Error("This request was answered before"));
}

function refuse(): Promise<never> {
  return Promise.reject(new Error("Autocomplete is answered with choices alone"));
}

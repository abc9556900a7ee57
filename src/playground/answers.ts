import type { Asker } from "../../commands/command/command.ts";
import type { Dispatcher } from "../dispatch/dispatch.ts";
import { textOfParts } from "../dispatch/message-text.ts";
import type { Request } from "../dispatch/request.ts";
import { pageRequests, read, Refused } from "./page-requests.ts";
import type { PlaygroundChannel } from "./channel.ts";
import { controlIn } from "./controls.ts";
import { PEOPLE } from "./guild.ts";
import type { ChannelMessage, OpenedModal, Person, Suggestions, Uploaded } from "./protocol.ts";
import { channelResponder, type Occasion, suggestResponder } from "./responder.ts";
import type { Storyteller } from "./storyteller.ts";
import type { Uploads } from "./uploads.ts";
import * as say from "./wording.ts";

/** What is sent back to the page that asked; null where all of it has come as events. */
export type PageAnswer = Suggestions | OpenedModal | Uploaded | null;

export interface AnswersOptions {
  channel: PlaygroundChannel;
  dispatcher: Dispatcher;
  storyteller: Storyteller;
  uploads: Pick<Uploads, "keep">;
}

/** Answers what pages ask, by the kinds of `pageRequests`. Throws `Refused`. */
export function createAnswers({
  channel,
  dispatcher,
  storyteller,
  uploads,
}: AnswersOptions): (kind: string, body: unknown) => Promise<PageAnswer> {
  /** The modal that each person has open, by the person's id; of several, the last. */
  const modals = new Map<string, OpenedModal & { occasion: Occasion }>();

  /** Hands a request on; its answer goes where it arose. */
  async function handle(request: Request, occasion: Occasion): Promise<OpenedModal | null> {
    const responder = channelResponder(channel, occasion);
    await dispatcher.handle(request, responder);
    const modal = responder.opened;
    if (!modal) return null;
    modals.set(occasion.person.id, { modal, occasion });
    return { modal };
  }

  async function answer(kind: string, body: unknown): Promise<PageAnswer> {
    switch (kind) {
      case "command": {
        const { as, command, subcommand, options } = read(pageRequests.command, body);
        const person = personCalled(as);
        return await handle(
          { kind, command, subcommand, options, asker: asker(person, channel) },
          { person, command: `${command} ${subcommand}`.trim(), pressed: null },
        );
      }
      case "suggest": {
        const { as, ...typed } = read(pageRequests.suggest, body);
        const responder = suggestResponder();
        const request = { kind, ...typed, asker: asker(personCalled(as), channel) } as const;
        await dispatcher.handle(request, responder);
        return { choices: responder.chosen };
      }
      case "upload":
        return { attachment: uploads.keep(read(pageRequests.upload, body)) };
      case "on-message": {
        const { as, command, message: id, said } = read(pageRequests["on-message"], body);
        const person = personCalled(as);
        const target = targetOf(channel.find(id, person), said);
        return await handle(
          { kind: "message", command, text: target.text, asker: asker(person, channel) },
          { person, command, of: target.by, pressed: null },
        );
      }
      case "press": {
        const { as, message: id, customId, values } = read(pageRequests.press, body);
        const person = personCalled(as);
        const pressed = channel.find(id, person);
        const components = pressed?.shown?.reply.components ?? [];
        const control = controlIn(components, customId);
        if (!control || ("disabled" in control && control.disabled === true))
          throw new Refused(409, say.MESSAGE_CHANGED);
        return await handle(
          {
            kind: "component",
            customId,
            values,
            message: { id, components, isPrivate: (pressed?.onlyFor ?? null) !== null },
            asker: asker(person, channel),
          },
          { person, command: null, pressed: id },
        );
      }
      case "submit": {
        const { as, customId, fields } = read(pageRequests.submit, body);
        const opened = modals.get(as);
        if (opened?.modal.custom_id !== customId) throw new Refused(409, say.FORM_CLOSED);
        modals.delete(as);
        const { modal, occasion } = opened;
        const known = Object.entries(fields).filter(([id]) => controlIn(modal.components, id));
        return await handle(
          {
            kind: "modal",
            customId,
            fields: Object.fromEntries(known),
            asker: asker(occasion.person, channel),
          },
          occasion,
        );
      }
      case "dismiss": {
        const { as, message } = read(pageRequests.dismiss, body);
        if (channel.find(message, personCalled(as))?.onlyFor) channel.remove(message);
        return null;
      }
      case "say": {
        const { as, message, text } = read(pageRequests.say, body);
        const person = personCalled(as);
        if (!channel.find(message, person)?.thread) throw new Refused(409, say.THREAD_GONE);
        channel.say(message, person, text);
        return null;
      }
      case "skip":
        await storyteller.skipTo(read(pageRequests.skip, body).to);
        return null;
      case "deliver":
        read(pageRequests.deliver, body);
        await storyteller.deliver();
        return null;
      case "start-over":
        read(pageRequests["start-over"], body);
        channel.announce({ kind: "starting over" });
        return null;
      default:
        throw new Refused(404, say.NOTHING_HERE);
    }
  }

  return async (kind, body) => {
    const answered = await answer(kind, body);
    // A command may have subscribed, paused or sent.
    if (kind !== "suggest") await storyteller.tell();
    return answered;
  };
}

/** What a message says, and who does; or of the messages in its thread one. */
function targetOf(
  message: ChannelMessage | undefined,
  said: number | undefined,
): { text: string; by: string } {
  if (said !== undefined) {
    const written = message?.thread?.messages[said];
    if (!written) throw new Refused(409, say.THREAD_GONE);
    return { text: written.text, by: written.by.name };
  }
  if (!message?.shown) throw new Refused(409, say.MESSAGE_CHANGED);
  return { text: textOfParts(message.shown.reply.components), by: say.names.bot };
}

function personCalled(id: string): Person {
  const person = PEOPLE.find((someone) => someone.id === id);
  if (!person) throw new Refused(400, say.NOBODY_HERE);
  return person;
}

function asker(
  { id: userId, mayManage }: Person,
  { id: channelId, guildId }: PlaygroundChannel,
): Asker {
  // There is this one channel, and everybody is in it.
  const mayView = (id: string) => id === channelId;
  return { userId, channelId, guildId, mayManage, hasDigests: true, mayView };
}

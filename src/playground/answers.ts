import type { Asker } from "../../commands/command.ts";
import type { Dispatcher, Request } from "../dispatch.ts";
import { asks, read, Refused } from "./asks.ts";
import type { PlaygroundChannel } from "./channel.ts";
import { controlIn } from "./controls.ts";
import { PEOPLE } from "./guild.ts";
import type { OpenedModal, Person, Suggestions } from "./protocol.ts";
import { channelResponder, type Occasion, suggestResponder } from "./responder.ts";
import type { Storyteller } from "./storyteller.ts";

/** What is sent back to the page that asked; null where all of it has come as events. */
export type Answer = Suggestions | OpenedModal | null;

export interface AnswersOptions {
  channel: PlaygroundChannel;
  dispatcher: Dispatcher;
  storyteller: Storyteller;
}

/** Answers what pages ask, by the kinds of `asks`. Throws `Refused`. */
export function createAnswers({
  channel,
  dispatcher,
  storyteller,
}: AnswersOptions): (kind: string, body: unknown) => Promise<Answer> {
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

  async function answer(kind: string, body: unknown): Promise<Answer> {
    switch (kind) {
      case "command": {
        const { as, command, subcommand, options } = read(asks.command, body);
        const person = personCalled(as);
        return await handle(
          { kind, command, subcommand, options, asker: asker(person, channel) },
          { person, command: `${command} ${subcommand}`.trim(), pressed: null },
        );
      }
      case "suggest": {
        const { as, ...typed } = read(asks.suggest, body);
        const responder = suggestResponder();
        const request = { kind, ...typed, asker: asker(personCalled(as), channel) } as const;
        await dispatcher.handle(request, responder);
        return { choices: responder.chosen };
      }
      case "press": {
        const { as, message: id, customId, values } = read(asks.press, body);
        const person = personCalled(as);
        const control = controlIn(channel.find(id, person)?.shown?.reply.components, customId);
        if (!control || ("disabled" in control && control.disabled === true))
          throw new Refused(409, "This message has changed. Look at it again.");
        return await handle(
          { kind: "component", customId, values, asker: asker(person, channel) },
          { person, command: null, pressed: id },
        );
      }
      case "submit": {
        const { as, customId, fields } = read(asks.submit, body);
        const opened = modals.get(as);
        if (opened?.modal.custom_id !== customId)
          throw new Refused(409, "This form is not open any more. Open it again.");
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
        const { as, message } = read(asks.dismiss, body);
        if (channel.find(message, personCalled(as))?.onlyFor) channel.remove(message);
        return null;
      }
      case "skip":
        await storyteller.skipTo(read(asks.skip, body).to);
        return null;
      case "deliver":
        read(asks.deliver, body);
        await storyteller.deliver();
        return null;
      default:
        throw new Refused(404, "There is nothing at this address.");
    }
  }

  return async (kind, body) => {
    const answered = await answer(kind, body);
    // A command may have subscribed, paused or sent.
    if (kind !== "suggest") await storyteller.tell();
    return answered;
  };
}

function personCalled(id: string): Person {
  const person = PEOPLE.find((someone) => someone.id === id);
  if (!person) throw new Refused(400, "Nobody here has this id.");
  return person;
}

function asker(
  { id: userId, mayManage }: Person,
  { id: channelId, guildId }: PlaygroundChannel,
): Asker {
  // There is this one channel, and everybody is in it.
  return { userId, channelId, guildId, mayManage, mayView: (id) => id === channelId };
}

import type { APIModalInteractionResponseCallbackData } from "discord-api-types/v10";
import type { Attachment } from "../../commands/command/attachment.ts";
import type { Asker, MessageComponents } from "../../commands/command/command.ts";
import type { Choice, Reply, Visibility } from "../messages/layout/reply.ts";

/** What was filled in, by the names of the options. */
export type OptionValues = Record<string, string | number | boolean | Attachment>;

/** What somebody did, in Discord or in the playground. */
export type Request =
  | {
      kind: "command";
      command: string;
      /** "" for a command without subcommands. */
      subcommand: string;
      options: OptionValues;
      asker: Asker;
    }
  /** Somebody picked a command in the menu of a message. */
  | { kind: "message"; command: string; text: string; asker: Asker }
  | {
      kind: "suggest";
      command: string;
      subcommand: string;
      /** The option that is being filled in, and what stands in it so far. */
      option: string;
      typed: string;
      /** Those that are filled in, of what is known of them. */
      options?: OptionValues;
      asker: Asker;
    }
  | {
      kind: "component";
      customId: string;
      values: string[];
      /** What it is on. */
      message: PressedMessage;
      asker: Asker;
    }
  /** A form was sent in; `fields` by the custom ids of its inputs. */
  | { kind: "modal"; customId: string; fields: Record<string, string>; asker: Asker };

export interface PressedMessage {
  id: string;
  components: MessageComponents;
  /** Whether nobody sees it but who pressed. Default false. */
  isPrivate?: boolean;
}

/**
 * The far end of one request. It may be told to defer once, then to answer once, then to amend that; where a private
 * answer follows a public deferral, it takes the deferral back first.
 */
export interface Responder {
  reply(reply: Reply, visibility: Visibility): Promise<void>;
  /** Changes the answer that `reply` gave. */
  amend(reply: Reply): Promise<void>;
  /** By which another process can change that answer; null where none can. */
  address(): string | null;
  /** Changes the message that the pressed component is on, or from which the form was opened. */
  update(reply: Reply): Promise<void>;
  /** Opens a form; the first answer or none. */
  modal(modal: APIModalInteractionResponseCallbackData): Promise<void>;
  deferReply(visibility: Visibility): Promise<void>;
  deferUpdate(): Promise<void>;
  choices(choices: Choice[]): Promise<void>;
}

import type { APIModalInteractionResponseCallbackData } from "discord-api-types/v10";
import type { Attachment } from "../../commands/command/attachment.ts";
import type { Command } from "../../commands/command/command.ts";
import type { Choice, Reply } from "../messages/layout/reply.ts";

/** Somebody the playground lets you be. */
export interface Person {
  id: string;
  name: string;
  /** Has the permission Manage Server. */
  mayManage: boolean;
}

/** A channel or a role. */
export interface Mentionable {
  id: string;
  /** Without `#` or `@`. */
  name: string;
}

/** Discord's Markdown, parsed. What we have no drawing for has become text by then. */
export type MarkdownNode =
  | { kind: "text"; text: string }
  | { kind: "break" }
  | {
      kind: "bold" | "italic" | "underline" | "strike" | "spoiler" | "quote" | "subtext";
      children: MarkdownNode[];
    }
  | { kind: "heading"; level: 1 | 2 | 3; children: MarkdownNode[] }
  | { kind: "list"; items: MarkdownNode[][] }
  /** `url` is http or https. */
  | { kind: "link"; url: string; children: MarkdownNode[] }
  | { kind: "code"; block: boolean; text: string }
  /** Unix seconds, and one of Discord's styles such as `R` for "3 days ago". */
  | { kind: "time"; at: number; style: string }
  /** A slash command that can be clicked, without the slash: `paper search`. */
  | { kind: "command"; name: string }
  | { kind: "mention"; text: string }
  /** A thread that can be opened; its id is that of the message it was started from. */
  | { kind: "thread"; id: string };

/** A message in the channel; Paperboy wrote it. */
export interface ChannelMessage {
  /** A snowflake, as Discord's: later messages have larger numbers. */
  id: string;
  /** ISO 8601 instant. */
  at: string;
  /** Who used which command, `paper search`; null where no command stands above the message. */
  asked: Asked | null;
  /** The id of the only person who sees it; null when everybody does. */
  onlyFor: string | null;
  /** Null while Paperboy is thinking. */
  shown: Shown | null;
  /** What was started from it. */
  thread?: Thread | undefined;
}

/** Who used a command. */
export interface Asked {
  by: Person;
  /** `paper search`, or the name of one in the menu of messages. */
  command: string;
  /** Whose message it was used on, by name; only of one in the menu of messages. */
  of?: string | undefined;
}

export interface Thread {
  name: string;
  messages: ThreadMessage[];
}

/** What one of the people wrote. */
export interface ThreadMessage {
  by: Person;
  /** ISO 8601 instant. */
  at: string;
  text: string;
}

export interface Shown {
  reply: Reply;
  /** One for each text display of the reply, in reading order. */
  texts: MarkdownNode[][];
}

/** How far the story of digests is: subscribe, skip ahead, deliver a new page. */
export interface StoryState {
  /** The playground's time when this was told, an ISO 8601 instant. */
  now: string;
  /** ISO 8601 instant; null while none will come. */
  nextDigest: string | null;
  /** The channel has subscriptions, and wants no digests for now. */
  isPaused: boolean;
  /** What somebody did last. */
  news: StoryNews | null;
}

export type StoryNews =
  /** To an ISO 8601 instant. */
  | { kind: "skipped"; to: string }
  /** `papers` are those never seen before; `left` are the sample pages still to come. */
  | { kind: "delivered"; papers: number; left: number }
  /** Pages that people save into `folder` are read too. */
  | { kind: "all delivered"; folder: string };

/** What the server tells a page, one JSON document per server-sent event. */
export type ChannelEvent =
  | {
      kind: "state";
      you: Person;
      people: readonly Person[];
      channels: readonly Mentionable[];
      roles: readonly Mentionable[];
      commands: Command["data"][];
      /** Names of those in the menu of every message. */
      onMessages: string[];
      messages: ChannelMessage[];
      story: StoryState;
    }
  /** A new message, or an old one as it is now. */
  | { kind: "message"; message: ChannelMessage }
  | { kind: "gone"; id: string }
  | { kind: "story"; story: StoryState }
  /** The connection is lost for a moment, and then everything is as on the first day. */
  | { kind: "starting over" };

/** The answer to `suggest`. */
export interface Suggestions {
  choices: Choice[];
}

/** The answer to `upload`: what is filled into the option. */
export interface Uploaded {
  attachment: Attachment;
}

/** The answer where Paperboy asks for more. All else is answered by events, and then an empty 204. */
export interface OpenedModal {
  modal: APIModalInteractionResponseCallbackData;
}

/** The body of every answer that is not a success. */
export interface ErrorBody {
  error: string;
}

import type {
  APIApplicationCommandSubcommandOption,
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackData,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from "discord-api-types/v10";
import type { Logger } from "pino";
import type { ConnectionState } from "../../src/messages/help.ts";
import type { z } from "zod";
import type { Clubs } from "../../src/community/clubs/club.ts";
import type { Discuss } from "../../src/community/discussions/discuss.ts";
import type { MailDesk } from "../../src/mail/desk.ts";
import type { Corpus } from "../../src/papers/corpus/corpus.ts";
import type { Voting } from "../../src/community/votes.ts";
import type { Openings } from "../../src/community/openings.ts";
import type { CatchUps } from "../../src/community/catch-up.ts";
import type { Privacy } from "../../src/community/privacy.ts";
import type { Shelves } from "../../src/community/shelf.ts";
import type { CitationKeys } from "../../src/papers/citations/keys.ts";
import type { DigestServices } from "../../src/digests/subscriptions/digest-services.ts";
import type { Choice, FollowedReply, Reply, Visibility } from "../../src/messages/layout/reply.ts";
import type { Dealer } from "../../src/papers/dealer.ts";
import type { FeedList } from "../../src/papers/feed-list.ts";
import type { PaperLookUps } from "../../src/papers/paper-look-up.ts";
import type { PaperIndex } from "../../src/search/paper-index.ts";
import type { Meaning } from "../../src/search/vectors/meaning.ts";
import type { View, Views } from "../../src/search/view.ts";
import type { ReadAttachment } from "./attachment.ts";
import * as say from "./wording.ts";

/** Discord's limit of one list of completions (application commands, "autocomplete"). */
export const MAX_CHOICES = 25;

/** Who asks, and where. The same shape from Discord and from the playground. */
export interface Asker {
  userId: string;
  channelId: string;
  /** In a thread or a forum post: the channel that it belongs to. */
  parentId?: string;
  /** Not everybody is in it who sees the channel that it belongs to. */
  isInPrivateThread?: boolean;
  /** Null in direct messages. */
  guildId: string | null;
  /** Whether they hold Manage Server; in a direct message with the bot everybody manages. */
  mayManage: boolean;
  /** Whether there is `/digest` where they are: not where only they themselves added Paperboy. */
  hasDigests: boolean;
  /** Whether Paperboy is no member of the server, so that it can only answer. Default false. */
  isGuest?: boolean;
  /** Whether Discord shows answers here to them alone, whatever we want: they may not use external apps. Default false. */
  mayNotShow?: boolean;
  /** Whether what they are answered is shown to them alone. Default false. */
  readsAlone?: boolean;
  /**
   * Whether Discord shows them this channel. False too for one of another server, and for what is no
   * channel at all: nobody shall learn from us of a channel that they do not see.
   */
  mayView: (channelId: string) => boolean | Promise<boolean>;
}

/** What a command may use of the house. */
export interface Services {
  /** The corpus of this moment; a reload replaces it, so do not keep it. */
  readonly corpus: Corpus;
  /** The index over that corpus. */
  readonly index: PaperIndex;
  /** Null where no embedding model is set. */
  readonly meaning: Meaning | null;
  readonly now: () => Temporal.Instant;
  readonly views: {
    /** `toAll`: see `Shown`. Null where it cannot be stored now: an answer does not wait for that. */
    save(view: View, toAll: boolean): Promise<string | null>;
    load: Views["load"];
  };
  readonly shelves: Shelves;
  readonly catchUps: CatchUps;
  readonly privacy: Privacy;
  readonly citationKeys: CitationKeys;
  readonly dealer: Dealer;
  readonly lookUps: PaperLookUps;
  readonly feeds: FeedList;
  /** Whether the settings name this user as one who may change what is read. */
  readonly isOperator: (userId: string) => boolean;
  readonly digests: DigestServices;
  /** Null where no mail server is set. */
  readonly mail: MailDesk | null;
  readonly voting: Voting;
  /** Never fails: an answer does not wait for it. */
  readonly noteOpened: Openings["note"];
  /** Each answers in seconds: what takes longer goes on, or is not known. */
  readonly discussions: Pick<Discuss, "discuss" | "known">;
  readonly clubs: Clubs;
  /**
   * What is read of the database, or `instead` where that can't be used just now: for what an answer can do without,
   * so that papers are found and shown meanwhile.
   */
  readonly unlessAway: <T>(reading: Promise<T>, instead: T) => Promise<T>;
  readonly readAttachment: ReadAttachment;
  /** Null where there is nothing to invite, as in the playground. */
  readonly inviteUrl: string | null;
  /** How Discord tells of a server, or of direct messages; null where it doesn't, as in the playground. */
  readonly connection: (guildId: string | null) => ConnectionState | null;
  readonly log: Logger;
}

export interface Subcommand<Options = unknown> {
  /** Reads the raw options; also their check and their type. */
  options: z.ZodType<Options>;
  /** Decided before `run`, because Discord fixes it with the first answer. Default private. */
  visibility?(options: NoInfer<Options>): Visibility;
  run(
    options: NoInfer<Options>,
    asker: Asker,
    services: Services,
  ): Promise<Reply | FollowedReply> | Reply | FollowedReply;
  /** Completions by option name. */
  suggest?: Record<string, Completer>;
}

/**
 * `typed` is what stands in the option so far, `others` are the options that are filled in already,
 * unchecked but for channels: the asker sees those.
 */
export type Completer = (
  typed: string,
  asker: Asker,
  services: Services,
  others: Readonly<Record<string, unknown>>,
) => Promise<Choice[]> | Choice[];

/** A button or a menu. Its custom id is `name:part:part…`; `state` reads the parts. */
export interface Component<State = unknown> {
  state: z.ZodType<State>;
  /** Whether a press changes the message it is on, or gets an answer of its own. Default update. */
  answer?(state: NoInfer<State>, asker: Asker): "update" | "private" | "public";
  /** `values` are the options picked in a menu; empty for a button. */
  run(
    state: NoInfer<State>,
    press: { asker: Asker; values: string[] },
    services: Services,
  ): Promise<Reply> | Reply;
}

/**
 * A button that is everybody's, and whose message tells of all presses: what it does takes effect at once,
 * the message may follow a moment later.
 */
export interface SharedButton<State = unknown> {
  state: z.ZodType<State>;
  press(state: NoInfer<State>, asker: Asker, services: Services): Promise<SharedPress>;
}

/** What comes of a press: an answer to who pressed alone, or what the message is to say by then. */
export type SharedPress =
  | { kind: "answer"; reply: Reply }
  | { kind: "change"; redraw: (components: MessageComponents) => Promise<Reply> };

/** What stands on a message. */
export type MessageComponents = readonly APIMessageTopLevelComponent[];

/**
 * A button that opens a form. Discord takes a form as the first answer only, so it cannot be
 * deferred: no more work than a look into the store.
 */
export interface FormButton<State = unknown> {
  state: z.ZodType<State>;
  form(
    state: NoInfer<State>,
    asker: Asker,
    services: Services,
  ): Promise<APIModalInteractionResponseCallbackData> | APIModalInteractionResponseCallbackData;
}

/** A form that was sent in. Its custom id is read as a button's is. */
export interface Form<State = unknown> {
  state: z.ZodType<State>;
  /** Whether it changes the message whose button opened it, or opens a private answer. Default update. */
  answer?(state: NoInfer<State>, asker: Asker): "update" | "private";
  /** `fields` are the texts that were typed, by the custom ids of their inputs. */
  run(
    state: NoInfer<State>,
    sent: { asker: Asker; fields: Record<string, string> },
    services: Services,
  ): Promise<Reply> | Reply;
}

export type AnyComponent = Component | FormButton | SharedButton;

export type Declaration = Command["data"] | MessageCommand["data"];

/** One slash command: how it is declared, and what it does. */
export interface Command {
  data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /** By subcommand name; a command without subcommands has one, named "". */
  subcommands: Record<string, Subcommand>;
  /** By the first part of the custom id, which is unique over all commands. */
  components?: Record<string, AnyComponent>;
  /** As `components`. */
  forms?: Record<string, Form>;
  /** What it offers in the menu of a message. */
  onMessage?: MessageCommand;
}

/** What people find under Apps in the menu of a message. Its answer is private. */
export interface MessageCommand {
  data: RESTPostAPIContextMenuApplicationCommandsJSONBody;
  /** `text` is all that the message says, with the addresses in it. Nobody has looked at it. */
  run(text: string, asker: Asker, services: Services): Promise<Reply | FollowedReply>;
}

/** All that Discord is to know of some commands. */
export function declarationsOf(commands: readonly Command[]): Declaration[] {
  return commands.flatMap(({ data, onMessage }) => (onMessage ? [data, onMessage.data] : [data]));
}

/** What the file of one subcommand brings to its command. */
export interface SubcommandPart {
  data: APIApplicationCommandSubcommandOption;
  handler: Subcommand;
  /** The buttons, menus and forms of its answers, as in `Command`. */
  components?: Record<string, Component | FormButton>;
  forms?: Record<string, Form>;
}

/** Who asked changes their message in place; anyone else's press opens a private copy. */
export function inPlaceFor(ownerId: string, { userId }: Asker): "update" | "private" {
  return userId === ownerId ? "update" : "private";
}

/** Keeps the types of one handler together, then forgets them so that handlers fit in a list. */
export const subcommand = <Options>(handler: Subcommand<Options>): Subcommand => handler;

/** As `subcommand`, for a button or a menu. */
export const component = <State>(handler: Component<State>): Component => handler;

/** As `subcommand`, for a button that opens a form. */
export const formButton = <State>(handler: FormButton<State>): FormButton => handler;

/** As `subcommand`, for a button of everybody's. */
export const sharedButton = <State>(handler: SharedButton<State>): SharedButton => handler;

/** As `subcommand`, for a form. */
export const form = <State>(handler: Form<State>): Form => handler;

/** Something the asker can mend. The dispatcher shows it privately, so it says what to do. */
export class UserError extends Error {
  override name = "UserError";
  /** May hold text from outside; shown as it is, without formatting. */
  readonly what: string;
  /** Markdown of ours alone, in which commands stand in code: what to do, where that is a command. */
  readonly advice: string | null;

  /** `message` is both, in plain words for the log. */
  constructor(what: string, advice: string | null = null) {
    super(advice === null ? what : `${what} ${advice.replaceAll("`", "")}`);
    this.what = what;
    this.advice = advice;
  }
}

/** For a channel that Paperboy or the asker does not see: which of them, or why, is not told. */
export function unseenChannel(): UserError {
  return new UserError(say.UNSEEN_CHANNEL, say.WHERE_THE_LINK_IS);
}

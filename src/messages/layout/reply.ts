import type { APIMessageTopLevelComponent, MessageFlags } from "discord-api-types/v10";

/**
 * What a command answers: a Components V2 message, as Discord's API takes it but for its files.
 * Only `messages/` makes one, so that every text is escaped and every limit kept.
 */
export interface Reply {
  flags: MessageFlags.IsComponentsV2;
  components: APIMessageTopLevelComponent[];
  /** Each is shown where a File component points at `attachment://` and its name. */
  files?: ReplyFile[];
  /** Nobody, but for the one role that a digest names. */
  allowed_mentions: { parse: []; roles?: [string] };
}

/** A reply that another one takes the place of as soon as that is there. */
export interface FollowedReply {
  reply: Reply;
  /**
   * Never fails; it comes within the time in which an answer can be changed. Null where the program ends before: the
   * next one asks again.
   */
  later: Promise<Reply | null>;
  /** Where a message was asked about: as much of its text as asking again takes. */
  about?: string;
}

/** A text file that comes with a reply. */
export interface ReplyFile {
  /** Letters, digits, `_`, `-` and `.`: others Discord changes. Unique in its message. */
  name: string;
  /** `application/json` */
  contentType: string;
  contents: string;
}

/** Whether everybody in the channel sees a reply, or only the one who asked. */
export type Visibility = "public" | "private";

/** One completion under an option. Discord shows `name`, and sends `value` when it is picked. */
export interface Choice {
  name: string;
  value: string;
}

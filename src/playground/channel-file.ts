import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import { z } from "zod";
import type { Reply } from "../messages/layout/reply.ts";
import type { ChannelMessage } from "./protocol.ts";
import { show } from "./show.ts";

/** In the folder for pages, which are read from `*.txt` files only. */
export const CHANNEL_FILE = "channel.json";

/** Where the messages of the channel are kept from one run to the next. */
export interface ChannelFile {
  /** Those of the run before, oldest first. */
  readonly before: readonly ChannelMessage[];
  /** Has them written soon; of several calls, what the last one brought. */
  save(messages: readonly ChannelMessage[]): void;
  /** Resolves when nothing is left to write. */
  saved(): Promise<void>;
}

/** A reply that we have written ourselves. */
const reply = z.custom<Reply>((value) => replyShape.safeParse(value).success);
const replyShape = z.looseObject({ components: z.array(z.looseObject({ type: z.number() })) });

const person = z.object({ id: z.string(), name: z.string(), mayManage: z.boolean() });

const channelFile = z.object({
  version: z.literal(1),
  messages: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      asked: z
        .object({
          by: person,
          command: z.string(),
          of: z.string().optional(),
        })
        .nullable(),
      onlyFor: z.string().nullable(),
      thread: z
        .object({
          name: z.string(),
          messages: z.array(z.object({ by: person, at: z.string(), text: z.string() })),
        })
        .optional(),
      reply,
    }),
  ),
});

/** A file that cannot be read begins anew, with a line in the log. */
export function openChannelFile(folder: string, log: Pick<Logger, "warn">): ChannelFile {
  const path = join(folder, CHANNEL_FILE);
  let next: readonly ChannelMessage[] | null = null;
  let writing = Promise.resolve();

  async function write(): Promise<void> {
    const messages = next ?? [];
    next = null;
    try {
      // A crash in between leaves the one of before.
      await writeFile(`${path}.new`, toJson(messages), { mode: 0o600 });
      await rename(`${path}.new`, path);
    } catch (error) {
      log.warn(
        { err: error, path },
        "The playground's messages could not be saved; they will be gone after a restart",
      );
    }
  }

  return {
    before: readMessages(path, log),
    save(messages) {
      const isWaiting = next !== null;
      next = messages;
      if (!isWaiting) writing = writing.then(write);
    },
    saved: () => writing,
  };
}

function readMessages(path: string, log: Pick<Logger, "warn">): ChannelMessage[] {
  try {
    const { messages } = channelFile.parse(JSON.parse(readFileSync(path, "utf8")));
    return messages.map(({ reply: kept, ...message }) => ({ ...message, shown: show(kept) }));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT"))
      log.warn(
        { err: error, path },
        "The playground's messages could not be read; the channel starts empty",
      );
    return [];
  }
}

/** An answer that is not there yet will never come to the next run. */
function toJson(messages: readonly ChannelMessage[]): string {
  const kept = messages.flatMap(({ shown, ...message }) =>
    shown ? [{ ...message, reply: shown.reply }] : [],
  );
  return JSON.stringify({ version: 1, messages: kept } satisfies z.input<typeof channelFile>);
}

import type { RawFile } from "discord.js";
import type { Reply } from "../../messages/layout/reply.ts";

/** A reply as a request carries it: what is sent as JSON, and the files beside it. */
export interface MessageParts {
  message: object;
  files: RawFile[];
}

/**
 * Discord takes files in parts of their own, `files[0]`, and the JSON names each by its number
 * (Discord's reference, "Uploading Files").
 */
export function partsOf({ files = [], ...message }: Reply): MessageParts {
  if (files.length === 0) return { message, files: [] };
  const attachments = files.map(({ name }, id) => ({ id: String(id), filename: name }));
  return {
    message: { ...message, attachments },
    files: files.map(({ name, contentType, contents }) => ({ name, contentType, data: contents })),
  };
}

/** As `partsOf`, for a message that is there: it keeps those files alone that the new list has. */
export function changedPartsOf(reply: Reply): MessageParts {
  const { message, files } = partsOf(reply);
  return { message: { attachments: [], ...message }, files };
}

import { z } from "zod";
import * as say from "./wording.ts";

/** A file that the asker chose for an option. Who sent it, and what is in it, nobody has looked at. */
export interface Attachment {
  id: string;
  name: string;
  url: string;
  /** In bytes, as Discord says. */
  size: number;
}

/** For the schema of an option of type Attachment. */
export const attachment = z.object(
  { id: z.string(), name: z.string(), url: z.string(), size: z.number() },
  say.CHOOSE_A_FILE,
) satisfies z.ZodType<Attachment>;

/** What is in a file, or why that could not be read; `reason` is technical, for the log. */
export type AttachmentText =
  | { kind: "read"; text: string }
  | { kind: "too large" }
  /** Not UTF-8. */
  | { kind: "no text" }
  /** Its address is none of those at which the front keeps files. */
  | { kind: "elsewhere" }
  | { kind: "unavailable"; reason: string };

/** Reads at most so many bytes, and gives up after seconds. Never throws for what a file or a far end does. */
export type ReadAttachment = (file: Attachment, maxBytes: number) => Promise<AttachmentText>;

export function textIn(bytes: Uint8Array): AttachmentText {
  try {
    return { kind: "read", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { kind: "no text" };
  }
}

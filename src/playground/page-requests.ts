import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { attachment } from "../../commands/command/attachment.ts";
import * as say from "./wording.ts";

/** Who asks: the id of one of the people of the playground. */
const as = z.string();

const options = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), attachment]));

/** What a page can ask, by the last part of its address: `POST /api/press`. */
export const pageRequests = {
  command: z.object({
    as,
    command: z.string(),
    subcommand: z.string(),
    options,
  }),
  suggest: z.object({
    as,
    command: z.string(),
    subcommand: z.string(),
    option: z.string(),
    typed: z.string(),
    /** Those that are filled in beside it. */
    options: options.default({}),
  }),
  /** A file for an option of a command to come. */
  upload: z.object({ name: z.string(), contents: z.base64() }),
  /** One in the menu of a message; `said`: of what was written into its thread, which one, from 0. */
  "on-message": z.object({
    as,
    command: z.string(),
    message: z.string(),
    said: z.int().min(0).optional(),
  }),
  press: z.object({
    as,
    message: z.string(),
    customId: z.string(),
    values: z.array(z.string()),
  }),
  /** What was filled into the modal that this person had opened. */
  submit: z.object({ as, customId: z.string(), fields: z.record(z.string(), z.string()) }),
  dismiss: z.object({ as, message: z.string() }),
  /** What is written into the thread of a message. */
  say: z.object({ as, message: z.string(), text: z.string().trim().min(1).max(2000) }),
  /** `to` is the next digest, as the page knows it. */
  skip: z.object({ to: z.string() }),
  deliver: z.object({}),
  /** Everything that is kept goes, and the playground begins as on the first day. */
  "start-over": z.object({}),
};

export type PageRequests = {
  [Kind in keyof typeof pageRequests]: z.infer<(typeof pageRequests)[Kind]>;
};

/** Something that is answered with a status and a sentence, because nothing is wrong with us. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Checks a body against its schema; throws `Refused`. */
export function read<Ask>(schema: z.ZodType<Ask>, body: unknown): Ask {
  const result = schema.safeParse(body);
  if (!result.success) throw new Refused(400, say.PAGE_OUTDATED);
  return result.data;
}

/** More than any command with all its options at their longest. */
const MAX_BODY_BYTES = 64 * 1024;

/** What the page uploads at most, as base64. */
const MAX_UPLOAD_BYTES = 1024 * 1024 * 1.5;

/** Throws `Refused` for what is too long for its kind, or no JSON. */
export async function readJson(request: IncomingMessage, kind: string): Promise<unknown> {
  const most = kind === "upload" ? MAX_UPLOAD_BYTES : MAX_BODY_BYTES;
  const chunks: Buffer[] = [];
  let length = 0;
  // Destroyed with the request, the connection could not carry the refusal.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > most) throw new Refused(413, say.TOO_LARGE);
    chunks.push(bytes);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new Refused(400, say.NOT_JSON);
  }
}

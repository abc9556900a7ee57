import { z } from "zod";
import type { Asker } from "../../commands/command/command.ts";
import type { PromisedAnswer, PromisedAnswers } from "../messages/promised-answers.ts";
import type { Request } from "./request.ts";

/** A request whose answer may come later. */
export type Followed = Request & { kind: "command" | "message" };

/** Where nothing outlives the process. */
export const NO_PROMISES: PromisedAnswers = {
  keep: () => Promise.resolve(""),
  drop: () => Promise.resolve(),
  left: () => Promise.resolve([]),
  forgetBefore: () => Promise.resolve(),
};

const where = z.object({
  channelId: z.string(),
  parentId: z.string().exactOptional(),
  isInPrivateThread: z.boolean().exactOptional(),
  guildId: z.string().nullable(),
  mayManage: z.boolean(),
  hasDigests: z.boolean(),
  isGuest: z.boolean().exactOptional(),
  mayNotShow: z.boolean().exactOptional(),
});

const stored = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("command"),
    command: z.string(),
    subcommand: z.string(),
    options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    where,
  }),
  z.object({ kind: z.literal("message"), command: z.string(), text: z.string(), where }),
]);

/** As it is stored; null where there is a file in it, which nobody keeps. `about` is all that is needed of a message. */
export function promiseOf(
  { asker, ...request }: Followed,
  { address, about, at }: Pick<PromisedAnswer, "address" | "at"> & { about: string | undefined },
): PromisedAnswer | null {
  const asked = request.kind === "message" ? { ...request, text: about ?? "" } : request;
  const { data } = stored.safeParse({ ...asked, where: asker });
  return data ? { userId: asker.userId, request: JSON.stringify(data), address, at } : null;
}

/** Null where it cannot be read: another version wrote it. */
export function requestOf({ userId, request }: PromisedAnswer): Followed | null {
  const { data } = stored.safeParse(jsonOf(request));
  if (!data) return null;
  const { where: place, ...asked } = data;
  // What they see elsewhere nobody can say any more.
  const mayView: Asker["mayView"] = (id) => id === place.channelId || id === place.parentId;
  return { ...asked, asker: { ...place, userId, mayView } };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

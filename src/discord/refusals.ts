import { RESTJSONErrorCodes } from "discord-api-types/v10";
import type { RequestFailure } from "./failure.ts";

type Code = number | null;

/** The channel or its server does not exist any more. */
export const UNREACHABLE = new Set<Code>([
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.UnknownGuild,
]);

/** We are not in the server, or may not see the channel. */
export const UNSEEN = new Set<Code>([RESTJSONErrorCodes.MissingAccess]);

/** What to ask for where the cache did not know that it is missing. */
const WANTING = new Map<Code, string>([
  [RESTJSONErrorCodes.MissingAccess, "View Channel"],
  [RESTJSONErrorCodes.MissingPermissions, "Send Messages"],
  [RESTJSONErrorCodes.CannotSendMessagesToThisUser, "Direct Messages"],
  [RESTJSONErrorCodes.TagRequiredToCreateAForumPostInThisChannel, "a tag"],
  [RESTJSONErrorCodes.ThreadLocked, "Manage Threads"],
]);

/** What Discord says when it takes no message for now or for ever, in terms of a delivery. */
export type Refusal =
  | { kind: "gone" }
  | { kind: "deleted" }
  | { kind: "blocked"; permission: string }
  | { kind: "invalid"; reason: string }
  | { kind: "unavailable"; reason: string };

const LONGEST_REASON = 300;

export function refusalOf({ code, status, message }: RequestFailure): Refusal {
  const reason = message.replaceAll(/\s+/g, " ").slice(0, LONGEST_REASON);
  if (UNREACHABLE.has(code)) return { kind: "gone" };
  if (code === RESTJSONErrorCodes.UnknownMessage) return { kind: "deleted" };
  const permission = WANTING.get(code);
  if (permission !== undefined) return { kind: "blocked", permission };
  if (status === 400 || status === 413) return { kind: "invalid", reason };
  return { kind: "unavailable", reason };
}

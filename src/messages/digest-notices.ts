import { reply } from "./budget.ts";
import { escape } from "./escape.ts";
import { container, text } from "./parts.ts";
import type { Reply } from "./reply.ts";

/** For the person who set a digest up, when it cannot be posted any more. */
export function blockedNotice(
  channelId: string,
  { permission, where }: { permission: string; where: string },
): Reply {
  const told = [
    `Your digest cannot be posted in <#${channelId}>: Paperboy lacks **${escape(permission, 200)}**.`,
    `Where to grant it: ${escape(where, 500)}.`,
    "-# The digest waits and comes by itself once this is mended. You are told only once.",
  ];
  return reply([container([text(told.join("\n"))])]);
}

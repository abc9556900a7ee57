import { lostRoleNotice } from "../../messages/digests/digest-notices.ts";
import { alarm } from "./alarm.ts";
import type { Book } from "../book.ts";
import type { Channel } from "../digest.ts";
import type { DeliveryTools } from "./delivery-run.ts";
import * as say from "./wording.ts";

export interface DropsRoles extends Pick<DeliveryTools, "courier" | "now" | "log"> {
  book: Pick<Book, "subscriptions" | "changes">;
}

/**
 * Digests mention nobody any more once their role is deleted. Says so once, however many notice it: in
 * the log of changes, and to those whom alarms go to.
 */
export async function dropRole(channel: Channel, roleId: string, tools: DropsRoles): Promise<void> {
  const { book, now, log } = tools;
  if (!(await book.subscriptions.dropRole(channel.id, roleId))) return;
  log.info({ channelId: channel.id, roleId }, "The role mentioned by digests was deleted");
  await book.changes.note({
    guildId: channel.guildId ?? channel.id,
    userId: null,
    at: now(),
    what: say.roleDeleted(`<#${channel.id}>`),
  });
  await alarm(tools, channel, (reader) => lostRoleNotice(channel.id, reader));
}

import { customId } from "../../../src/messages/layout/custom-id.ts";
import { DISCUSS } from "../../../src/messages/community/wording.ts";
import type { Action } from "../../../src/messages/papers/card.ts";
import type { Paper } from "../../../src/papers/paper.ts";
import type { Asker } from "../../command/command.ts";

/** Where Paperboy can open a thread: in servers that it is a member of. */
export function discussButton({ id }: Paper, asker: Asker): Action[] {
  return mayDiscuss(asker) ? [{ label: DISCUSS, customId: customId("paper.discuss", id) }] : [];
}

export function mayDiscuss({ guildId, hasDigests, isGuest = false }: Asker): boolean {
  return guildId !== null && hasDigests && !isGuest;
}

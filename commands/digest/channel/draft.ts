import type { Draft } from "../../../src/digests/subscriptions/draft.ts";
import { type Asker, type Services, UserError } from "../../command/command.ts";
import * as say from "../wording.ts";

/** The draft that a button is for. Whose draft it is not gets the same answer as whose key leads nowhere. */
export async function loadDraft(
  key: string,
  asker: Asker,
  { digests }: Services,
  command: "subscribe" | "topic",
): Promise<Draft> {
  const draft = await digests.drafts.load(key);
  const isOfCommand = (draft?.edits === undefined) === (command === "subscribe");
  if (!isTheirs(draft, asker) || !isOfCommand || !(await asker.mayView(draft.channelId)))
    throw new UserError(say.PREVIEW_HAS_EXPIRED, say.useAgain(command));
  return draft;
}

/** Whether something that was kept for a later press is this person's, of this server. Of old drafts nobody knows whose. */
export function isTheirs<Kept extends { userId: string | null; guildId: string | null }>(
  kept: Kept | null,
  { userId, guildId }: Asker,
): kept is Kept {
  if (kept === null || kept.guildId !== guildId) return false;
  return kept.userId === null || kept.userId === userId;
}

import type { Draft } from "../../../src/digests/subscriptions/draft.ts";
import { type Asker, type Services, UserError } from "../../command/command.ts";

/** The draft that a button is for. Whose draft it is not gets the same answer as whose key leads nowhere. */
export async function loadDraft(
  key: string,
  asker: Asker,
  { digests }: Services,
  command: "subscribe" | "topic",
): Promise<Draft> {
  const draft = await digests.drafts.load(key);
  const isTheirs = draft?.userId === null || draft?.userId === asker.userId;
  const isHere = draft?.guildId === asker.guildId;
  const isOfCommand = (draft?.edits === undefined) === (command === "subscribe");
  const isKnown = isTheirs && isHere && isOfCommand;
  if (!draft || !isKnown || !(await asker.mayView(draft.channelId)))
    throw new UserError("This preview has expired.", `Use \`/digest ${command}\` again.`);
  return draft;
}

import type {
  APIMessage,
  APIMessageApplicationCommandInteractionData,
} from "discord-api-types/v10";
import { textOfParts } from "../../dispatch/message-text.ts";

/** The parts of a message in which it says something. */
const PARTS = ["content", "embeds", "components", "message_snapshots"] as const;

/** All that a message says, with what it forwards. */
export function textOfTarget({
  target_id,
  resolved,
}: APIMessageApplicationCommandInteractionData): string {
  const message: Partial<APIMessage> | undefined = resolved.messages[target_id];
  return textOfParts(PARTS.map((part) => ({ [part]: message?.[part] })));
}

import type {
  APIMessage,
  APIMessageApplicationCommandInteractionData,
} from "discord-api-types/v10";

/** More than any message says, and little to read. */
const LONGEST = 40_000;

/** Keys under which a message has words of people: not its ids, names and pictures. */
const SAID = new Set(["content", "title", "description", "value", "url", "label"]);

/** In which of its parts they stand. */
const PARTS = ["content", "embeds", "components", "message_snapshots"] as const;

/** All that a message says, with the addresses of its embeds and buttons, and what it forwards. */
export function textOfTarget({
  target_id,
  resolved,
}: APIMessageApplicationCommandInteractionData): string {
  const message: Partial<APIMessage> | undefined = resolved.messages[target_id];
  const said = PARTS.flatMap((part) => textsIn({ [part]: message?.[part] }));
  return [...new Set(said)].join("\n").slice(0, LONGEST);
}

function textsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]: [string, unknown]) => {
    if (typeof one === "string") return SAID.has(key) ? [one] : [];
    return textsIn(one);
  });
}

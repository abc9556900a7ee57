import { ComponentType } from "discord-api-types/v10";
import { deep, LIMITS, measure } from "./budget.ts";
import { type CommandIds, linkCommands } from "./command-mention.ts";
import type { Reply } from "./reply.ts";

/**
 * A message in whose texts the commands can be clicked. One that was laid out by an earlier version, which
 * left no room for that, stays as it is.
 */
export function clickable(reply: Reply, ids: CommandIds): Reply {
  if (measure(reply.components).text > LIMITS.textInMessage) return reply;
  const components = structuredClone(reply.components);
  for (const part of components.flatMap(deep))
    if (part.type === ComponentType.TextDisplay) part.content = linkCommands(part.content, ids);
  return { ...reply, components };
}

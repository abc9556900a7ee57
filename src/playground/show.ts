import { type APIMessageTopLevelComponent, ComponentType } from "discord-api-types/v10";
import type { Reply } from "../messages/layout/reply.ts";
import { parseMarkdown } from "./markdown.ts";
import type { MarkdownNode, Shown } from "./protocol.ts";

/** A reply with its texts parsed, as a page draws it. */
export function show(reply: Reply): Shown {
  return { reply, texts: reply.components.flatMap(textsOf) };
}

function textsOf(component: APIMessageTopLevelComponent): MarkdownNode[][] {
  if (component.type === ComponentType.TextDisplay) return [parseMarkdown(component.content)];
  return "components" in component && component.type !== ComponentType.ActionRow
    ? component.components.flatMap(textsOf)
    : [];
}

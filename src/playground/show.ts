import { type APIMessageTopLevelComponent, ComponentType } from "discord-api-types/v10";
import { commands } from "../../commands/index.ts";
import { clickable } from "../messages/layout/clickable.ts";
import { commandIds } from "../messages/layout/command-mention.ts";
import type { Reply } from "../messages/layout/reply.ts";
import { parseMarkdown } from "./markdown.ts";
import type { MarkdownNode, Shown } from "./protocol.ts";

/** Here a command is found by its name: one id is as good as another. */
const IDS = commandIds(commands.map(({ data }) => ({ ...data, id: "340000000000000001" })));

/** A reply with its texts parsed, as a page draws it: commands in it can be clicked. */
export function show(reply: Reply): Shown {
  return { reply, texts: clickable(reply, IDS).components.flatMap(textsOf) };
}

function textsOf(component: APIMessageTopLevelComponent): MarkdownNode[][] {
  if (component.type === ComponentType.TextDisplay) return [parseMarkdown(component.content)];
  return "components" in component && component.type !== ComponentType.ActionRow
    ? component.components.flatMap(textsOf)
    : [];
}

import { ComponentType } from "discord-api-types/v10";
import type { Reply } from "../../src/messages/layout/reply.ts";
import { allComponents } from "../discord/check-message.ts";

/** All texts of a reply, line by line. */
export function linesOf(reply: Reply): string[] {
  return allComponents(reply.components).flatMap(({ content }) => content?.split("\n") ?? []);
}

/** Labels of its buttons, with a stroke before those that cannot be pressed. */
export function buttonsOf(reply: Reply): string[] {
  return allComponents(reply.components).flatMap(({ label, disabled, type }) =>
    type === ComponentType.Button && label !== undefined ? [`${disabled ? "-" : ""}${label}`] : [],
  );
}

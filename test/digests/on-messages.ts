import { ComponentType } from "discord-api-types/v10";
import { allComponents } from "../discord/check-message.ts";
import type { Message } from "../discord/messages.ts";

/** The papers in the menu of a message. */
export function papersOn({ body }: Message): string[] {
  return allComponents(body.components ?? [])
    .filter(({ type }) => type === ComponentType.StringSelect)
    .flatMap(({ options = [] }) => options.map(({ value }) => value));
}

export function isOfDigest({ body }: Message): boolean {
  return allComponents(body.components ?? []).some(
    ({ custom_id }) => custom_id?.startsWith("digest.open:") === true,
  );
}

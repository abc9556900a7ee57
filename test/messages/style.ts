import { ButtonStyle, ComponentType } from "discord-api-types/v10";
import { ACCENT_COLOUR } from "../../src/messages/layout/parts.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import { allComponents } from "../discord/check-message.ts";

/** What in a message is not as docs/voice.md has it: one colour, and one blue button at most. */
export function styleFlaws({ components }: Pick<Reply, "components">): string[] {
  const blue = allComponents(components).filter(
    ({ type, style }) => type === ComponentType.Button && style === ButtonStyle.Primary,
  );
  return [
    ...components
      .filter((one) => one.type === ComponentType.Container && one.accent_color !== ACCENT_COLOUR)
      .map(() => "a container without Paperboy's colour"),
    ...(blue.length > 1 ? [`blue: ${blue.map(({ label }) => label).join(", ")}`] : []),
  ];
}

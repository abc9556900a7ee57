import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIButtonComponentWithURL,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APIFileComponent,
  type APIRoleSelectComponent,
  type APISeparatorComponent,
  type APIStringSelectComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
  SelectMenuDefaultValueType,
  SeparatorSpacingSize,
} from "discord-api-types/v10";
import type { ReplyFile } from "./reply.ts";

/** `content` is Markdown that is ready to be shown: escaped, and cut to its budget. */
export function text(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}

export function separator(): APISeparatorComponent {
  return {
    type: ComponentType.Separator,
    divider: true,
    spacing: SeparatorSpacingSize.Small,
  };
}

/** The colour of Paperboy, along the edge of all that it says. */
export const ACCENT_COLOUR = 0xc9572c;

export function container(components: APIComponentInContainer[]): APIContainerComponent {
  return { type: ComponentType.Container, accent_color: ACCENT_COLOUR, components };
}

export function row(
  components: APIComponentInMessageActionRow[],
): APIActionRowComponent<APIComponentInMessageActionRow> {
  return { type: ComponentType.ActionRow, components };
}

/** Discord's limit (components, "Action Row"). */
const BUTTONS_IN_ROW = 5;

/** Buttons below each other where one row doesn't hold them. */
export function rows(
  buttons: readonly APIComponentInMessageActionRow[],
): APIActionRowComponent<APIComponentInMessageActionRow>[] {
  const starts = buttons.flatMap((_button, i) => (i % BUTTONS_IN_ROW === 0 ? [i] : []));
  return starts.map((from) => row(buttons.slice(from, from + BUTTONS_IN_ROW)));
}

/** Where a file of the message is shown. */
export function fileShown({ name }: ReplyFile): APIFileComponent {
  return { type: ComponentType.File, file: { url: attachmentUrl(name) } };
}

/** How a message speaks of a file that comes with it. */
export function attachmentUrl(name: string): string {
  return `attachment://${name}`;
}

export function button(
  label: string,
  customId: string,
  { disabled = false, primary = false } = {},
): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: primary ? ButtonStyle.Primary : ButtonStyle.Secondary,
    label,
    custom_id: customId,
    disabled,
  };
}

/**
 * A menu of one choice: labels by values, in their order, and what it shows before a choice: the value that
 * is `chosen` now, or else a `placeholder`.
 */
export function menu(
  customId: string,
  labels: Readonly<Record<string, string>>,
  { chosen, ...placeholder }: { chosen: string } | { chosen?: never; placeholder: string },
): APIActionRowComponent<APIStringSelectComponent> {
  const options = Object.entries(labels).map(([value, label]) => ({
    label,
    value,
    default: value === chosen,
  }));
  return {
    type: ComponentType.ActionRow,
    components: [
      { type: ComponentType.StringSelect, custom_id: customId, options, ...placeholder },
    ],
  };
}

/** A menu of the server's roles, one of which may be chosen already. */
export function roleMenu(
  customId: string,
  placeholder: string,
  chosen: string | null,
): APIActionRowComponent<APIRoleSelectComponent> {
  const chosenNow = { type: SelectMenuDefaultValueType.Role, id: chosen ?? "" } as const;
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.RoleSelect,
        custom_id: customId,
        placeholder,
        ...(chosen === null ? {} : { default_values: [chosenNow] }),
      },
    ],
  };
}

export function linkButton(label: string, url: string): APIButtonComponentWithURL {
  return { type: ComponentType.Button, style: ButtonStyle.Link, label, url };
}

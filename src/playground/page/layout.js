import { fill, make } from "./dom.js";
import { drawButton } from "./button.js";
import {
  V2Container,
  V2File,
  V2Section,
  V2Separator,
  V2Text,
  V2Thumbnail,
} from "./layout-elements.js";
import { drawMarkdown } from "./markdown.js";
import { drawMenu, pickFrom } from "./menu.js";

/** @import { APIComponentInMessageActionRow, APIMessageTopLevelComponent, APISectionAccessoryComponent, ComponentType, SeparatorSpacingSize } from "discord-api-types/v10" */
/** @import { Reply } from "../../messages/layout/reply.ts" */
/** @import { MarkdownNode, Mentionable } from "../protocol.ts" */
/** @import { TextActions } from "./markdown.js" */

/**
 * What a drawn message can do.
 * @typedef {TextActions & {
 *   press: (customId: string, values: string[]) => void,
 *   roles: () => readonly Mentionable[],
 *   channels: () => readonly Mentionable[],
 * }} Actions
 */

// discord-api-types has these as enums, which a page without a build cannot import.
/** @type {ComponentType.ActionRow} */
const ACTION_ROW = 1;
/** @type {ComponentType.Button} */
const BUTTON = 2;
/** @type {ComponentType.StringSelect} */
const STRING_SELECT = 3;
/** @type {ComponentType.RoleSelect} */
const ROLE_SELECT = 6;
/** @type {ComponentType.ChannelSelect} */
const CHANNEL_SELECT = 8;
/** @type {ComponentType.Section} */
const SECTION = 9;
/** @type {ComponentType.TextDisplay} */
const TEXT_DISPLAY = 10;
/** @type {ComponentType.Thumbnail} */
const THUMBNAIL = 11;
/** @type {ComponentType.File} */
const FILE = 13;
/** @type {ComponentType.Separator} */
const SEPARATOR = 14;
/** @type {ComponentType.Container} */
const CONTAINER = 17;
/** @type {SeparatorSpacingSize.Large} */
const LARGE = 2;

/**
 * Draws the components of a message.
 * @param {Pick<Reply, "components" | "files">} reply
 * @param {MarkdownNode[][]} texts one for each text display, in reading order
 * @param {Actions} actions
 * @returns {HTMLElement[]}
 */
export function drawComponents({ components, files = [] }, texts, actions) {
  const remaining = texts.values();
  return components.map(draw);

  /**
   * @param {APIMessageTopLevelComponent} component
   * @returns {HTMLElement}
   */
  function draw(component) {
    if (component.type === CONTAINER) {
      const container = fill(new V2Container(), {}, ...component.components.map(draw));
      if (typeof component.accent_color === "number") container.accent = component.accent_color;
      return container;
    }
    if (component.type === SECTION) {
      const parts = make("div", {}, ...component.components.map(draw));
      return fill(new V2Section(), {}, parts, drawAccessory(component.accessory, actions));
    }
    if (component.type === TEXT_DISPLAY) {
      const nodes = remaining.next().value ?? [];
      return fill(new V2Text(), {}, ...drawMarkdown(nodes, actions));
    }
    if (component.type === FILE) {
      const file = files.find(({ name }) => component.file.url === `attachment://${name}`);
      if (!file) return drawUnknown(component);
      const shown = new V2File();
      shown.show(file);
      return shown;
    }
    if (component.type === SEPARATOR) {
      const separator = fill(new V2Separator(), { large: component.spacing === LARGE });
      separator.divider = component.divider ?? true;
      return separator;
    }
    if (component.type === ACTION_ROW) {
      const controls = component.components.map((part) => drawControl(part, actions));
      return make("discord-action-row", {}, ...controls);
    }
    return drawUnknown(component);
  }
}

/**
 * @param {APIComponentInMessageActionRow} component
 * @param {Actions} actions
 */
function drawControl(component, actions) {
  if (component.type === BUTTON) return drawButton(component, actions);
  if (component.type === STRING_SELECT) return drawMenu(component, actions);
  if (component.type === ROLE_SELECT)
    return drawMenu(pickFrom(actions.roles(), "@", component), actions);
  if (component.type === CHANNEL_SELECT)
    return drawMenu(pickFrom(actions.channels(), "#", component), actions);
  return drawUnknown(component);
}

/**
 * @param {APISectionAccessoryComponent} component
 * @param {Actions} actions
 */
function drawAccessory(component, actions) {
  if (component.type === BUTTON)
    return make("discord-action-row", {}, drawButton(component, actions));
  if (component.type !== THUMBNAIL) return drawUnknown(component);
  const thumbnail = new V2Thumbnail();
  thumbnail.show(component.media.url, component.description ?? "Picture");
  return thumbnail;
}

/** @param {{ type: number }} component */
function drawUnknown({ type }) {
  return fill(
    new V2Text(),
    { class: "unknown" },
    `The playground can't show components of type ${type}.`,
  );
}

import { DiscordButton } from "@skyra/discord-components-core/discord-button.js";
import { make } from "./dom.js";
import { messageAt } from "./jump.js";

/** @import { APIButtonComponent } from "discord-api-types/v10" */
/** @import { Actions } from "./layout.js" */

/** Discord's button styles, in the words of the component. */
const TYPES = /** @type {const} */ ({
  1: "primary",
  2: "secondary",
  3: "success",
  4: "destructive",
  5: "secondary",
  6: "primary",
});

/**
 * @param {APIButtonComponent} button
 * @param {Actions} actions
 */
export function drawButton(button, { press, jump }) {
  const emoji = "emoji" in button ? button.emoji?.name : undefined;
  const label = ("label" in button && button.label) || "";
  const element = make("discord-button", {}, [emoji, label].filter(Boolean).join(" "));
  if (!(element instanceof DiscordButton)) throw new TypeError("discord-button is not defined");
  element.type = TYPES[button.style];
  element.disabled = button.disabled ?? false;
  if ("url" in button) {
    const message = messageAt(button.url);
    if (message !== null) element.addEventListener("click", () => jump(message));
    else if (/^https?:/i.test(button.url)) element.url = button.url;
    return element;
  }
  if (!("custom_id" in button)) return element;
  element.dataset["control"] = label;
  if (element.disabled) void disableInner(element);
  else element.addEventListener("click", () => press(button.custom_id, []));
  return element;
}

/**
 * The component only looks disabled; keyboards and screen readers need the attribute.
 * @param {DiscordButton} element
 */
async function disableInner(element) {
  await element.updateComplete;
  element.renderRoot.querySelector("button")?.setAttribute("disabled", "");
}

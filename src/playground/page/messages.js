import { keepWorded, now } from "./clock.js";
import { make } from "./dom.js";
import { drawComponents } from "./layout.js";
import { drawMessageMenu, isInMessageMenu } from "./message-menu.js";
import { drawThread } from "./thread.js";

/** @import { Asked, ChannelMessage } from "../protocol.ts" */
/** @import { Actions } from "./layout.js" */

const DISMISS = "Dismiss";

/** @param {{ name: string }} person or Paperboy */
export function avatarOf({ name }) {
  return `/page/avatars/${name.toLowerCase()}.svg`;
}

/**
 * @typedef {object} MessageActions
 * @property {() => void} dismiss
 * @property {(text: string) => void} say
 * @property {readonly string[]} onMessages names of the commands in the menu of messages
 * @property {(name: string, said?: number) => void} useOn uses one of them, on the message or on one in its thread
 */

/**
 * @param {ChannelMessage} message
 * @param {Actions & MessageActions} actions
 * @returns {HTMLElement}
 */
export function drawMessage({ id, at, asked, onlyFor, shown, thread }, actions) {
  const element = make("discord-message", {
    id: `message-${id}`,
    role: "article",
    "aria-label": asked ? `Paperboy answers ${nameOf(asked)}` : "Paperboy",
    author: "Paperboy",
    avatar: "/page/avatars/paperboy.svg",
    bot: true,
    "data-day": new Date(at).toDateString(),
    class: onlyFor === null ? "" : "private",
  });
  keepWorded(element, () => element.setAttribute("timestamp", when(new Date(at))));
  if (asked) element.append(drawAsked(asked));
  const parts = shown
    ? drawComponents(shown.reply, shown.texts, actions)
    : [make("p", { class: "thinking" }, "Paperboy is thinking…")];
  for (const part of parts) {
    part.slot = "components";
    element.append(part);
  }
  if (thread) element.append(drawThread(id, thread, actions));
  if (onlyFor !== null) element.append(drawPrivateNote(actions.dismiss));
  if (shown) {
    const menu = drawMessageMenu(actions.onMessages, (name) => actions.useOn(name));
    menu.slot = "components";
    element.append(menu);
  }
  return element;
}

/** @param {Asked} asked */
function nameOf({ command, of }) {
  return of === undefined ? `/${command}` : command;
}

/** @param {Asked} asked */
function drawAsked({ by, command, of }) {
  return make("discord-command", {
    slot: "reply",
    author: by.name,
    avatar: avatarOf(by),
    command,
    ...(of === undefined
      ? { type: "slash_command" }
      : {
          type: "message_command",
          "context-user-name": of,
          "context-user-image": avatarOf({ name: of }),
        }),
  });
}

/** @param {() => void} dismiss */
function drawPrivateNote(dismiss) {
  const button = make("button", { type: "button", "data-control": DISMISS }, "Dismiss message");
  button.addEventListener("click", dismiss);
  return make("p", { slot: "components", class: "only-you" }, "Only you can see this · ", button);
}

/**
 * What has the focus in a message loses it when the message is drawn anew. Gives it to the control with the same
 * name, or to one in its place; where the answer has none, to the message, which is read out then, and from which
 * Tab goes on. Never to what takes the message away: who presses Enter twice would.
 * @param {HTMLElement} before
 * @param {HTMLElement} after
 */
export async function keepFocus(before, after) {
  const focused = document.activeElement;
  const place = controlsOf(before).findIndex((control) => control === focused);
  const name = controlsOf(before)[place]?.dataset["control"];
  const hadFocus = before.contains(focused);
  before.replaceWith(after);
  if (!hadFocus) return;
  // What stands in its slots cannot have the focus before it is drawn.
  if ("updateComplete" in after) await after.updateComplete;
  const candidates = controlsOf(after);
  const same = candidates.find((control) => control.dataset["control"] === name);
  const others = candidates.filter(
    (control) => control.dataset["control"] !== DISMISS && !isInMessageMenu(control),
  );
  for (const control of place < 0 ? [] : [same, others[place], ...others]) {
    if (!control) continue;
    if ("updateComplete" in control) await control.updateComplete;
    // discord-button hands no focus to the button inside it.
    const target = control.shadowRoot?.querySelector("button") ?? control;
    target.focus();
    if (document.activeElement === control) return;
  }
  focusMessage(after);
}

/** @param {HTMLElement} message */
export function focusMessage(message) {
  message.tabIndex = -1;
  message.focus({ preventScroll: true });
}

/** @param {HTMLElement} message */
function controlsOf(message) {
  return [...message.querySelectorAll("[data-control]")].filter(
    (control) => control instanceof HTMLElement,
  );
}

/**
 * Marks each message that begins another day than the one before it, for the line above it.
 * @param {HTMLElement} log
 */
export function markDays(log) {
  let before = null;
  for (const message of log.querySelectorAll("discord-message")) {
    const day = message.dataset["day"] ?? "";
    if (before === null || before === day) delete message.dataset["begins"];
    else
      message.dataset["begins"] = new Date(day).toLocaleDateString("en-GB", { dateStyle: "full" });
    before = day;
  }
}

/** @param {Date} date */
function when(date) {
  const time = date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const isToday = date.toDateString() === new Date(now()).toDateString();
  return isToday ? `Today at ${time}` : `${date.toLocaleDateString("en-GB")} ${time}`;
}

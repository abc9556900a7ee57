import { keepWorded, now } from "./clock.js";
import { make } from "./dom.js";
import { drawComponents } from "./layout.js";

/** @import { ChannelMessage, Person } from "../protocol.ts" */
/** @import { Actions } from "./layout.js" */

/** @param {Person} person */
export function avatarOf({ name }) {
  return `/page/avatars/${name.toLowerCase()}.svg`;
}

/**
 * @param {ChannelMessage} message
 * @param {Actions & { dismiss: () => void }} actions
 * @returns {HTMLElement}
 */
export function drawMessage({ id, at, asked, onlyFor, shown }, actions) {
  const element = make("discord-message", {
    id: `message-${id}`,
    role: "article",
    "aria-label": asked ? `Paperboy answers /${asked.command}` : "Paperboy",
    author: "Paperboy",
    avatar: "/page/avatars/paperboy.svg",
    bot: true,
    "data-day": new Date(at).toDateString(),
    class: onlyFor === null ? "" : "private",
  });
  keepWorded(element, () => element.setAttribute("timestamp", when(new Date(at))));
  if (asked)
    element.append(
      make("discord-command", {
        slot: "reply",
        type: "slash_command",
        author: asked.by.name,
        avatar: avatarOf(asked.by),
        command: asked.command,
      }),
    );
  const parts = shown
    ? drawComponents(shown.reply.components, shown.texts, actions)
    : [make("p", { class: "thinking" }, "Paperboy is thinking…")];
  for (const part of parts) {
    part.slot = "components";
    element.append(part);
  }
  if (onlyFor !== null) element.append(drawPrivateNote(actions.dismiss));
  return element;
}

/** @param {() => void} dismiss */
function drawPrivateNote(dismiss) {
  const button = make("button", { type: "button", "data-control": "Dismiss" }, "Dismiss message");
  button.addEventListener("click", dismiss);
  return make("p", { slot: "components", class: "only-you" }, "Only you can see this · ", button);
}

/**
 * Controls of a message lose the focus when it is drawn anew. Gives it to the control with the same name, else to
 * the one at the same place.
 * @param {HTMLElement} before
 * @param {HTMLElement} after
 */
export async function keepFocus(before, after) {
  const focused = document.activeElement;
  const controls = [...before.querySelectorAll("[data-control]")];
  const place = controls.findIndex((control) => control === focused);
  before.replaceWith(after);
  const focusedControl = controls[place];
  if (!(focusedControl instanceof HTMLElement)) return;
  const name = focusedControl.dataset["control"];
  const candidates = [...after.querySelectorAll("[data-control]")].filter(
    (control) => control instanceof HTMLElement,
  );
  const same = candidates.find((control) => control.dataset["control"] === name);
  for (const control of [same, candidates[place], ...candidates]) {
    if (!control) continue;
    if ("updateComplete" in control) await control.updateComplete;
    // discord-button hands no focus to the button inside it.
    const target = control.shadowRoot?.querySelector("button") ?? control;
    target.focus();
    if (document.activeElement === control) return;
  }
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

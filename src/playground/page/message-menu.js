import { make } from "./dom.js";

/**
 * What a message's menu has under Apps, as buttons that show while the pointer or the focus is on the message.
 * @param {readonly string[]} names of the commands
 * @param {(name: string) => void} use
 */
export function drawMessageMenu(names, use) {
  const buttons = names.map((name) => {
    const button = make("button", { type: "button", "data-control": `menu ${name}` }, name);
    button.addEventListener("click", () => use(name));
    return button;
  });
  return make("span", { class: "message-menu" }, ...buttons);
}

/**
 * Whether it belongs to the menu of a message, and not to what the message says.
 * @param {Element} control
 */
export function isInMessageMenu(control) {
  return control.closest(".message-menu") !== null;
}

import { make } from "./dom.js";

/** @import { DiscordStringSelectMenu } from "@skyra/discord-components-core/discord-string-select-menu.js" */
/** @import { APIRoleSelectComponent, APISelectMenuOption, APIStringSelectComponent } from "discord-api-types/v10" */
/** @import { Mentionable } from "../protocol.ts" */
/** @import { Actions } from "./layout.js" */

/** @typedef {Pick<APIStringSelectComponent, "custom_id" | "placeholder" | "disabled" | "options">} Menu */

let drawn = 0;

/**
 * A select menu: the component draws it, and what it lacks comes from here: the keyboard, the roles, and
 * closing again. `open` on the host is what shows the options (see `look.js`).
 * @param {Menu} menu
 * @param {Pick<Actions, "press">} actions
 */
export function drawMenu(menu, { press }) {
  const chosen = menu.options.findIndex((option) => option.default);
  const label = menu.options[chosen]?.label ?? menu.placeholder ?? "Make a selection";
  drawn += 1;
  const options = menu.options.map(({ label: name, description = "" }, index) =>
    make("discord-string-select-menu-option", {
      id: `menu-${drawn}-${index}`,
      role: "option",
      "aria-selected": "false",
      "aria-label": description === "" ? name : `${name}, ${description}`,
      label: name,
      description,
    }),
  );
  const element = make(
    "discord-string-select-menu",
    {
      role: "combobox",
      tabindex: menu.disabled ? "-1" : "0",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      // The box around the options is the component's own, where no id of the page leads.
      "aria-controls": options.map(({ id }) => id).join(" "),
      "aria-label": label,
      "aria-disabled": String(menu.disabled ?? false),
      placeholder: label,
      disabled: menu.disabled ?? false,
      "data-control": menu.custom_id,
    },
    ...options,
  );
  if (menu.disabled) return element;
  void nameList(element, label);
  let active = 0;

  /** @param {boolean} open */
  function toggle(open) {
    element.toggleAttribute("open", open);
    element.toggleAttribute("upwards", open && hasMoreRoomAbove(element));
    element.setAttribute("aria-expanded", String(open));
    if (open) activate(Math.max(chosen, 0));
    else element.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  function activate(index) {
    active = Math.max(0, Math.min(options.length - 1, index));
    for (const [place, option] of options.entries())
      option.setAttribute("aria-selected", String(place === active));
    element.setAttribute("aria-activedescendant", options[active]?.id ?? "");
    options[active]?.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} index */
  function pick(index) {
    const value = menu.options[index]?.value;
    toggle(false);
    if (value !== undefined) press(menu.custom_id, [value]);
  }

  element.addEventListener("click", (event) => {
    // Else the label inside clicks its hidden checkbox, which arrives here as a second click.
    event.preventDefault();
    const index = options.findIndex((option) => event.composedPath().includes(option));
    if (index >= 0) pick(index);
    else toggle(!element.hasAttribute("open"));
  });
  element.addEventListener("focusout", () => toggle(false));
  element.addEventListener("keydown", (event) => {
    const isOpen = element.hasAttribute("open");
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (event.key === "Enter" || event.key === " ") {
      if (isOpen) pick(active);
      else toggle(true);
    } else if (event.key === "Escape" && isOpen) toggle(false);
    else if (step !== undefined) {
      if (isOpen) activate(active + step);
      else toggle(true);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return element;
}

/**
 * The roles of the server, as Discord lists them in a menu of roles.
 * @param {APIRoleSelectComponent} menu
 * @param {readonly Mentionable[]} roles
 * @returns {APISelectMenuOption[]}
 */
export function roleOptions({ default_values: chosen = [] }, roles) {
  return roles.map(({ id, name }) => ({
    value: id,
    label: `@${name}`,
    default: chosen.some((one) => one.id === id),
  }));
}

/**
 * Options belong to a listbox; the component has a plain box around them.
 * @param {DiscordStringSelectMenu} element
 * @param {string} label
 */
async function nameList(element, label) {
  await element.updateComplete;
  const box = element.renderRoot.querySelector(".discord-string-select-menu-option-slot");
  box?.setAttribute("role", "listbox");
  box?.setAttribute("aria-label", label);
}

/** @param {HTMLElement} element */
function hasMoreRoomAbove(element) {
  const { top, bottom } = element.getBoundingClientRect();
  const view = element.closest(".channel")?.getBoundingClientRect();
  return view !== undefined && view.bottom - bottom < top - view.top;
}

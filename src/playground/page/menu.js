import { make } from "./dom.js";

/** @import { DiscordStringSelectMenu } from "@skyra/discord-components-core/discord-string-select-menu.js" */
/** @import { APIChannelSelectComponent, APIRoleSelectComponent, APIStringSelectComponent, ComponentType } from "discord-api-types/v10" */
/** @import { Mentionable } from "../protocol.ts" */
/** @import { Actions } from "./layout.js" */

/** @type {ComponentType.StringSelect} */
const STRING_SELECT = 3;

let drawn = 0;

/**
 * A select menu: the component draws it, and what it lacks comes from here: the keyboard, the roles, and
 * closing again. `open` on the host is what shows the options (see `look.js`).
 * @param {APIStringSelectComponent} menu
 * @param {Pick<Actions, "press">} actions
 */
export function drawMenu(menu, { press }) {
  const label = menu.placeholder ?? "Make a selection";
  const { min_values: least = 1, max_values: most = 1 } = menu;
  drawn += 1;
  const before = menu.options.flatMap((option, index) => (option.default ? [index] : []));
  const chosen = new Set(before);
  const names = () => [...chosen].map((index) => menu.options[index]?.label ?? "").join(", ");
  const options = menu.options.map(({ label: name, description = "" }, index) =>
    make("discord-string-select-menu-option", {
      id: `menu-${drawn}-${index}`,
      role: "option",
      "aria-selected": "false",
      "aria-checked": String(chosen.has(index)),
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
      "aria-label": before.length > 0 ? `${label}: ${names()}` : label,
      "aria-disabled": String(menu.disabled ?? false),
      placeholder: names() || label,
      disabled: menu.disabled ?? false,
      "data-control": menu.custom_id,
    },
    ...options,
  );
  if (menu.disabled) return element;
  void nameList(element, label, most > 1);
  let active = 0;

  /** @param {boolean} open */
  function toggle(open) {
    const wasOpen = element.hasAttribute("open");
    element.toggleAttribute("open", open);
    element.toggleAttribute("upwards", open && hasMoreRoomAbove(element));
    element.setAttribute("aria-expanded", String(open));
    if (open) return activate(before[0] ?? 0);
    element.removeAttribute("aria-activedescendant");
    if (most > 1 && wasOpen) tellChosen();
  }

  /** Where several can be chosen, Discord hears of them once the menu is closed. */
  function tellChosen() {
    const values = [...chosen].toSorted((a, b) => a - b);
    if (values.length < least || values.join() === before.join()) return;
    press(
      menu.custom_id,
      values.map((index) => menu.options[index]?.value ?? ""),
    );
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
    if (most > 1) return choose(index);
    const value = menu.options[index]?.value;
    toggle(false);
    if (value !== undefined) press(menu.custom_id, [value]);
  }

  /** @param {number} index */
  function choose(index) {
    if (!chosen.delete(index) && chosen.size < most) chosen.add(index);
    activate(index);
    options[index]?.setAttribute("aria-checked", String(chosen.has(index)));
    element.setAttribute("placeholder", names() || label);
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
 * A menu of roles or channels, as one of options.
 * @param {readonly Mentionable[]} all Those there are.
 * @param {"@" | "#"} sign What stands before their names.
 * @param {APIRoleSelectComponent | APIChannelSelectComponent} menu
 * @returns {APIStringSelectComponent}
 */
export function pickFrom(all, sign, { default_values = [], ...menu }) {
  /** @type {readonly { id: string }[]} */
  const chosen = default_values;
  return {
    ...menu,
    type: STRING_SELECT,
    options: all.map(({ id, name }) => ({
      label: `${sign}${name}`,
      value: id,
      default: chosen.some((one) => one.id === id),
    })),
  };
}

/**
 * Options belong to a listbox; the component has a plain box around them.
 * @param {DiscordStringSelectMenu} element
 * @param {string} label
 * @param {boolean} takesSeveral
 */
async function nameList(element, label, takesSeveral) {
  await element.updateComplete;
  const box = element.renderRoot.querySelector(".discord-string-select-menu-option-slot");
  box?.setAttribute("role", "listbox");
  box?.setAttribute("aria-label", label);
  if (takesSeveral) box?.setAttribute("aria-multiselectable", "true");
}

/** @param {HTMLElement} element */
function hasMoreRoomAbove(element) {
  const { top, bottom } = element.getBoundingClientRect();
  const view = element.closest(".channel")?.getBoundingClientRect();
  return view !== undefined && view.bottom - bottom < top - view.top;
}

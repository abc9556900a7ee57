import { make } from "./dom.js";

/**
 * @typedef {object} Item
 * @property {string} label
 * @property {string} [detail]
 * @property {() => void} pick
 */

/**
 * A list over the composer, for whichever input has the focus. The focus stays in the input, which
 * points to the active item (WAI-ARIA, "combobox").
 * @param {HTMLElement} element
 */
export function createListbox(element) {
  /** @type {Item[]} */
  let items = [];
  let active = -1;
  /** @type {HTMLInputElement | null} */
  let owner = null;

  // A press on the list must not take the focus from the input.
  element.addEventListener("mousedown", (event) => event.preventDefault());

  function hide() {
    items = [];
    active = -1;
    element.hidden = true;
    element.replaceChildren();
    owner?.setAttribute("aria-expanded", "false");
    owner?.removeAttribute("aria-activedescendant");
    owner = null;
  }

  /** @param {number} index */
  function activate(index) {
    active = index;
    for (const [place, option] of element.querySelectorAll("[role=option]").entries()) {
      option.setAttribute("aria-selected", String(place === active));
      if (place !== active) continue;
      option.scrollIntoView({ block: "nearest" });
      owner?.setAttribute("aria-activedescendant", option.id);
    }
  }

  return {
    hide,
    isOpen: () => items.length > 0,
    /**
     * @param {HTMLInputElement} input
     * @param {string} heading
     * @param {Item[]} newItems nothing is shown when there are none
     * @param {{ activateFirst: boolean }} options
     */
    show(input, heading, newItems, { activateFirst }) {
      hide();
      if (newItems.length === 0) return;
      owner = input;
      items = newItems;
      element.append(make("p", { class: "heading", role: "presentation" }, heading));
      for (const [index, { label, detail = "", pick }] of items.entries()) {
        const option = make(
          "div",
          { role: "option", id: `choice-${index}`, "aria-selected": "false" },
          make("span", { class: "label" }, label),
          " ",
          make("span", { class: "detail" }, detail),
        );
        option.addEventListener("click", pick);
        element.append(option);
      }
      element.hidden = false;
      element.scrollTop = 0;
      input.setAttribute("aria-expanded", "true");
      if (activateFirst) activate(0);
    },
    /** @param {1 | -1} step goes around at the ends */
    move(step) {
      if (items.length === 0) return;
      const from = active < 0 && step < 0 ? 0 : active;
      activate((from + step + items.length) % items.length);
    },
    /** Picks the active item; false when there is none. */
    pickActive() {
      const item = items[active];
      item?.pick();
      return item !== undefined;
    },
  };
}

/** @typedef {ReturnType<typeof createListbox>} Listbox */

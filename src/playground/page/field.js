import { make } from "./dom.js";

/** @import { Attachment } from "../../../commands/command/attachment.ts" */
/** @import { Choice, Option } from "./commands.js" */
/** @import { Listbox } from "./listbox.js" */

/**
 * One option of a command, being filled in.
 * @typedef {object} Field
 * @property {Option} option
 * @property {HTMLElement} element
 * @property {HTMLInputElement} input
 * @property {(words: string) => void} fill as if it had been typed, but for what the list would offer
 * @property {() => string | number | boolean | Attachment | null} read what it says; null when empty
 * @property {() => string | null} problem why it cannot be sent, in words for people
 * @property {() => void} complain marks it as wrong until it is changed, and gives it the focus
 * @property {(files: FileList) => void} [take] of a field for a file: as if it had been chosen
 * @property {() => void} stopSuggesting what the command suggests later is not shown; until something is typed
 */

/**
 * @param {Option} option
 * @param {Listbox} listbox
 * @param {(typed: string, signal: AbortSignal) => Promise<Choice[]>} suggest
 * @returns {Field}
 */
export function createField(option, listbox, suggest) {
  const input = make("input", {
    type: "text",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": "choices",
    "aria-autocomplete": "list",
    "aria-label": `${option.name}: ${option.description}`,
    autocomplete: "off",
    spellcheck: "false",
    inputmode: { text: "text", integer: "numeric", number: "decimal", file: "none" }[option.kind],
    maxlength: option.kind === "text" && !option.choices ? String(option.max) : false,
  });
  const element = make(
    "label",
    { class: "field", title: option.description },
    make("span", { class: "name" }, option.name),
    input,
  );
  const { choices: fixed, isCompleted } = option;
  /** @type {Choice | null} */
  let picked = null;
  let asking = new AbortController();

  /** @param {Choice} choice */
  function pick(choice) {
    asking.abort();
    picked = choice;
    input.value = choice.name;
    fit();
    listbox.hide();
  }

  function fit() {
    input.style.setProperty("--characters", String(Math.max(input.value.length, 4)));
    element.classList.remove("invalid");
    input.removeAttribute("aria-invalid");
  }

  /**
   * @param {Choice[]} choices
   * @param {boolean} activateFirst
   */
  function offer(choices, activateFirst) {
    const items = choices.map((choice) => ({ label: choice.name, pick: () => pick(choice) }));
    listbox.show(input, `${option.name}: ${option.description}`, items, { activateFirst });
  }

  async function refresh() {
    asking.abort();
    if (fixed) {
      const wanted = input.value.toLowerCase();
      const all = picked ? fixed : fixed.filter(({ name }) => name.toLowerCase().includes(wanted));
      offer(all, true);
    } else if (isCompleted && !picked) {
      asking = new AbortController();
      const { signal } = asking;
      const choices = await suggest(input.value, signal).catch(() => []);
      if (!signal.aborted && document.activeElement === input) offer(choices, false);
    }
  }

  input.addEventListener("input", () => {
    picked = null;
    fit();
    void refresh();
  });
  input.addEventListener("focus", () => void refresh());
  input.addEventListener("blur", () => {
    asking.abort();
    listbox.hide();
  });
  fit();

  function read() {
    const typed = input.value.trim();
    if (typed === "") return null;
    if (picked) return picked.value;
    const named = fixed?.find(({ name }) => withoutSign(name) === withoutSign(typed));
    if (named) return named.value;
    return option.kind === "text" ? typed : Number(typed);
  }

  return {
    option,
    element,
    input,
    fill(words) {
      picked = null;
      input.value = words;
      fit();
    },
    read,
    problem() {
      const value = read();
      if (value === null) return option.required ? `${option.name} is required.` : null;
      if (fixed && !fixed.some((choice) => choice.value === value))
        return `${option.name}: pick one from the list.`;
      return fixed || picked ? null : problemOf(value, option);
    },
    complain() {
      element.classList.add("invalid");
      input.setAttribute("aria-invalid", "true");
      input.focus();
    },
    stopSuggesting: () => asking.abort(),
  };
}

/**
 * So that `papers` is `#papers`, and `true` is `True`.
 * @param {string} name
 */
function withoutSign(name) {
  return name.replace(/^[#@]/, "").toLowerCase();
}

/**
 * What Discord does not let pass either, in words for people.
 * @param {string | number | boolean} value
 * @param {Option} option
 */
function problemOf(value, { name, kind, min, max }) {
  if (kind === "text") {
    const { length } = String(value);
    return length < min ? `${name} needs at least ${min} characters.` : null;
  }
  if (!Number.isFinite(value)) return `${name} must be a number.`;
  if (kind === "integer" && !Number.isInteger(value)) return `${name} must be a whole number.`;
  if (Number(value) < min) return `${name} must be at least ${min}.`;
  return Number(value) > max ? `${name} must be at most ${max}.` : null;
}

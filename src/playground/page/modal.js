import { make } from "./dom.js";

/** @import { APIModalInteractionResponseCallbackComponent, APIModalInteractionResponseCallbackData, APITextInputComponent, ComponentType, TextInputStyle } from "discord-api-types/v10" */

// discord-api-types has these as enums, which a page without a build cannot import.
/** @type {ComponentType.ActionRow} */
const ACTION_ROW = 1;
/** @type {ComponentType.TextInput} */
const TEXT_INPUT = 4;
/** @type {ComponentType.TextDisplay} */
const TEXT_DISPLAY = 10;
/** @type {TextInputStyle.Paragraph} */
const PARAGRAPH = 2;

/** Discord's limit for what is typed into one field. */
const LONGEST = 4000;

/**
 * Opens a modal over the page. What is filled in goes to `submit`, by the fields' custom ids; cancelled,
 * nothing happens. The browser checks lengths, keeps the focus inside and gives it back.
 * @param {APIModalInteractionResponseCallbackData} modal
 * @param {(fields: Record<string, string>) => void} submit
 */
export function openModal({ title, components }, submit) {
  const parts = components.map(drawComponent);
  openDialog(title, parts, { cancel: "Cancel", go: "Submit" }, (form) => {
    const inputs = [...form.querySelectorAll("input"), ...form.querySelectorAll("textarea")];
    submit(Object.fromEntries(inputs.map(({ name, value }) => [name, value])));
  });
}

/**
 * Asks whether something shall be done that cannot be undone.
 * @param {string} title
 * @param {string} words
 * @param {{ cancel: string, go: string }} labels
 * @param {() => void} go
 */
export function openQuestion(title, words, labels, go) {
  openDialog(title, [make("p", {}, words)], labels, go);
}

/**
 * @param {string} title
 * @param {HTMLElement[]} parts
 * @param {{ cancel: string, go: string }} labels
 * @param {(form: HTMLFormElement) => void} go
 */
function openDialog(title, parts, labels, go) {
  const cancel = make("button", { type: "button" }, labels.cancel);
  const form = make(
    "form",
    {},
    make("h2", { id: "modal-title" }, title),
    ...parts,
    make("div", { class: "actions" }, cancel, make("button", { class: "send" }, labels.go)),
  );
  const dialog = make("dialog", { class: "modal", "aria-labelledby": "modal-title" }, form);
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close();
    go(form);
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** @param {APIModalInteractionResponseCallbackComponent} component */
function drawComponent(component) {
  if (component.type === TEXT_DISPLAY) return make("p", {}, component.content);
  if (component.type === ACTION_ROW) {
    const inputs = component.components.map((input) => drawInput(input, input.label ?? "", ""));
    return make("div", {}, ...inputs);
  }
  const { label, description = "", component: inner } = component;
  if (inner.type === TEXT_INPUT) return drawInput(inner, label, description);
  return make("p", {}, `The playground can't show components of type ${inner.type}.`);
}

/**
 * @param {APITextInputComponent} input
 * @param {string} label
 * @param {string} description
 */
function drawInput(input, label, description) {
  const { required = true, value = "", min_length: min = 0, max_length: max = LONGEST } = input;
  const attributes = {
    name: input.custom_id,
    placeholder: input.placeholder ?? "",
    required,
    minlength: String(min),
    maxlength: String(max),
    autocomplete: "off",
  };
  const field =
    input.style === PARAGRAPH
      ? make("textarea", { ...attributes, rows: "4" })
      : make("input", { ...attributes, type: "text" });
  field.value = value;
  const name = make("span", { class: "name" }, label, required ? " *" : "");
  const about = description === "" ? [] : [make("span", { class: "about" }, description)];
  return make("label", {}, name, ...about, field);
}

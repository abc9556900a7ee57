import { make } from "./dom.js";

/** @import { Attachment } from "../../../commands/command/attachment.ts" */
/** @import { Option } from "./commands.js" */
/** @import { Field } from "./field.js" */

/**
 * A field for an option that takes a file, chosen or dropped on it. It is uploaded at once, as in Discord.
 * @param {Option} option
 * @param {(file: File) => Promise<Attachment>} upload
 * @returns {Field}
 */
export function createFileField(option, upload) {
  const input = make("input", {
    type: "file",
    "aria-label": `${option.name}: ${option.description}`,
  });
  const element = make(
    "label",
    { class: "field file", title: option.description },
    make("span", { class: "name" }, option.name),
    input,
  );
  /** @type {Attachment | null} */
  let uploaded = null;
  /** @type {string | null} */
  let trouble = null;

  async function uploadChosen() {
    const [file] = input.files ?? [];
    uploaded = null;
    trouble = null;
    element.classList.remove("invalid");
    input.removeAttribute("aria-invalid");
    element.setAttribute("aria-busy", String(file !== undefined));
    if (!file) return;
    try {
      const done = await upload(file);
      // Another may have been chosen since.
      if (input.files?.[0] === file) uploaded = done;
    } catch (error) {
      trouble = error instanceof Error ? error.message : String(error);
    } finally {
      if (input.files?.[0] === file) element.setAttribute("aria-busy", "false");
    }
  }

  input.addEventListener("change", () => void uploadChosen());

  return {
    option,
    element,
    input,
    take(files) {
      input.files = files;
      void uploadChosen();
    },
    // Words are no file.
    fill: () => {},
    read: () => uploaded,
    problem() {
      if (uploaded) return null;
      if (trouble !== null) return trouble;
      if (input.files?.[0]) return `${option.name} is still being uploaded.`;
      return option.required ? `${option.name}: choose a file.` : null;
    },
    complain() {
      element.classList.add("invalid");
      input.setAttribute("aria-invalid", "true");
      input.focus();
    },
    stopSuggesting: () => {},
  };
}

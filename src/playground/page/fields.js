import { make, one } from "./dom.js";
import { createField } from "./field.js";
import { createFileField } from "./file-field.js";
import { readNamedOptions } from "./named-options.js";

/** @import { Attachment } from "../../../commands/command/attachment.ts" */
/** @import { Choice } from "../../messages/layout/reply.ts" */
/** @import { Entry, Option } from "./commands.js" */
/** @import { Field } from "./field.js" */
/** @import { Listbox } from "./listbox.js" */

/** @typedef {Record<string, string | number | boolean | Attachment>} Options */

/**
 * A picked command in the line: a field for each required option, a button for each other one that may be
 * added, and one to send it all.
 * @param {HTMLElement} line
 * @param {Entry} entry
 * @param {Listbox} listbox
 * @param {(option: string, typed: string, others: Options, signal: AbortSignal) => Promise<Choice[]>} suggest
 * @param {(file: File) => Promise<Attachment>} upload
 */
export function createFields(line, entry, listbox, suggest, upload) {
  let fields = entry.options.filter(({ required }) => required).map(fieldFor);
  draw();

  /** @param {Option} option */
  function fieldFor(option) {
    if (option.kind === "file") return createFileField(option, upload);
    const field = createField(option, listbox, (typed, signal) =>
      suggest(option.name, typed, othersThan(option), signal),
    );
    field.element.addEventListener("input", () => distribute(field));
    return field;
  }

  /**
   * Brings what is typed for an option by its name, `zone:Berlin`, into the field of that option.
   * @param {Field} typedIn
   */
  function distribute(typedIn) {
    const names = entry.options.map(({ name }) => name);
    const { before, named } = readNamedOptions(typedIn.input.value, names);
    const receivers = named.flatMap(({ name, value }) => {
      const option = entry.options.find((other) => other.name === name);
      const field = option && (fields.find((other) => other.option === option) ?? add(option));
      return field ? [{ field, value }] : [];
    });
    const last = receivers.at(-1);
    if (!last) return;
    typedIn.fill(before);
    for (const { field, value } of receivers) field.fill(value);
    const isEmptied = typedIn.input.value === "" && typedIn !== last.field;
    if (isEmptied && !typedIn.option.required) drop(typedIn);
    last.field.input.focus();
    last.field.input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {Field} field */
  function drop(field) {
    field.stopSuggesting();
    listbox.hide();
    fields = fields.filter((other) => other !== field);
    draw();
  }

  /**
   * What is filled in elsewhere, and as it should be.
   * @param {Option} option
   */
  function othersThan(option) {
    /** @type {Options} */
    const others = {};
    for (const field of fields) {
      const value = field.option === option || field.problem() !== null ? null : field.read();
      if (value !== null) others[field.option.name] = value;
    }
    return others;
  }

  function draw() {
    const filled = new Set(fields.map(({ option }) => option));
    const more = entry.options.filter((option) => !filled.has(option)).map(drawMore);
    line.replaceChildren(
      make("span", { class: "command" }, `/${entry.name}`),
      ...fields.map(({ element }) => element),
      ...more,
      make("button", { type: "submit", class: "send" }, "Send"),
    );
  }

  /** @param {Option} option */
  function drawMore(option) {
    const button = make(
      "button",
      { type: "button", class: "more", title: option.description },
      `+ ${option.name}`,
    );
    button.addEventListener("click", () => add(option).input.focus());
    return button;
  }

  /** @param {Option} option */
  function add(option) {
    const field = fieldFor(option);
    fields.push(field);
    draw();
    return field;
  }

  function focusSend() {
    one(".send", HTMLButtonElement, line).focus();
  }

  return {
    /**
     * Gives the focus to the first field, with `words` in it.
     * @param {string} words
     */
    begin(words) {
      const [option] = entry.options;
      const field = fields[0] ?? (option && words.trim() !== "" ? add(option) : null);
      if (!field) return focusSend();
      field.fill(words);
      field.input.focus();
      if (words !== "") field.input.dispatchEvent(new Event("input", { bubbles: true }));
    },
    /**
     * Puts it back into the line, as it was filled in.
     * @param {boolean} takesFocus
     */
    drawAgain(takesFocus) {
      draw();
      if (takesFocus) focusSend();
    },
    /**
     * Begins the first field with a letter that was typed where no field is yet; false where it has another meaning.
     * @param {KeyboardEvent} event
     */
    takeLetter({ key, ctrlKey, metaKey, altKey }) {
      const isLetter = key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
      if (!isLetter || fields.length > 0 || entry.options.length === 0) return false;
      this.begin(key);
      return true;
    },
    /**
     * Fills the first field for a file; false where there is none.
     * @param {FileList} files
     */
    takeFiles(files) {
      const option = entry.options.find(({ kind }) => kind === "file");
      const field = option && (fields.find((other) => other.option === option) ?? add(option));
      if (!field?.take) return false;
      field.take(files);
      return true;
    },
    /** @param {EventTarget | null} input */
    fieldOf: (input) => fields.find((field) => field.input === input),
    /** @param {Field} field */
    remove(field) {
      const place = fields.indexOf(field);
      drop(field);
      const before = fields[Math.max(0, place - 1)];
      if (before) before.input.focus();
      else focusSend();
    },
    /**
     * What is filled in; or, as a text for people, what is wrong with it, and then the focus is there.
     * @returns {{ options: Options } | { problem: string }}
     */
    collect() {
      /** @type {Options} */
      const options = {};
      for (const field of fields) {
        const problem = field.problem();
        if (problem !== null) {
          field.complain();
          return { problem };
        }
        const value = field.read();
        if (value !== null) options[field.option.name] = value;
      }
      return { options };
    },
    stopSuggesting() {
      for (const field of fields) field.stopSuggesting();
      listbox.hide();
    },
  };
}

/** @typedef {ReturnType<typeof createFields>} Fields */

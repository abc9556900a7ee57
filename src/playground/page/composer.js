import { matching } from "./commands.js";
import { make, one } from "./dom.js";
import { createFields } from "./fields.js";
import { createListbox } from "./listbox.js";
import { nearest } from "./nearest.js";

/** @import { Attachment } from "../../../commands/command/attachment.ts" */
/** @import { Choice } from "../../messages/layout/reply.ts" */
/** @import { Entry } from "./commands.js" */
/** @import { Fields, Options } from "./fields.js" */

/**
 * What the composer needs of the page.
 * @typedef {object} Surroundings
 * @property {() => Entry[]} entries
 * @property {(entry: Entry, options: Options) => Promise<boolean>} send false where it did not arrive
 * @property {(entry: Entry, option: string, typed: string, others: Options, signal: AbortSignal) => Promise<Choice[]>} suggest
 * @property {(file: File) => Promise<Attachment>} upload
 */

/**
 * The line in which commands are typed. It holds either one text, in which a command is looked for, or a
 * picked command with its fields.
 * @param {HTMLFormElement} form
 * @param {Surroundings} surroundings
 */
export function createComposer(form, { entries, send, suggest, upload }) {
  const line = one(".line", HTMLElement, form);
  const hint = one(".hint", HTMLElement, form);
  const listbox = createListbox(one("#choices", HTMLElement, form));
  /** @type {{ entry: Entry, fields: Fields } | null} */
  let picked = null;

  const text = make("input", {
    type: "text",
    class: "text",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": "choices",
    "aria-autocomplete": "list",
    "aria-label": "Message #papers. Type / for commands.",
    placeholder: "Message #papers, or / for commands",
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "send",
  });
  text.addEventListener("input", lookForCommand);
  text.addEventListener("focus", lookForCommand);
  text.addEventListener("blur", listbox.hide);
  beginText("");

  function lookForCommand() {
    say("");
    const typed = text.value.trimStart();
    if (!typed.startsWith("/")) return listbox.hide();
    const named = commandWithArguments(typed.slice(1));
    if (named) return begin(named.entry, named.rest);
    const found = matching(entries(), typed.slice(1)).map((entry) => ({ entry, rest: "" }));
    if (found.length > 0) return offer("Commands", found);
    const near = nearest(entries(), typed.slice(1));
    offer("Did you mean", near);
    say(
      near.length > 0
        ? "No such command. Press Enter to use the closest one."
        : "No such command. Type / to see them all.",
    );
  }

  /**
   * @param {string} heading
   * @param {{ entry: Entry, rest: string }[]} found
   */
  function offer(heading, found) {
    const items = found.map(({ entry, rest }) => ({
      label: `/${entry.name}`,
      detail: entry.description,
      pick: () => begin(entry, rest),
    }));
    listbox.show(text, heading, items, { activateFirst: true });
  }

  /**
   * A whole name with a space after it is picked; what follows belongs into its first field.
   * @param {string} typed
   */
  function commandWithArguments(typed) {
    const entry = entries().find(({ name }) => typed.toLowerCase().startsWith(`${name} `));
    return entry && { entry, rest: typed.slice(entry.name.length + 1) };
  }

  /** @param {string} value */
  function beginText(value) {
    picked?.fields.stopSuggesting();
    picked = null;
    text.value = "";
    line.replaceChildren(text);
    text.focus();
    // Only now, because the focus opens the list for what stands here, and nobody has asked for it.
    text.value = value;
    say("");
  }

  /**
   * @param {Entry} entry
   * @param {string} words what already stands in the first field
   */
  function begin(entry, words) {
    picked?.fields.stopSuggesting();
    listbox.hide();
    say(entry.description);
    const fields = createFields(
      line,
      entry,
      listbox,
      (option, typed, others, signal) => suggest(entry, option, typed, others, signal),
      upload,
    );
    picked = { entry, fields };
    fields.begin(words);
  }

  function submit() {
    if (!picked) return submitText();
    const { entry, fields } = picked;
    const collected = fields.collect();
    if ("problem" in collected) return say(collected.problem);
    say("");
    beginText("");
    void sendOrKeep(entry, fields, collected.options);
  }

  /**
   * What did not arrive is put back into the line, for the person to send again.
   * @param {Entry} entry
   * @param {Fields} fields
   * @param {Options} options
   */
  async function sendOrKeep(entry, fields, options) {
    if (await send(entry, options)) return;
    if (picked || text.value !== "") return say(`/${entry.name} wasn't sent.`);
    const hadFocus = document.activeElement === text;
    picked = { entry, fields };
    fields.drawAgain(hadFocus);
    say("Not sent yet. Press Send again when Paperboy is back.");
  }

  function submitText() {
    const words = text.value.trim().toLowerCase();
    const named = entries().find(({ name }) => `/${name}` === words);
    if (named) begin(named, "");
    else if (words !== "")
      say("Paperboy only answers commands. Type / to see them, or try /paper search.");
  }

  /** Escape closes the list, then the command, then empties the line; it never opens anything. */
  function stepBack() {
    const isListOpen = listbox.isOpen();
    picked?.fields.stopSuggesting();
    listbox.hide();
    if (!isListOpen) beginText(picked ? `/${picked.entry.name}` : "");
  }

  /** @param {string} words */
  function say(words) {
    hint.textContent = words;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });

  // Else the browser would leave the page for the file.
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    const files = event.dataTransfer?.files;
    if (!files || files.length === 0) return;
    if (!picked?.fields.takeFiles(files)) say("Pick a command that takes a file first.");
  });

  form.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    // Enter and the space bar open the browser's own dialog.
    if (event.target instanceof HTMLInputElement && isEmptyFileInput(event.target, event)) return;
    const isInput = event.target instanceof HTMLInputElement;
    if (event.key === "Escape") stepBack();
    else if (isInput && event.key === "ArrowDown") listbox.move(1);
    else if (isInput && event.key === "ArrowUp") listbox.move(-1);
    else if (isInput && event.key === "Enter") {
      if (!listbox.pickActive()) submit();
    } else if (event.key === "Tab" && !event.shiftKey && listbox.isOpen()) {
      const goesOn = picked !== null;
      if (!listbox.pickActive() || goesOn) return;
    } else if (event.key === "Backspace") {
      if (!takeBack(event.target)) return;
    } else if (isInput || !picked?.fields.takeLetter(event)) return;
    event.preventDefault();
  });

  /**
   * Backspace in an empty field goes back to what was before it; false where there is something to delete.
   * @param {EventTarget | null} input
   */
  function takeBack(input) {
    const field = picked?.fields.fieldOf(input);
    if (!field || field.input.value !== "") return false;
    if (!field.option.required) picked?.fields.remove(field);
    else {
      beginText(`/${picked?.entry.name}`);
      lookForCommand();
    }
    return true;
  }

  return {
    /**
     * Picks the command with this name, as if it had been typed.
     * @param {string} name `paper search`
     */
    use(name) {
      const entry = entries().find((other) => other.name === name);
      if (entry) begin(entry, "");
    },
    focus() {
      const field = line.querySelector("input");
      if (field) field.focus();
      else beginText("");
    },
    say,
  };
}

/**
 * @param {HTMLInputElement} input
 * @param {KeyboardEvent} event
 */
function isEmptyFileInput({ type, value }, { key }) {
  return type === "file" && value === "" && (key === "Enter" || key === " ");
}

import { make } from "./dom.js";
import { drawMessageMenu } from "./message-menu.js";

/** @import { Thread } from "../protocol.ts" */
/** @import { MessageActions } from "./messages.js" */

/** Ids of those that somebody opened here, so that they stay open when their message is drawn anew. */
const opened = new Set();
/** What is typed and not sent yet, by the id of the thread. */
const drafts = /** @type {Map<string, string>} */ (new Map());

/**
 * The thread under the message that it was started from: folded to a line until somebody opens it.
 * @param {string} id
 * @param {Thread} thread
 * @param {Pick<MessageActions, "say" | "onMessages" | "useOn">} actions
 */
export function drawThread(id, { name, messages }, { say, onMessages, useOn }) {
  const count = messages.length === 1 ? "1 message" : `${messages.length} messages`;
  const summary = make(
    "summary",
    { "data-control": "thread", "data-name": name },
    make("span", { class: "thread-name" }, name),
    ` ${count}`,
  );
  const details = make(
    "details",
    { slot: "components", class: "thread", open: opened.has(id) },
    summary,
    make(
      "ol",
      {},
      ...messages.map(({ by, text }, said) =>
        make(
          "li",
          {},
          make("strong", {}, by.name),
          " ",
          make("span", {}, text),
          drawMessageMenu(onMessages, (command) => useOn(command, said)),
        ),
      ),
    ),
    drawLine(id, name, say),
  );
  details.addEventListener("toggle", () => {
    if (details.open) opened.add(id);
    else opened.delete(id);
  });
  return details;
}

/**
 * @param {string} id
 * @param {string} name
 * @param {(text: string) => void} say
 */
function drawLine(id, name, say) {
  const input = make("input", {
    type: "text",
    maxlength: "2000",
    placeholder: "Message this thread",
    "aria-label": `Message the thread ${name}`,
    "data-control": "thread text",
    value: drafts.get(id) ?? "",
  });
  input.addEventListener("input", () => drafts.set(id, input.value));
  const form = make("form", { autocomplete: "off" }, input);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === "") return;
    drafts.delete(id);
    input.value = "";
    say(text);
  });
  return form;
}

/**
 * The name of a thread that stands on the page, or null.
 * @param {string} id
 */
export function threadName(id) {
  const summary = document.querySelector(`#message-${CSS.escape(id)} .thread summary`);
  return summary instanceof HTMLElement ? (summary.dataset["name"] ?? null) : null;
}

/**
 * Unfolds the thread of a message, if it has one.
 * @param {HTMLElement} message
 */
export function openThread(message) {
  const details = message.querySelector("details.thread");
  if (details instanceof HTMLDetailsElement) details.open = true;
}

import { keepWorded, now } from "./clock.js";
import { make } from "./dom.js";
import { messageAt } from "./jump.js";
import { threadName } from "./thread.js";

/** @import { MarkdownNode } from "../protocol.ts" */

/**
 * What can be done with a text.
 * @typedef {object} TextActions
 * @property {(command: string) => void} useCommand called when a slash command in it is pressed
 * @property {(message: string) => void} jump called with the id of the message that a link in it leads to
 */

/**
 * @param {MarkdownNode[]} nodes
 * @param {TextActions} actions
 * @returns {Node[]}
 */
export function drawMarkdown(nodes, actions) {
  return nodes.map((node) => drawNode(node, actions));
}

/**
 * @param {MarkdownNode} node
 * @param {TextActions} actions
 * @returns {Node}
 */
function drawNode(node, actions) {
  /** @param {MarkdownNode[]} children */
  const inner = (children) => drawMarkdown(children, actions);
  switch (node.kind) {
    case "text":
      return document.createTextNode(node.text);
    case "break":
      return make("br");
    // discord-bold and its like have blanks around their slot, which would show inside words.
    case "bold":
      return make("strong", {}, ...inner(node.children));
    case "italic":
      return make("em", {}, ...inner(node.children));
    case "underline":
      return make("u", {}, ...inner(node.children));
    case "strike":
      return make("s", {}, ...inner(node.children));
    case "spoiler":
      return make("discord-spoiler", {}, ...inner(node.children));
    case "quote":
      return make("discord-quote", {}, ...inner(node.children));
    case "subtext":
      return make("discord-subscript", {}, ...inner(node.children));
    case "heading":
      return make("discord-header", { level: String(node.level) }, ...inner(node.children));
    case "list":
      return make(
        "discord-unordered-list",
        {},
        ...node.items.map((item) => make("discord-list-item", {}, ...inner(item))),
      );
    case "link":
      return drawLink(node.url, inner(node.children), actions);
    case "code":
      return make("discord-code", { multiline: node.block }, node.text);
    case "time":
      return drawTime(node.at, node.style);
    case "command":
      return drawCommand(node.name, actions.useCommand);
    case "thread":
      return drawLink(`https://discord.com/channels/@me/${node.id}`, [nameOf(node.id)], actions);
    case "mention":
    default:
      return make("discord-mention", { type: "none" }, node.text);
  }
}

/**
 * @param {string} thread
 * @returns {Node}
 */
function nameOf(thread) {
  return document.createTextNode(`# ${threadName(thread) ?? "unknown"}`);
}

/**
 * One to a message that stands there without words is named, as in Discord.
 * @param {string} url
 * @param {Node[]} children
 * @param {TextActions} actions
 */
function drawLink(url, children, { jump }) {
  const message = messageAt(url);
  if (message === null)
    return make(
      "discord-link",
      { href: url, target: "_blank", rel: "noopener noreferrer" },
      ...children,
    );
  const isBare = children.map(({ textContent }) => textContent).join("") === url;
  const shown = isBare ? [document.createTextNode("#papers › message")] : children;
  const link = make("a", { class: "jump", href: `#message-${message}` }, ...shown);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    jump(message);
  });
  return link;
}

/**
 * @param {string} name
 * @param {(command: string) => void} onCommand
 */
function drawCommand(name, onCommand) {
  const mention = make("discord-mention", { type: "slash", role: "button", tabindex: "0" }, name);
  mention.addEventListener("click", () => onCommand(name));
  mention.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    onCommand(name);
  });
  return mention;
}

/** Discord's reference, "Message Formatting": what each style shows. */
const TIME_STYLES = /** @satisfies {Record<string, Intl.DateTimeFormatOptions>} */ ({
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
});

/** Seconds in each unit, from the largest. */
const UNITS = /** @type {const} */ ([
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
]);

/**
 * @param {number} at Unix seconds
 * @param {string} style
 */
function drawTime(at, style) {
  const date = new Date(at * 1000);
  if (Number.isNaN(date.valueOf())) return document.createTextNode("Invalid date");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const element = make("discord-time", {
    title: `${date.toLocaleString("en-GB", TIME_STYLES.F)} where you are (${zone})`,
    "data-long": style !== "R",
  });
  if (style === "R")
    keepWorded(element, () => element.replaceChildren(relative(at - now() / 1000)));
  else {
    const options = Object.entries(TIME_STYLES).find(([name]) => name === style)?.[1];
    const words = date.toLocaleString("en-GB", options ?? TIME_STYLES.f);
    // The channel's own hours stand beside it, perhaps of another zone.
    element.append(options && !("timeStyle" in options) ? words : `${words} your time`);
  }
  return element;
}

/** @param {number} seconds from now, negative in the past */
function relative(seconds) {
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  const format = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
  return format.format(Math.round(seconds / length), unit);
}

import { keepWorded, now } from "./clock.js";
import { make } from "./dom.js";

/** @import { MarkdownNode } from "../protocol.ts" */

/**
 * @param {MarkdownNode[]} nodes
 * @param {(command: string) => void} onCommand called when a slash command in the text is pressed
 * @returns {Node[]}
 */
export function drawMarkdown(nodes, onCommand) {
  return nodes.map((node) => drawNode(node, onCommand));
}

/**
 * @param {MarkdownNode} node
 * @param {(command: string) => void} onCommand
 * @returns {Node}
 */
function drawNode(node, onCommand) {
  /** @param {MarkdownNode[]} children */
  const inner = (children) => drawMarkdown(children, onCommand);
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
      return make(
        "discord-link",
        { href: node.url, target: "_blank", rel: "noopener noreferrer" },
        ...inner(node.children),
      );
    case "code":
      return make("discord-code", { multiline: node.block }, node.text);
    case "time":
      return drawTime(node.at, node.style);
    case "command":
      return drawCommand(node.name, onCommand);
    case "mention":
    default:
      return make("discord-mention", { type: "none" }, node.text);
  }
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
  const known = Object.entries(TIME_STYLES).find(([name]) => name === style)?.[1];
  const element = make("discord-time", { title: date.toLocaleString("en-GB", TIME_STYLES.F) });
  if (style === "R")
    keepWorded(element, () => element.replaceChildren(relative(at - now() / 1000)));
  else element.append(date.toLocaleString("en-GB", known ?? TIME_STYLES.f));
  return element;
}

/** @param {number} seconds from now, negative in the past */
function relative(seconds) {
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  const format = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
  return format.format(Math.round(seconds / length), unit);
}

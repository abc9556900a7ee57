import { make } from "./dom.js";

/** @import { Entry } from "./commands.js" */

/** Ways in: something to look for, something to stumble upon, what comes by itself, and the rest. */
const EXAMPLES = [
  { name: "paper search", options: { query: "federated learning" } },
  { name: "paper random", options: {} },
  { name: "digest subscribe", options: { topic: "federated learning" } },
  { name: "help", options: {} },
];

/**
 * What a newcomer sees above the first message.
 * @param {Entry[]} entries examples of commands that are not there are left out
 * @param {(entry: Entry, options: Record<string, string>) => void} send
 */
export function drawWelcome(entries, send) {
  const examples = EXAMPLES.flatMap(({ name, options }) => {
    const entry = entries.find((other) => other.name === name);
    if (!entry) return [];
    const button = make(
      "button",
      { type: "button" },
      ["", name, ...Object.values(options)].join(" ").replace(" ", "/"),
    );
    button.addEventListener("click", () => send(entry, options));
    return [button];
  });
  return [
    make("div", { class: "badge", "aria-hidden": "true" }, "#"),
    make("h2", {}, "Welcome to #papers"),
    make(
      "p",
      {},
      "Paperboy finds research papers and delivers new ones to Discord channels. This page works like one of those " +
        "channels, so you can try everything before you invite the bot. Search for papers, or subscribe to a topic " +
        "and skip ahead to its next digest. Pick an example, or type / below.",
    ),
    make("div", { class: "examples" }, ...examples),
  ];
}

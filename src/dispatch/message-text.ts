/** More than any message says, and little to read. */
const LONGEST = 40_000;

/** Keys under which a message has words of people: not its ids, names and pictures. */
const SAID = new Set(["content", "title", "description", "value", "url", "label"]);

/** All that parts of a message say, with the addresses of its embeds and buttons. */
export function textOfParts(parts: readonly unknown[]): string {
  return [...new Set(parts.flatMap(textsIn))].join("\n").slice(0, LONGEST);
}

function textsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]: [string, unknown]) => {
    if (typeof one === "string") return SAID.has(key) ? [one] : [];
    return textsIn(one);
  });
}

import { parse } from "discord-markdown-parser";

interface Node {
  type: string;
  content?: string | Node[];
  target?: string;
}

/** What Discord would make of a text display. */
function readMarkdown(source: string): Node[] {
  return parse(source, "extended");
}

/** All nodes of a text, those within others too. */
export function allNodes(source: string): Node[] {
  const deep = (node: Node): Node[] => [
    node,
    ...(Array.isArray(node.content) ? node.content.flatMap(deep) : []),
  ];
  return readMarkdown(source).flatMap(deep);
}

/** What a reader sees, without its formatting. */
export function visibleText(source: string): string {
  const shown = ({ type, content, ...rest }: Node): string => {
    if (type === "br") return "\n";
    if (type === "twemoji" && "name" in rest) return String(rest.name);
    return Array.isArray(content) ? content.map(shown).join("") : (content ?? "");
  };
  return readMarkdown(source).map(shown).join("");
}

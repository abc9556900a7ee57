import { parse } from "discord-markdown-parser";
import { z } from "zod";
import { CHANNEL, mentionOf } from "./guild.ts";
import type { MarkdownNode } from "./protocol.ts";

/** Reads Discord's Markdown as Discord shows it in a text display. */
export function parseMarkdown(markdown: string): MarkdownNode[] {
  const drawn: MarkdownNode[] = [];
  for (const piece of gatherLists(parsedNodes.parse(parse(markdown, "extended"))))
    if (Array.isArray(piece)) drawn.push({ kind: "list", items: piece.map(convert) });
    else drawn.push(...convertOne(piece));
  return joinTexts(drawn);
}

const parsedNode = z.looseObject({ type: z.string() });
type ParsedNode = z.infer<typeof parsedNode>;

const parsedNodes = z.array(parsedNode).catch([]);
const text = z.string().catch("");

/** The parser knows no lists: lines that begin with `- ` become the items of one. */
function gatherLists(nodes: ParsedNode[]): (ParsedNode | ParsedNode[][])[] {
  const gathered: (ParsedNode | ParsedNode[][])[] = [];
  let list: ParsedNode[][] | null = null;
  let item: ParsedNode[] | null = null;
  let atLineStart = true;
  for (const node of nodes) {
    const bullet =
      atLineStart && node.type === "text" && /^[-*] +/.exec(text.parse(node["content"]));
    if (bullet) {
      item = [{ ...node, content: text.parse(node["content"]).slice(bullet[0].length) }];
      if (list) list.push(item);
      else gathered.push((list = [item]));
    } else if (item && node.type === "br") item = null;
    else if (item) item.push(node);
    else {
      list = null;
      gathered.push(node);
    }
    atLineStart = ENDS_A_LINE.has(node.type);
  }
  return gathered;
}

const ENDS_A_LINE = new Set(["br", "heading", "subtext", "blockQuote"]);

function convert(nodes: unknown): MarkdownNode[] {
  return joinTexts(parsedNodes.parse(nodes).flatMap(convertOne));
}

function convertOne(node: ParsedNode): MarkdownNode[] {
  const content = node["content"];
  switch (node.type) {
    case "strong":
      return [{ kind: "bold", children: convert(content) }];
    case "em":
      return [{ kind: "italic", children: convert(content) }];
    case "underline":
      return [{ kind: "underline", children: convert(content) }];
    case "strikethrough":
      return [{ kind: "strike", children: convert(content) }];
    case "spoiler":
      return [{ kind: "spoiler", children: convert(content) }];
    case "blockQuote":
      return [{ kind: "quote", children: convert(content) }];
    case "subtext":
      return [{ kind: "subtext", children: convert(content) }];
    case "heading":
      return [{ kind: "heading", level: headingLevel(node["level"]), children: convert(content) }];
    case "link":
    case "url":
    case "autolink":
      return link(text.parse(node["target"]), convert(content));
    case "inlineCode":
    case "codeBlock":
      return [{ kind: "code", block: node.type === "codeBlock", text: text.parse(content) }];
    case "timestamp":
      return [{ kind: "time", at: Number(node["timestamp"]), style: text.parse(node["format"]) }];
    case "slashCommand":
      return [{ kind: "command", name: text.parse(node["fullName"]) }];
    case "br":
    case "newline":
      return [{ kind: "break" }];
    case "everyone":
    case "here":
      return [{ kind: "mention", text: `@${node.type}` }];
    case "user":
    case "role":
      return [{ kind: "mention", text: mentionOf(text.parse(node["id"])) }];
    case "channel": {
      const id = text.parse(node["id"]);
      return id === CHANNEL.id
        ? [{ kind: "mention", text: mentionOf(id) }]
        : [{ kind: "thread", id }];
    }
    case "guildNavigation":
      return [{ kind: "mention", text: mentionOf(text.parse(node["id"])) }];
    case "emoji":
    case "twemoji":
      return [{ kind: "text", text: text.parse(node["name"]) }];
    default:
      return [{ kind: "text", text: text.parse(content) }];
  }
}

/** Anything but http and https keeps its words and loses its link, as in Discord. */
function link(target: string, children: MarkdownNode[]): MarkdownNode[] {
  const url = URL.parse(target);
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  return isWeb ? [{ kind: "link", url: url.href, children }] : children;
}

function headingLevel(level: unknown): 1 | 2 | 3 {
  return level === 1 || level === 2 ? level : 3;
}

/** The parser cuts text wherever a mark could begin; drawn piece by piece it would be slow. */
function joinTexts(nodes: MarkdownNode[]): MarkdownNode[] {
  const joined: MarkdownNode[] = [];
  for (const node of nodes) {
    if (node.kind === "text" && node.text === "") continue;
    const last = joined.at(-1);
    if (node.kind === "text" && last?.kind === "text")
      joined[joined.length - 1] = { kind: "text", text: last.text + node.text };
    else joined.push(node);
  }
  return joined;
}

import { parseAst } from "vitest/node";

/** A string that stands in a source text. */
export interface Literal {
  text: string;
  line: number;
  /** How it is used, from the inside out: the nodes around it, each with the name under which it has the last. */
  around: readonly { node: SyntaxNode; as: string }[];
}

/** A node of a syntax tree, as far as we look at it. */
export interface SyntaxNode {
  type: string;
  start: number;
  [name: string]: unknown;
}

/** What stands for each value that a template fills in. */
export const FILLED_IN = "¤";

/** All strings of a source text but those that are types, and the texts that its types name. */
export function literalsIn(source: string): { literals: Literal[]; named: string[] } {
  const literals: Literal[] = [];
  const named: string[] = [];
  const found = (node: SyntaxNode, text: string, around: Literal["around"]) => {
    literals.push({ text, line: source.slice(0, node.start).split("\n").length, around });
  };
  const visit = (node: SyntaxNode, around: Literal["around"]): void => {
    const isType = around.some(({ node: { type } }) => type === "TSLiteralType");
    const { value } = node;
    if (node.type === "Literal" && typeof value === "string") {
      if (isType) named.push(value);
      else found(node, value, around);
    }
    if (node.type === "TemplateLiteral" && !isType)
      found(node, partsOf(node).join(FILLED_IN), around);
    for (const [as, inside] of Object.entries(node))
      for (const one of [inside].flat()) if (isNode(one)) visit(one, [{ node, as }, ...around]);
  };
  const tree: unknown = parseAst(source, { lang: "ts" });
  if (isNode(tree)) visit(tree, []);
  return { literals, named };
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

function partsOf({ quasis }: SyntaxNode): string[] {
  return [quasis].flat().flatMap((quasi) => {
    if (!isNode(quasi)) return [];
    const { value } = quasi;
    const isText = typeof value === "object" && value !== null && "cooked" in value;
    return isText && typeof value.cooked === "string" ? [value.cooked] : [];
  });
}

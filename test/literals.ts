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

/** All strings of a source text but those that are types, and the texts that its types name: by themselves, by a list of them, or by keys. */
export function literalsIn(source: string): { literals: Literal[]; named: string[] } {
  const literals: Literal[] = [];
  const named: string[] = [];
  /** What stands in lists, by their names, and the lists whose members are a type. */
  const listed = new Map<unknown, string[]>();
  const lists: unknown[] = [];
  const found = (node: SyntaxNode, text: string, around: Literal["around"]) => {
    literals.push({ text, line: source.slice(0, node.start).split("\n").length, around });
  };
  const visit = (node: SyntaxNode, around: Literal["around"]): void => {
    const isType = around.some(({ node: { type } }) => type === "TSLiteralType");
    const { value } = node;
    if (node.type === "Literal" && typeof value === "string") {
      if (isType || isKey(around)) named.push(value);
      if (!isType) found(node, value, around);
      const list = nameOfList(around);
      if (list !== null) listed.set(list, [...(listed.get(list) ?? []), value]);
    }
    if (node.type === "TSTypeQuery" && isNode(node["exprName"]))
      lists.push(node["exprName"]["name"]);
    if (node.type === "TemplateLiteral" && !isType)
      found(node, partsOf(node).join(FILLED_IN), around);
    for (const [as, inside] of Object.entries(node))
      for (const one of [inside].flat()) if (isNode(one)) visit(one, [{ node, as }, ...around]);
  };
  const tree: unknown = parseAst(source, { lang: "ts" });
  if (isNode(tree)) visit(tree, []);
  return { literals, named: [...named, ...lists.flatMap((list) => listed.get(list) ?? [])] };
}

/** As in `{ "no words": say.NO_WORDS }`, of which a type may be `keyof`. */
function isKey([parent]: Literal["around"]): boolean {
  return parent?.node.type === "Property" && parent.as === "key";
}

/** `ORDERS`, of what stands in `const ORDERS = [...] as const`. */
function nameOfList(around: Literal["around"]): unknown {
  const [array, as, declared] = around.map(({ node }) => node);
  const isList =
    array?.type === "ArrayExpression" &&
    as?.type === "TSAsExpression" &&
    declared?.type === "VariableDeclarator";
  return isList && isNode(declared["id"]) ? declared["id"]["name"] : null;
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

import { type DefaultTreeAdapterTypes, parse } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

export interface ReadPage {
  /** Each as `element` or `element.attribute`, once. */
  parts: Set<string>;
  /** Whatever a parser of HTML complains about. */
  errors: string[];
  elements: Element[];
  /** All that can be followed or is loaded. */
  addresses: string[];
  all: (name: string, className?: string) => Element[];
  text: (element: Element | undefined) => string;
  meta: (name: string) => string[];
}

/** Reads a page as browsers do, and takes every mistake down. */
export function readPage(page: string): ReadPage {
  const errors: string[] = [];
  const document = parse(page, { onParseError: ({ code }) => void errors.push(code) });
  const elements = elementsIn(document);
  const parts = new Set(
    elements.flatMap(({ tagName, attrs }) => [
      tagName,
      ...attrs.map(({ name }) => `${tagName}.${name}`),
    ]),
  );
  return {
    parts,
    errors,
    elements,
    addresses: elements.flatMap(({ attrs }) =>
      attrs.filter(({ name }) => /^(?:href|src|action)$/.test(name)).map(({ value }) => value),
    ),
    all: (name, className) =>
      elements.filter(
        (one) =>
          one.tagName === name &&
          (className === undefined || attribute(one, "class") === className),
      ),
    text: (element) => (element ? textIn(element).replaceAll(/\s+/g, " ").trim() : ""),
    meta: (name) =>
      elements
        .filter((one) => attribute(one, "name") === name || attribute(one, "property") === name)
        .map((one) => attribute(one, "content") ?? ""),
  };
}

export function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find((one) => one.name === name)?.value;
}

function elementsIn(node: Node): Element[] {
  const children = "childNodes" in node ? node.childNodes.flatMap(elementsIn) : [];
  return "tagName" in node ? [node, ...children] : children;
}

function textIn(node: Node): string {
  if (node.nodeName === "#text" && "value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textIn).join("") : "";
}

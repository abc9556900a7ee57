import { parseFeed } from "@rowanmanning/feed-parser";
import { XMLValidator } from "fast-xml-parser";
import { parseAtomFeed } from "feedsmith";
import { SaxesParser } from "saxes";

/** An element, and the text that stands in it and in all within it. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  text: string;
}

/** All elements of a document, in the order in which they end. Fails where it is not well-formed. */
export function elementsOf(xml: string): Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    open.push({ name, attributes, text: "" });
  });
  parser.on("text", (text) => {
    for (const element of open) element.text += text;
  });
  parser.on("closetag", () => {
    const element = open.pop();
    if (element) elements.push(element);
  });
  parser.write(xml).close();
  const valid = XMLValidator.validate(xml);
  if (valid !== true) throw new Error(valid.err.msg);
  return elements;
}

/** A feed in Atom as two readers of feeds see it, which have nothing in common. */
export function readAtom(xml: string) {
  elementsOf(xml);
  return { one: parseFeed(xml), other: parseAtomFeed(xml) };
}

import { html } from "hono/html";

/** What escapes in pages escapes in XML, too. */
export const xml = html;

/** All but the characters that XML 1.0 has (its section 2.2), half ones included. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** A document of XML in UTF-8; what XML has no way to say is left out. */
export async function xmlDocument(root: ReturnType<typeof html>): Promise<string> {
  const text = (await root).toString();
  return `<?xml version="1.0" encoding="utf-8"?>\n${text.replace(NOT_XML, "")}\n`;
}

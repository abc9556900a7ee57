import type { NameKind } from "../words/names.ts";
import { printQuery } from "./query.ts";
import { QUOTES } from "./signs.ts";

/** The query for papers with an author or an organisation. Quotation marks in a name would end it, so they are left out. */
export function namedQuery(kind: NameKind, name: string): string {
  const text = name.replace(QUOTE, " ").replace(/\s+/gu, " ").trim();
  return printQuery({ kind, text });
}

const QUOTE = new RegExp(`[${QUOTES}]`, "gu");

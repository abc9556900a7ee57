import { readable } from "../../papers/text/clean.ts";
import { LONGEST_TEXT } from "../layout/escape.ts";

/** As listed, for people. No message shows more of it, and a hostile text may be megabytes. */
export function prose(written: string): string {
  return readable(written.slice(0, LONGEST_TEXT));
}

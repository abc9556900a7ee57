import { decodeHTML } from "entities";
import { fileOf, linkTo } from "./file-paths.ts";

/** As we write them: what a paper says is escaped, and has no quotes of its own. */
const ADDRESSES = /(?<=\s(?:href|src|action)=")\/[^"]*(?=")/g;

/** The addresses of ours to which a page leads, as they would be asked for. `base` is what stands before each. */
export function linksIn(html: string, base: string): string[] {
  return [...html.matchAll(ADDRESSES)].flatMap(([written]) => addressOf(written, base) ?? []);
}

/** A page whose links lead to files beside its own. */
export function withFileLinks(html: string, file: string, base: string): string {
  return html.replace(ADDRESSES, (written) => {
    const target = fileOf(addressOf(written, base) ?? "");
    return target === null ? written : linkTo(target, file) + (/#.*$/.exec(written)?.[0] ?? "");
  });
}

/** Null for what doesn't stand behind the base, so is none of ours. */
function addressOf(written: string, base: string): string | null {
  const address = decodeHTML(written).replace(/#.*$/, "");
  return address.startsWith(`${base}/`) ? address.slice(base.length) : null;
}

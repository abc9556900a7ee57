import { posix } from "node:path";

const INDEX = "index.html";

/** No folder is called what a file may be called. */
const FOLDER = /^[\w~-]+$/;
const FILE = /^[\w~-]+(?:\.[\w~-]+)+$/;

/** Only what can be asked for on a server that is there: not for a file. */
const NEEDS_A_SERVER = /^\/(?:search|api)(?:[/?#]|$)/;

const HERE = "http://localhost";

/**
 * The file in which a page stands, from the top of the folder: `/c/1` is `c/1/index.html`, so that any host that
 * shows a folder by its index finds it. Null for what is no page of ours, or none without a server.
 */
export function fileOf(address: string): string | null {
  if (!address.startsWith("/") || NEEDS_A_SERVER.test(address)) return null;
  const url = URL.parse(address, HERE);
  // Two slashes lead to another host, and so do others that pass for them: `/\\x`, a tab between them.
  if (url?.origin !== HERE) return null;
  const { pathname, search } = url;
  const names = pathname.split("/").filter((name) => name !== "");
  const last = names.pop() ?? "";
  if (!names.every((name) => FOLDER.test(name))) return null;
  // What a style sheet is asked with says only which version of it is meant.
  if (FILE.test(last)) return [...names, last].join("/");
  if (search !== "" || (last !== "" && !FOLDER.test(last))) return null;
  return [...names, ...(last === "" ? [] : [last]), INDEX].join("/");
}

/** How one file leads to another, wherever their folder is served: `../../p/abc/`. */
export function linkTo(file: string, from: string): string {
  const relative = posix.relative(posix.dirname(from), file);
  return relative === INDEX ? "./" : relative.replace(/(^|\/)index\.html$/, "$1");
}

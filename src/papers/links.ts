import type { Link } from "./paper.ts";

/** Longer ones are no address that a person would open. */
export const LONGEST_URL = 2000;

/** Hosts that are meant as an address even without a scheme; the first ones need a path. */
const KNOWN_HOST = String.raw`(?:[a-z0-9-]{1,63}\.){0,2}(?:github\.com|gitlab\.com|huggingface\.co|4open\.science)\/|[a-z0-9-]{1,63}\.git(?:hub|lab)\.io|www\.(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}`;
/** Up to a blank, a bracket or a quote. TeX writes some characters after a backslash. */
const RUN = String.raw`(?:\\[_%#&~]|[^\s<>"{}|\\^\x60\0-\x1f\p{Cf}])+`;
const ADDRESS = new RegExp(
  String.raw`(?:https?:\/\/|(?<![\p{L}\p{N}@._\/\\-])(?=(?:${KNOWN_HOST})(?![\p{L}\p{N}_-]*@)))${RUN}`,
  "giu",
);
const PLAIN_HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?::\d{1,5})?$/;
const CODE_HOST =
  /^(?:.+\.)?(?:github\.com|gitlab\.com|huggingface\.co|hf\.co|4open\.science)$|^gitlab\./;

/**
 * The addresses that stand in the texts, each once, code before project pages. What could lead
 * elsewhere than it looks (a user before the host, marks that change the direction) is left out.
 */
export function linksIn(texts: readonly string[]): Link[] {
  const links = new Map<string, Link>();
  for (const text of texts)
    for (const match of text.matchAll(ADDRESS)) {
      const behind = text.slice(match.index + match[0].length, match.index + match[0].length + 2);
      const link = /^\p{Cf}/u.test(behind) ? null : linkTo(match[0]);
      if (link) links.set(link.url, links.get(link.url) ?? link);
    }
  const all = [...links.values()];
  return [
    ...all.filter(({ kind }) => kind === "code"),
    ...all.filter(({ kind }) => kind === "project"),
  ];
}

/** Where to look for a paper without a page. */
export function searchLink(title: string): Link {
  const query = encodeURIComponent(title.slice(0, 300).toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return { kind: "search", url: `https://huggingface.co/papers?q=${query}` };
}

function linkTo(found: string): Link | null {
  if (found.length > LONGEST_URL) return null;
  const address = withoutTail(found.replace(/\\(?=[_%#&~])/g, ""));
  const [, scheme = "https", authority = "", path = ""] =
    /^(?:(https?):\/\/)?([^/?#]*)(.*)$/is.exec(address) ?? [];
  const host = authority.toLowerCase();
  if (!PLAIN_HOST.test(host)) return null;
  const url = `${scheme.toLowerCase()}://${host}${path.replace(/[^\0-\x7f]+/g, (part) => encodeURIComponent(part.toWellFormed()))}`;
  if (!URL.canParse(url) || url.length > LONGEST_URL) return null;
  return { kind: CODE_HOST.test(host.replace(/:\d+$/, "")) ? "code" : "project", url };
}

/** Cuts what belongs to the sentence: punctuation, and brackets that were opened before. */
function withoutTail(found: string): string {
  // After words of another script without a blank, as in Chinese, the address is over.
  let address = found.replace(/[^\0-\x7f\p{L}\p{M}\p{N}].*$/su, "");
  for (;;) {
    const last = address.at(-1) ?? "";
    const opening = { ")": "(", "]": "[" }[last];
    const cut =
      opening === undefined
        ? /[.,;:!?'*]/.test(last)
        : address.split(last).length > address.split(opening).length;
    if (!cut) return address;
    address = address.slice(0, -1);
  }
}

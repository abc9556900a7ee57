/** A name as bibliographies take it apart. */
export type CitedName =
  | { family: string; given: string; suffix?: string }
  /** Of a group, and of anybody who goes by one name. */
  | { literal: string };

const GROUP =
  /\b(?:team|collaboration|consortium|group|labs?|laboratory|institute|university|project|initiative|foundation|community|committee|network|working|research)\b/i;
const SUFFIX = /^(?:Jr|Sr)\.?$|^(?:II|III|IV)$/;
/** What stands before a family name and belongs to it. In lower case: `Van` may be a given name. */
const PARTICLE =
  /^(?:af|al|av|bin|da|dal|dalla|das|de|degli|dei|del|della|den|der|des|di|dos|du|el|ibn|la|le|ten|ter|van|vom|von|y|zu|zum|zur)$/;

/** Takes apart a name as sources write it: `Ann van der Berg Jr.`, or `Berg, Ann`. */
export function citedName(written: string): CitedName | null {
  const name = oneLine(written);
  if (!/[\p{L}\p{N}]/u.test(name)) return null;
  const [before = "", after = "", ...more] = name.split(/\s*,\s*/);
  if (
    more.length === 0 &&
    before !== "" &&
    after !== "" &&
    !SUFFIX.test(after) &&
    !GROUP.test(name)
  )
    return { family: before, given: after };
  return inOrder(name);
}

function inOrder(name: string): CitedName {
  const words = name
    .replaceAll(",", " ")
    .split(" ")
    .filter((word) => word !== "");
  const last = words.at(-1) ?? "";
  const suffix = words.length > 2 && SUFFIX.test(last) ? last : null;
  const parts = suffix === null ? words : words.slice(0, -1);
  if (parts.length < 2 || GROUP.test(name)) return { literal: name };
  const particle = parts.findIndex((word, i) => i > 0 && PARTICLE.test(word));
  const at = particle === -1 || particle === parts.length - 1 ? parts.length - 1 : particle;
  return {
    family: parts.slice(at).join(" "),
    given: parts.slice(0, at).join(" "),
    ...(suffix !== null && { suffix }),
  };
}

/** Without what no line of a file may have in it. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Cf}\p{Z}]+/gu, " ")
    .trim();
}

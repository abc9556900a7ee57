import { isSubmitter, isVotes, readComments } from "./counts.ts";
import { readIntroducedDate } from "../../dates.ts";
import { isControl } from "./furniture.ts";
import { isNames } from "./names.ts";

/** Whether a line could be the label and the name of an organisation: short, and no sentence. */
export function maybeOrganisation(line: string): boolean {
  if (line.length > 80 || line.split(/\s+/).length > 12 || !/\p{L}/u.test(line)) return false;
  if (isVotes(line) || isSubmitter(line) || isControl(line) || readComments(line) !== null)
    return false;
  if (/[.!?:;,]$/.test(line) && !/\b(?:Inc|Ltd|Co|Corp|LLC|GmbH)\.$/.test(line)) return false;
  return !isNames(line) && readIntroducedDate(line) === null;
}

/** `Stanford Stanford AI` is the label of an avatar, then the name that begins with it. */
export function organisationName(line: string): string {
  const words = line.split(/\s+/);
  for (let length = 1; length <= words.length / 2; length++) {
    const label = bare(words.slice(0, length));
    const name = words.slice(length);
    if (label !== "" && bare(name).startsWith(label)) return name.join(" ");
  }
  // The label may be a handle that is longer than the name, or the name's initials.
  const [label = "", ...name] = words;
  const isHandle = /[-_]/.test(label) && bare(name) !== "" && bare([label]).startsWith(bare(name));
  const initials = name.map((word) => /^\p{Lu}/u.exec(word)?.[0] ?? "").join("");
  return isHandle || (initials.length > 1 && initials === label) ? name.join(" ") : words.join(" ");
}

/** Whether the line is a label with its name, so that it is hardly anything else. */
export function isLabelled(line: string): boolean {
  return organisationName(line) !== line.split(/\s+/).join(" ");
}

function bare(words: string[]): string {
  return words
    .join("")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

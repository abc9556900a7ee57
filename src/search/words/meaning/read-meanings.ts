import { tokenise } from "../analyse.ts";
import { phraseTerm } from "../phrases.ts";
import { stemsOf } from "../terms.ts";

/** What a line of a file of meanings says. */
export type MeaningLine = SameWords | FieldOfResearch;

/** Expressions of which each finds papers with the others. */
export interface SameWords {
  kind: "words";
  expressions: readonly string[];
}

/** Names that mean the same, and names of parts: whatever is about a part is about the field, not the other way round. */
export interface FieldOfResearch {
  kind: "field";
  names: readonly string[];
  parts: readonly string[];
}

/** A line that is left out. */
export interface MeaningProblem {
  /** From 1. */
  line: number;
  /** What is wrong and what to do, as a sentence. */
  what: string;
}

/**
 * Reads a file of meanings, one on each line: `image, picture, photo` or
 * `field: state space model, SSM > Mamba, S4`. Blank lines, and those that begin with `#`, say nothing.
 */
export function readMeanings(text: string): { lines: MeaningLine[]; problems: MeaningProblem[] } {
  const lines: MeaningLine[] = [];
  const problems: MeaningProblem[] = [];
  for (const [index, line] of text.split(LINE_END).entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const read = readLine(line);
    if (typeof read === "string") problems.push({ line: index + 1, what: read });
    else lines.push(read);
  }
  return { lines, problems };
}

const LINE_END = /\r\n|\n|\r/;

/** What a line says, or what is wrong with it. */
function readLine(line: string): MeaningLine | string {
  const [, mark, rest = ""] = /^([^:]*:)?(.*)$/su.exec(line) ?? [];
  const isField = mark?.trim().toLowerCase() === "field:";
  if (mark !== undefined && !isField)
    return `Only “field:” can stand before a colon. Remove “${mark.trim()}”, or write “field:” instead.`;
  const [names = [], parts = [], ...more] = rest.split(">").map(expressionsIn);
  const wordless = [...names, ...parts].find((one) => termOf(one) === "");
  if (wordless !== undefined) return `“${wordless}” has no letters or digits. Remove it.`;
  if (!isField) {
    if (rest.includes(">")) return "Only fields have parts. Write “field:” first, or remove the >.";
    if (names.length < 2) return "There is only one expression. Add another after a comma.";
    if (new Set(names.map(termOf)).size === 1)
      return "Paperboy takes these for one word already. Add another, or remove the line.";
    return { kind: "words", expressions: names };
  }
  if (names.length === 0) return "The field has no name. Write one after “field:”.";
  if (more.length > 0)
    return "There is more than one >. Write all parts after the first, with commas.";
  return { kind: "field", names, parts };
}

function expressionsIn(text: string): string[] {
  return text
    .split(",")
    .map((expression) => expression.trim())
    .filter((expression) => expression !== "");
}

function termOf(expression: string): string {
  return phraseTerm(stemsOf(tokenise(expression)));
}
